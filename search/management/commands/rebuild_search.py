"""`manage.py rebuild_search`: the whole catalogue anew, while searches keep answering."""

import io
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from marketplace.progress import ProgressBar
from search import fts, indexing
from search.gathering import facts_of_many
from search.shipping import ensure_synonyms

MODELS_AN_EDITION = 200


class Command(BaseCommand):
    """Reads every public model again and writes what differs."""

    help = "Read every public learning model again and bring the catalogue up to date; searches keep answering."

    def handle(self, *args: Any, **options: Any) -> None:
        fts.install(connection)
        ensure_synonyms()
        model_ids = indexing.everything()
        indexing.withdraw_all_but(model_ids)
        stream = self.stderr if options["verbosity"] else io.StringIO()
        with ProgressBar("Models", stream) as bar:
            self._write(model_ids, bar)
        indexing.recount_words()
        indexing.prune_editions()
        if options["verbosity"]:
            self.stdout.write(self.style.SUCCESS(f"{len(model_ids):,} models are in the catalogue."))

    def _write(self, model_ids: Sequence[int], bar: ProgressBar) -> None:
        for start in range(0, len(model_ids), MODELS_AN_EDITION):
            found = facts_of_many(model_ids[start : start + MODELS_AN_EDITION])
            indexing.store(found, is_forced=True)
            bar.update(min(start + MODELS_AN_EDITION, len(model_ids)) / len(model_ids))

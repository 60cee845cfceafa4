"""`manage.py rebuild_search`: the whole catalogue anew, while searches keep answering."""

import io
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from elasticsearch import ApiError, TransportError

from marketplace.progress import ProgressBar
from search import elastic_index, fts, indexing, sending
from search.gathering import facts_of_many
from search.postponing import postponed
from search.shipping import ensure_synonyms

MODELS_AN_EDITION = 200


class Command(BaseCommand):
    """Reads every public model again and writes what differs, then builds the search server's index anew."""

    help = "Read every public learning model again and bring the catalogue up to date; searches keep answering."

    def add_arguments(self, parser: ArgumentParser) -> None:
        only = parser.add_mutually_exclusive_group()
        only.add_argument("--server-only", action="store_true", help="Build only the search server's index anew.")
        only.add_argument("--check", action="store_true", help="Compare that index with the database and mend it.")
        only.add_argument("--rollback", action="store_true", help="Go back to the index before the last rebuild.")

    def handle(self, *args: Any, **options: Any) -> None:
        stream = self.stderr if options["verbosity"] else io.StringIO()
        if options["server_only"] or options["check"] or options["rollback"]:
            if not sending.is_wanted():
                raise CommandError("ELASTICSEARCH_URL is not set, so the database is the only index there is.")
        else:
            self._fill(stream, options["verbosity"])
        if sending.is_wanted():
            self._serve(stream, options)

    def _fill(self, stream: TextIO, verbosity: int) -> None:
        fts.install(connection)
        ensure_synonyms()
        model_ids = indexing.everything()
        with postponed():
            indexing.withdraw_all_but(model_ids)
            with ProgressBar("Models", stream) as bar:
                self._write(model_ids, bar)
        indexing.recount_words()
        indexing.prune_editions()
        if verbosity:
            self.stdout.write(self.style.SUCCESS(f"{len(model_ids):,} models are in the catalogue."))

    def _write(self, model_ids: Sequence[int], bar: ProgressBar) -> None:
        for start in range(0, len(model_ids), MODELS_AN_EDITION):
            found = facts_of_many(model_ids[start : start + MODELS_AN_EDITION])
            indexing.store(found, is_forced=True)
            bar.update(min(start + MODELS_AN_EDITION, len(model_ids)) / len(model_ids))

    def _serve(self, stream: TextIO, options: dict[str, Any]) -> None:
        """What concerns the search server. Where a rebuild fails, every entry is noted, to be sent when it is back."""
        try:
            if options["check"]:
                said = f"{elastic_index.repair():,} entries of the index differed and are mended."
            elif options["rollback"]:
                said = f"Searches use the index {elastic_index.roll_back()} again."
            else:
                with ProgressBar("Index", stream) as bar:
                    said = f"{sending.build_index(bar.update):,} models are in the search server's new index."
        except LookupError as problem:
            raise CommandError(f"Nothing was changed: {problem}.") from None
        except (ApiError, TransportError, elastic_index.UnsentEntries) as problem:
            if options["rollback"]:
                raise CommandError(f"The search server did not take it ({problem}). Nothing tries it again.") from None
            if options["check"]:
                raise CommandError(
                    f"The search server did not take it ({problem}). The portal compares and mends by itself every "
                    "five minutes."
                ) from None
            sending.note_everything()
            raise CommandError(
                f"The search server did not take it ({problem}). The database answers until it does; it is tried again "
                "every minute."
            ) from None
        if options["verbosity"]:
            self.stdout.write(self.style.SUCCESS(said))

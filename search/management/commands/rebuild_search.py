"""`manage.py rebuild_search`: the whole catalogue anew, while searches keep answering."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from search import fts, indexing
from search.gathering import facts_of_many

MODELS_AN_EDITION = 200
BAR_WIDTH = 30


class Command(BaseCommand):
    """Reads every public model again and writes what differs."""

    help = "Read every public learning model again and bring the catalogue up to date; searches keep answering."

    def handle(self, *args: Any, **options: Any) -> None:
        fts.install(connection)
        model_ids = indexing.everything()
        indexing.withdraw_all_but(model_ids)
        for start in range(0, len(model_ids), MODELS_AN_EDITION):
            found = facts_of_many(model_ids[start : start + MODELS_AN_EDITION])
            indexing.store(found, is_forced=True)
            self._show(min(start + MODELS_AN_EDITION, len(model_ids)), len(model_ids))
        indexing.prune_editions()
        self.stdout.write(self.style.SUCCESS(f"{len(model_ids):,} models are in the catalogue."))

    def _show(self, done: int, total: int) -> None:
        filled = BAR_WIDTH * done // total
        line = f"[{'#' * filled}{'.' * (BAR_WIDTH - filled)}] {done:,} of {total:,}"
        is_terminal = self.stdout.isatty()
        self.stdout.write(f"\r{line}" if is_terminal else line, ending="" if is_terminal and done < total else "\n")
        self.stdout.flush()

"""`manage.py load_demo`: the demo's lived-in year."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.demo.build import build_demo

BAR_WIDTH = 28


class Command(BaseCommand):
    """Builds the demo data; started again, it carries on where it stopped."""

    help = "Make the demo: a year of a department, its providers and districts. Carries on where it stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "The demo's people are for the demo only. Use DJANGO_SETTINGS_MODULE=marketplace.settings.demo."
            )
        build_demo(now=timezone.now(), progress=self.show)
        self.stdout.write(self.style.SUCCESS("The demo is ready."))

    def show(self, done: int, total: int, title: str) -> None:
        """Draw the bar, over itself on a terminal and line by line elsewhere."""
        filled = BAR_WIDTH * done // total
        line = f"[{'#' * filled}{'.' * (BAR_WIDTH - filled)}] {done} of {total}  {title}"
        if self.stdout.isatty():
            self.stdout.write(f"\r\033[K{line}", ending="\n" if done == total else "")
        else:
            self.stdout.write(line)
        self.stdout.flush()

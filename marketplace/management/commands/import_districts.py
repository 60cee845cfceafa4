"""import_districts FILE…: take in directories of districts as their publishers export them."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from marketplace.organizations.directory.reading import UnreadableFile
from marketplace.organizations.services.directory import Report, import_districts
from marketplace.progress import ProgressBar


class Command(BaseCommand):
    help = "Take in directories of districts (CCD directory, NCES search, ELSI export, id crosswalk, or our own list)."
    importer = staticmethod(import_districts)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")

    def handle(self, *args: Any, files: list[Path], dry_run: bool, **options: Any) -> None:
        refused = 0
        for path in files:
            try:
                with ProgressBar(path.name, self.stderr) as bar:
                    report = self.importer(path=path, at=timezone.now(), dry_run=dry_run, progress=bar.update)
            except UnreadableFile as error:
                raise CommandError(str(error)) from error
            refused += report.refused_count
            self._say(path, report, dry_run)
        if refused:
            self.stdout.write(self.style.WARNING("Refused rows were left out. Correct them and import the file again."))

    def _say(self, path: Path, report: Report, dry_run: bool) -> None:
        counts = ", ".join(f"{count:,} {name}" for name, count in report.counts().items())
        would = " (dry run: nothing was changed)" if dry_run else ""
        self.stdout.write(f"{path.name}, {report.source}: {counts}{would}.")
        for row in report.refused:
            self.stdout.write(f"  {row}.")
        if report.refused_count > len(report.refused):
            self.stdout.write(f"  and {report.refused_count - len(report.refused):,} more refused rows.")

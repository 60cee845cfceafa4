"""import_findings FILE…: take in public findings as the clearinghouse exports them."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from marketplace.evidence.importing.applying import Report, import_findings
from marketplace.evidence.importing.wwc import UnreadableFile
from marketplace.progress import ProgressBar


class Command(BaseCommand):
    help = "Take in findings of the What Works Clearinghouse (CSV, also gzipped), or the project's own JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")

    def handle(self, *args: Any, files: list[Path], dry_run: bool, **options: Any) -> None:
        for path in files:
            try:
                with ProgressBar(path.name, self.stderr) as bar:
                    report = import_findings(path=path, at=timezone.now(), dry_run=dry_run, progress=bar.update)
            except UnreadableFile as error:
                raise CommandError(str(error)) from error
            self._say(path, report, dry_run)

    def _say(self, path: Path, report: Report, dry_run: bool) -> None:
        names = ("added", "changed", "unchanged", "refused")
        counts = ", ".join(f"{report.counts[name]:,} {name}" for name in names)
        would = " (dry run: nothing was changed)" if dry_run else ""
        models = f"{report.model_counts['added']:,} models added, {report.model_counts['known']:,} known before"
        self.stdout.write(f"{path.name}, {report.source}: findings {counts}; {models}{would}.")
        for row in report.refused:
            self.stdout.write(f"  {row}.")
        for name, reason in report.left_out.items():
            self.stdout.write(self.style.WARNING(f"  {name} was left out whole, because {reason}."))

"""effect_sizes FILE --output FILE: compute every finding of a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from marketplace.evidence.effect_rows import write_effect_rows
from marketplace.evidence.importing.wwc import UnreadableFile
from marketplace.progress import ProgressBar


class Command(BaseCommand):
    help = "Compute effect size, standard error, p, improvement index and verdicts for each finding of a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")

    def handle(self, *args: Any, file: Path, output: Path, **options: Any) -> None:
        try:
            with ProgressBar(file.name, self.stderr) as bar:
                count = write_effect_rows(file, output, progress=bar.update)
        except UnreadableFile as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{count:,} findings computed into {output}.")

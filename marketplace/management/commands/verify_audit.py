from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from marketplace.audit.queries import verify_chain


class Command(BaseCommand):
    help = "Walk the audit chain and say where it breaks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--head", default="", metavar="HASH", help="a head from a receipt or an export, to find a cut tail"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        report = verify_chain(expected_head=options["head"])
        if report.problem:
            raise CommandError(f"The audit chain does not hold. {report.problem}")
        self.stdout.write(f"The audit chain holds: {report.event_count} events.")

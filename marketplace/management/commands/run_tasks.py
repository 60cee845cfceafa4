"""The worker of a deployment."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from marketplace.tasks import worker


class Command(BaseCommand):
    """Runs until it is told to stop; the task at hand is finished first."""

    help = "Run background tasks, retries and the schedule. Start as many of these as the work needs."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: stop.set())
        self.stdout.write("Running tasks. Stop with Ctrl+C.")
        worker.run(stop)

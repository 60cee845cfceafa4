"""How long until a change is found: a model is listed, a worker in a process of its own indexes it, a page finds it.

On SQLite or the server that DATABASE_URL names, and through Elasticsearch where ELASTICSEARCH_URL is given; in a
catalogue of 20,000 models.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent.parent
MODELS, CHANGES, BAR_SECONDS, LONGEST_SECONDS = 20_000, 12, 2.0, 30.0


def run() -> Iterator[str]:
    """Fill a database of its own, change it some times, and give one line."""
    from tests.benchmarks._database import empty_database
    from tests.benchmarks.catalogue import fill

    with empty_database() as kind:
        fill(0, MODELS)
        if settings.ELASTICSEARCH:
            kind = f"{kind} with Elasticsearch"
            call_command("rebuild_search", server_only=True, verbosity=0)
        with worker():
            seconds = sorted(seconds_until_found(number) for number in range(CHANGES))
    verdict = "ok" if seconds[-1] <= BAR_SECONDS else "OVER"
    yield (
        f"one change of {MODELS:,} models on {kind}: found after {seconds[CHANGES // 2]:.1f} s in the middle, "
        f"{seconds[-1]:.1f} s at most, of {CHANGES} (bar {BAR_SECONDS:.0f}, {verdict})"
    )


@contextmanager
def worker() -> Iterator[None]:
    """A worker that runs while it lasts, on the same database and index."""
    from django.db import connection

    name, given = connection.settings_dict["NAME"], os.environ.get("DATABASE_URL", "")
    address = f"sqlite:///{name}" if connection.vendor == "sqlite" else f"{given.rpartition('/')[0]}/{name}"
    command, around = [sys.executable, "-u", "manage.py", "run_tasks"], os.environ | {"DATABASE_URL": address}
    with subprocess.Popen(
        command, cwd=ROOT, env=around, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            process.stdout.readline()
            yield
        finally:
            process.terminate()


def seconds_until_found(number: int) -> float:
    """From the commit of a listing to the first page that shows it."""
    from django.test import Client
    from django.utils import timezone

    from marketplace.products.services import list_unclaimed_model

    word, client = f"quillon{chr(97 + number) * 3}", Client()
    list_unclaimed_model(
        name=f"The {word} program", source="bench", source_id=word, description={}, at=timezone.now(),
        is_illustrative=True,
    )  # fmt: skip
    started = time.perf_counter()
    while time.perf_counter() - started < LONGEST_SECONDS:
        if word in client.get(f"/models/?q={word}&export=csv").content.decode():
            break
        time.sleep(0.02)
    return time.perf_counter() - started


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="pilotage-bench-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "marketplace.settings.local",
            "DATA_DIR": folder,
            "ELASTICSEARCH_INDEX": f"bench-{os.getpid()}",
        }
        django.setup()
        settings.ALLOWED_HOSTS = ["*"]
        for printed in run():
            print(printed, flush=True)

"""What the search box offers while somebody types, at 100,000 models, each letter of names a request: p50 and p95."""

import os
import time
from collections.abc import Iterator

import django
from django.conf import settings

from tests.benchmarks import catalogue
from tests.benchmarks._database import empty_database

SIZE = 100_000
BAR_P95_MS = 50.0
TYPED = ("reading model 4", "fractoins", "small group", "model 99", "mathematics", "te", "zzzz")


def run() -> Iterator[str]:
    """Make its own database from a seed, or one on the PostgreSQL that DATABASE_URL names, and measure."""
    with empty_database() as vendor:
        catalogue.fill(0, SIZE)
        yield line(vendor)


def line(vendor: str) -> str:
    """The bar."""
    from django.test import Client

    from search.catalog import suggestions

    client = Client()
    started = time.perf_counter()
    suggestions._current()
    first = (time.perf_counter() - started) * 1_000
    typed = [words[:end] for words in TYPED for end in range(1, len(words) + 1)]
    busy = time.process_time()
    found = catalogue.timed([lambda text=text: client.get("/models/suggest/", {"q": text}) for text in typed])
    busy = (time.process_time() - busy) * 1_000 / len(found)
    bare = catalogue.timed([lambda: client.get("/models/suggest/")])
    catalogue.fill(SIZE, SIZE + 1)
    started = time.perf_counter()
    client.get("/models/suggest/?q=mo")
    changed = (time.perf_counter() - started) * 1_000
    p50, p95 = catalogue.middle(found), catalogue.high(found)
    return (
        f"suggest {SIZE:,} models on {vendor}: p50 {p50:.1f} p95 {p95:.1f} ms (bar {BAR_P95_MS:.0f}, "
        f"{'ok' if p95 <= BAR_P95_MS else 'OVER'}), {busy:.1f} ms of the processor each; "
        f"nothing typed p95 {catalogue.high(bare):.1f} ms; after a change {changed:.1f} ms; "
        f"names read once a process in {first:.0f} ms"
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.test")
    django.setup()
    settings.ALLOWED_HOSTS = ["*"]
    for printed in run():
        print(printed, flush=True)

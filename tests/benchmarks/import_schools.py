"""Taking in 101,688 schools under 18,607 districts: the first time, and again with nothing changed.

The publisher's file is read where the shared data stand beside the clone; elsewhere one of the same shape is made from
a seed. Memory is measured by how much the process grows from a tenth of the file to the whole.
"""

import csv
import gzip
import os
import random
import resource
import tempfile
import time
from pathlib import Path

FIRST_BAR_SECONDS, AGAIN_BAR_SECONDS, GROWTH_BAR_MB = 60.0, 20.0, 64.0
SCHOOLS, DISTRICTS = 101_688, 18_607
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "districts" / "us_public_schools_ccd_2019.csv.gz"
HEADER = (
    *("ncessch", "leaid", "school_name", "lea_name", "city_location", "state_location"),
    *("lowest_grade_offered", "highest_grade_offered"),
)
GRADES = ("Pre-K", "Kindergarten", "5", "6", "8", "9", "12")


def run() -> None:
    """Make a database, import twice, and print one line a bar."""
    with tempfile.TemporaryDirectory(prefix="pilotage-bench-") as folder:
        prepare_database(Path(folder))
        path = SHARED if SHARED.exists() else made_up(Path(folder))
        bare_seconds = timed(lambda: bare_read(path))
        tenth = first_rows(path, Path(folder), SCHOOLS // 10)
        take(tenth, dry_run=True)
        before = peak_mb()
        reports = []
        first = timed(lambda: reports.append(take(path)))
        again = timed(lambda: reports.append(take(path)))
        growth = peak_mb() - before
    added, unchanged = reports[0].added_count, reports[1].unchanged_count
    print(line(f"import_schools, {added:,} schools, first time", first, FIRST_BAR_SECONDS, bare_seconds))
    print(line(f"import_schools, {unchanged:,} schools unchanged", again, AGAIN_BAR_SECONDS, bare_seconds))
    verdict = "ok" if growth <= GROWTH_BAR_MB else "OVER"
    memory = f"+{growth:.0f} MB (bar {GROWTH_BAR_MB:.0f}, {verdict})"
    print(f"import_schools, memory from a tenth of the file to all of it: {memory}")


def line(what: str, seconds: float, bar: float, bare_seconds: float) -> str:
    """One bar, beside the time it takes only to read the file's rows."""
    verdict = "ok" if seconds <= bar else "OVER"
    ratio = seconds / max(bare_seconds, 0.001)
    beside = f"reading its rows alone {bare_seconds:.1f} s, ratio {ratio:.0f}"
    return f"{what}: {seconds:.1f} s (bar {bar:.0f}, {verdict}); {beside}"


def take(path: Path, *, dry_run: bool = False):
    """Import the file as the command does."""
    from django.utils import timezone

    from marketplace.organizations.services.directory import import_schools

    return import_schools(path=path, at=timezone.now(), dry_run=dry_run)


def bare_read(path: Path) -> None:
    """Only unpack the file and split its rows."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        for _ in csv.reader(stream):
            pass


def first_rows(path: Path, folder: Path, count: int) -> Path:
    """A copy with only so many rows."""
    copy = folder / "tenth.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as source, gzip.open(copy, "wt", encoding="utf-8") as target:
        for number, row in enumerate(source):
            if number > count:
                break
            target.write(row)
    return copy


def made_up(folder: Path) -> Path:
    """A file of the same shape and size from a seed."""
    chance = random.Random(7)
    path = folder / "schools.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(HEADER)
        for number in range(SCHOOLS):
            district = number * DISTRICTS // SCHOOLS
            leaid = f"{100_000 + district * 7:07d}"
            names = [f"School {number}", f"District {district}", f"Town {district % 5000}"]
            rows.writerow(
                [f"{leaid}{number % 100_000:05d}", leaid, *names, "PA", chance.choice(GRADES), chance.choice(GRADES)]
            )
    return path


def prepare_database(folder: Path) -> None:
    """A new database in the folder."""
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'bench.sqlite3'}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "marketplace.settings.test"
    import django

    django.setup()
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)


def timed(work) -> float:
    """Seconds that the work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def peak_mb() -> float:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    run()

"""What every test may use."""

import os

import hypothesis
import pytest
from django.conf import settings
from pytest_django.plugin import blocking_manager_key

from tests import database, demo_rows
from tests.factories import memory
from tests.journeys.clock import moving_clock

ON_POSTGRESQL = "postgresql" in settings.DATABASES["default"]["ENGINE"]
DEMO = demo_rows.DemoRows()
WITH_DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
hypothesis.settings.register_profile(  # how long an example takes says how busy the machine is
    "suite", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("suite")


def pytest_configure(config):
    config.addinivalue_line("markers", "browser: drives Chromium")
    config.addinivalue_line("markers", "one_database: says on every database the same, so CI runs it on SQLite alone")


def pytest_report_header(config):
    kind = "PostgreSQL, races included" if ON_POSTGRESQL else "SQLite; races are collected on PostgreSQL alone"
    return f"database: {kind}"


def pytest_ignore_collect(collection_path, config):
    """Races need row locks and connections of their own, which SQLite in memory does not have."""
    return True if "races" in collection_path.parts and not ON_POSTGRESQL else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """The tests on the demo run first and, with several workers, a file on one of them: each builds it at most once.

    What pytest-django keeps from the database says the same beside every database, and is marked so.
    """
    for item in items:
        if not item.get_closest_marker("django_db") and WITH_DATABASE.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.one_database)
    on_demo = [item for item in items if "demo_database" in getattr(item, "fixturenames", ())]
    for item in on_demo:
        if item.get_closest_marker("django_db"):
            raise pytest.UsageError(
                f"{item.nodeid} asks for demo_database, so it must not carry the django_db mark as well."
            )
        item.add_marker(pytest.mark.xdist_group(f"demo {item.path.stem}"))
    chosen = set(map(id, on_demo))
    items[:] = on_demo + [item for item in items if id(item) not in chosen]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI nothing may be skipped: a skip there is a missing install step."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("PILOTAGE_NO_SKIPS") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped here: {report.longrepr}"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Let the flush between tests through the guards that the database has in production too."""
    database.prepare()


@pytest.fixture(scope="session")
def demo_now():
    """The instant at which the demo's year ends in tests: Monday 1 March 2027, 9:12 am EST."""
    return demo_rows.NOW


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, and a note of what it holds before the first test."""
    with django_db_blocker.unblock():
        memory.note_the_start()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Take the demo away before a test that does not ask for it, ahead of the transaction which that test opens."""
    if "demo_database" not in getattr(item, "fixturenames", ()):
        with item.config.stash[blocking_manager_key].unblock():
            DEMO.drop()


@pytest.fixture
def _demo_rows(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        DEMO.ensure()


@pytest.fixture
def demo_database(_demo_rows, db):
    """The whole demo: each test sees it as built, at the instant for which it was built; its changes are taken back."""
    with moving_clock() as clock:
        clock.offset = demo_rows.NOW - clock.now
        yield

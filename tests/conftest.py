"""What every test may use."""

import os
from datetime import UTC, datetime

import pytest
from django.conf import settings

from tests import database

ON_POSTGRESQL = "postgresql" in settings.DATABASES["default"]["ENGINE"]


def pytest_configure(config):
    config.addinivalue_line("markers", "races: needs real row locks, so it is collected on PostgreSQL alone")
    config.addinivalue_line("markers", "browser: drives Chromium")


def pytest_report_header(config):
    kind = "PostgreSQL, races included" if ON_POSTGRESQL else "SQLite; races are collected on PostgreSQL alone"
    return f"database: {kind}"


def pytest_ignore_collect(collection_path, config):
    """Races need row locks and connections of their own, which SQLite in memory does not have."""
    return True if "races" in collection_path.parts and not ON_POSTGRESQL else None


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI nothing may be skipped but the tests of whole files that are not part of the project."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("PILOTAGE_NO_SKIPS") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped here: {report.longrepr}"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Have the database guard itself as it does in production."""
    database.prepare()


DEMO_NOW = datetime(2027, 3, 1, 14, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def demo_now():
    """The instant at which the demo's year ends for the tests: Monday 1 March 2027, 9:12 am EST."""
    return DEMO_NOW


@pytest.fixture(scope="package")
def _demo_rows(django_db_setup, django_db_blocker):
    """Build the demo once for a package of tests, and take it back afterwards."""
    from django.db import transaction

    from cms.demo.build import build_demo

    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            build_demo(now=DEMO_NOW)
            yield
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)


@pytest.fixture
def demo_database(_demo_rows, db):
    """The whole demo: each test sees it as built and its changes are taken back."""

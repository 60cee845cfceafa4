"""The test database's own guards, and the one bypass through which it is flushed."""

from contextlib import contextmanager
from dataclasses import replace

from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

from marketplace import slices
from marketplace.immutability import install_all

PACKAGES = ("marketplace", "procurement", "search", "cms")
_flush = BaseDatabaseOperations.execute_sql_flush


def install_guards() -> None:
    """Install every trigger, constraint and index that Django's models cannot express."""
    slices.install_guards(connection, *PACKAGES)


@contextmanager
def unguarded_audit():
    """Let go of the append-only triggers: for the flush between tests, and for tests that tamper on purpose."""
    from marketplace.audit import append_only

    append_only.remove(connection)
    try:
        yield
    finally:
        append_only.install(connection)


@contextmanager
def rewriting(model):
    """Let a test change what was written once, in order to make another past for it."""
    rule = next(each for each in written_once() if each.model is model)
    install_all(connection, replace(rule, since="FALSE"))
    try:
        yield
    finally:
        install_all(connection, rule)


def written_once():
    """Every rule by which rows are written once."""
    return [rule for module in slices.guard_modules(*PACKAGES) for rule in getattr(module, "WRITTEN_ONCE", ())]


def _flush_through_the_bypass(self, sql_list):
    with unguarded_audit():
        _drop_sqlite_triggers()
        try:
            return _flush(self, sql_list)
        finally:
            install_guards()


def _drop_sqlite_triggers():
    """Every other guard on deleting; PostgreSQL empties tables without asking row triggers."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')


def prepare() -> None:
    """Put the bypass around each flush."""
    BaseDatabaseOperations.execute_sql_flush = _flush_through_the_bypass

"""The demo's year in the test database: built once, shared by the tests that ask for it, gone for all others."""

from datetime import UTC, datetime

from django.db import transaction

NOW = datetime(2027, 3, 1, 14, 12, tzinfo=UTC)


class DemoRows:
    """The demo inside one open transaction, under which each test's own transaction is a savepoint."""

    def __init__(self) -> None:
        self._atomic: transaction.Atomic | None = None
        self._failure: BaseException | None = None

    def ensure(self) -> None:
        """Have the demo in the database; it takes about a minute the first time. What failed once is not tried anew."""
        if self._atomic is not None:
            return
        if self._failure is not None:
            raise RuntimeError("The demo could not be built; the first test that asked for it says why.")
        from cms.demo.build import build_demo

        self._atomic = transaction.atomic()
        self._atomic.__enter__()
        try:
            build_demo(now=NOW)
        except BaseException as failure:
            self._failure = failure
            self.drop()
            raise

    def drop(self) -> None:
        """Take the demo out of the database, so that the next test starts from nothing."""
        if self._atomic is None:
            return
        atomic, self._atomic = self._atomic, None
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)

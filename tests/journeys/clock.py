"""A clock that a journey moves: everything that asks for the time sees the same."""

import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from unittest import mock

from django.core.cache import cache
from django.utils import timezone


class Clock:
    """The time of the journey; `pass_time` moves it forward."""

    def __init__(self) -> None:
        self.offset = timedelta()
        self._time = time.time

    def pass_time(self, **amount: float) -> None:
        """Let days, hours or minutes go by."""
        self.offset += timedelta(**amount)

    def seconds(self) -> float:
        return self._time() + self.offset.total_seconds()

    def read(self) -> datetime:
        """What `timezone.now` answers."""
        return self.now

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.seconds(), UTC)

    @property
    def today(self):
        return timezone.localtime(self.now).date()

    def day(self, days: int) -> str:
        """The day so many days ahead, as a date field takes it."""
        return (self.today + timedelta(days=days)).isoformat()


@contextmanager
def moving_clock():
    """Have Django, its sessions and second factors follow the journey's clock.

    What the cache keeps for a while, such as codes that were used, belongs to one clock: it is empty before and after.
    """
    clock = Clock()
    cache.clear()
    try:
        with mock.patch("django.utils.timezone.now", clock.read), mock.patch("time.time", clock.seconds):
            yield clock
    finally:
        cache.clear()

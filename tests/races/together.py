"""Calls made at the same instant from threads of their own, each on a database connection of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from django.db import connection


@dataclass(frozen=True)
class Outcome:
    """What one of the calls came to: its value, or the exception it raised."""

    value: Any = None
    error: BaseException | None = None

    @property
    def succeeded(self) -> bool:
        return self.error is None


def together(*calls: Callable[[], Any], timeout_seconds: float = 30) -> list[Outcome]:
    """Let all calls go at once; their outcomes come in the order of the calls."""
    barrier = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Outcome:
        try:
            barrier.wait(timeout_seconds)
            return Outcome(value=call())
        except Exception as error:
            return Outcome(error=error)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result(timeout_seconds) for future in [pool.submit(run, call) for call in calls]]

"""PURE but for the clock: leaves a server in peace that did not answer, and tries it again by itself."""

import threading
import time
from collections.abc import Callable

FAILURES_BORNE = 2
SHORTEST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 5.0, 60.0


class Breaker:
    """After the second failure in a row nobody is let through for 5 seconds, then one; if that fails too, the pause
    doubles, up to a minute. One success ends it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._failures, self._closed_until = 0, 0.0

    def lets_through(self) -> bool:
        """Whether to ask the server now. Of many that ask at the end of a pause one is let through."""
        with self._lock:
            if self._failures < FAILURES_BORNE:
                return True
            if self._clock() < self._closed_until:
                return False
            self._closed_until = self._clock() + self._pause()
            return True

    def failed(self) -> float:
        """Take in that the server did not answer; returns the seconds for which it is now left in peace."""
        with self._lock:
            self._failures += 1
            pause = self._pause()
            self._closed_until = self._clock() + pause
            return pause

    def succeeded(self) -> None:
        """Take in that the server answered."""
        with self._lock:
            self._failures, self._closed_until = 0, 0.0

    def _pause(self) -> float:
        beyond = self._failures - FAILURES_BORNE
        return 0.0 if beyond < 0 else min(SHORTEST_PAUSE_SECONDS * 2**beyond, LONGEST_PAUSE_SECONDS)

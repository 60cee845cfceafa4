"""Holding index work back while very much changes at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_here = threading.local()


@contextmanager
def postponed() -> Iterator[None]:
    """Within it no change of this thread asks for index work; the caller rebuilds the index afterwards."""
    _here.depth = getattr(_here, "depth", 0) + 1
    try:
        yield
    finally:
        _here.depth -= 1


def is_postponed() -> bool:
    """Whether index work is held back now."""
    return getattr(_here, "depth", 0) > 0

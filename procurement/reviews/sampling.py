"""PURE: a random sample that anybody can draw again: the same seed and the same keys give the same sample."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random


def sample_of(keys: Iterable[int], *, count: int, seed: str) -> list[int]:
    """So many of the keys, or all where there are fewer, in order; in which order they are given does not matter."""
    ordered = sorted(keys)
    return sorted(Random(seed).sample(ordered, min(count, len(ordered))))

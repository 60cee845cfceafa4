"""PURE: what a careful reader could work out about a whole number that is not printed.

Everything printed becomes a linear relation among counts; the smallest and the largest value that each
count can still take is found by integer programming (HiGHS, through scipy).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp


@dataclass(frozen=True)
class Relation:
    """low <= sum(coefficient * count) <= high; an end that is None is open."""

    coefficients: Mapping[str, int]
    low: float | None = 0
    high: float | None = 0

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self.coefficients)


@dataclass(frozen=True)
class Range:
    low: int
    high: int

    @property
    def width(self) -> int:
        """How many whole numbers it holds."""
        return self.high - self.low + 1


def component(key: str, relations: Sequence[Relation], fixed: Mapping[str, int]) -> set[str]:
    """The counts that are tied to `key` by relations, not counting ties through a printed number."""
    found, waiting = {key}, [key]
    while waiting:
        current = waiting.pop()
        for relation in relations:
            if current not in relation.coefficients:
                continue
            for other in relation.keys:
                if other not in found and other not in fixed:
                    found.add(other)
                    waiting.append(other)
    return found


def neighbours(key: str, relations: Iterable[Relation]) -> dict[str, int]:
    """Every count tied to `key` by relations, with how many relations lie between (printed ones included)."""
    relations = list(relations)
    distance, ring = {key: 0}, [key]
    while ring:
        following: list[str] = []
        for relation in relations:
            if not any(item in relation.coefficients for item in ring):
                continue
            nearest = min(distance[item] for item in ring if item in relation.coefficients)
            for other in relation.keys:
                if other not in distance:
                    distance[other] = nearest + 1
                    following.append(other)
        ring = following
    del distance[key]
    return distance


@dataclass(frozen=True)
class View:
    """What a reader has: relations, (lowest, highest) of every count that is not printed, and the printed counts."""

    relations: Sequence[Relation]
    limits: Mapping[str, tuple[int, int]]
    fixed: Mapping[str, int]

    def range_of(self, key: str) -> Range:
        """The whole numbers that a count may be. Raises ValueError if the relations contradict each other."""
        if key in self.fixed:
            return Range(self.fixed[key], self.fixed[key])
        ends = self._ends(key)
        return Range(ends(1), ends(-1))

    def is_open(self, key: str, *, value: int, width: int) -> bool:
        """Whether a count, which is `value`, may be at least `width` whole numbers; solved no further than needed."""
        if key in self.fixed:
            return width <= 1
        ends = self._ends(key)
        high = ends(-1)
        return high - value + 1 >= width or high - ends(1) + 1 >= width

    def _ends(self, key: str) -> Callable[[int], int]:
        names = sorted(component(key, self.relations, self.fixed))
        index = {name: position for position, name in enumerate(names)}
        rows, lows, highs = _rows(self.relations, index, self.fixed)
        bounds = Bounds([self.limits[name][0] for name in names], [self.limits[name][1] for name in names])
        constraints = [LinearConstraint(np.array(rows), lows, highs)] if rows else []

        def end(sign: int) -> int:
            cost = np.zeros(len(names))
            cost[index[key]] = sign
            answer = milp(cost, constraints=constraints, bounds=bounds, integrality=np.ones(len(names)))
            if answer.x is None:
                raise ValueError(f"The numbers around {key!r} contradict each other: {answer.message}")
            return round(answer.x[index[key]])

        return end


def _rows(
    relations: Sequence[Relation], index: Mapping[str, int], fixed: Mapping[str, int]
) -> tuple[list[np.ndarray], list[float], list[float]]:
    rows, lows, highs = [], [], []
    for relation in relations:
        if not any(name in index for name in relation.keys):
            continue
        row, shift = np.zeros(len(index)), 0
        for name, coefficient in relation.coefficients.items():
            if name in index:
                row[index[name]] = coefficient
            else:
                shift += coefficient * fixed[name]
        rows.append(row)
        lows.append(-np.inf if relation.low is None else relation.low - shift)
        highs.append(np.inf if relation.high is None else relation.high - shift)
    return rows, lows, highs

"""PURE: what a careful reader could work out about a whole number that is not printed.

Everything printed becomes a linear relation among counts; the smallest and the largest value that each
count can still take is found by integer programming (HiGHS, through scipy).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


def integer_range(
    key: str,
    *,
    relations: Sequence[Relation],
    limits: Mapping[str, tuple[int, int]],
    fixed: Mapping[str, int],
) -> Range:
    """The whole numbers that the count `key` may be, given all relations, limits and printed counts.

    `limits` holds (lowest, highest) for every count that is not fixed. Raises ValueError if the relations
    contradict each other.
    """
    if key in fixed:
        return Range(fixed[key], fixed[key])
    names = sorted(component(key, relations, fixed))
    index = {name: position for position, name in enumerate(names)}
    rows, lows, highs = _rows(relations, index, fixed)
    bounds = Bounds([limits[name][0] for name in names], [limits[name][1] for name in names])
    constraints = [LinearConstraint(np.array(rows), lows, highs)] if rows else []
    ends = []
    for sign in (1, -1):
        cost = np.zeros(len(names))
        cost[index[key]] = sign
        answer = milp(cost, constraints=constraints, bounds=bounds, integrality=np.ones(len(names)))
        if answer.x is None:
            raise ValueError(f"The numbers around {key!r} contradict each other: {answer.message}")
        ends.append(round(answer.x[index[key]]))
    return Range(ends[0], ends[1])


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

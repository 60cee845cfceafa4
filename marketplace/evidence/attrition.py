"""PURE: were too many students lost? Attrition against both boundaries, in exact fractions (Pilotage rules 2.3)."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

CAUTIOUS = "cautious"
OPTIMISTIC = "optimistic"

_TABLES = {
    CAUTIOUS: """
        5.7 5.8 5.9 5.9 6.0 6.1 6.2 6.3 6.3 6.3 6.3 6.2 6.2 6.1 6.0 5.9 5.9 5.8 5.7 5.5
        5.4 5.3 5.2 5.1 4.9 4.8 4.7 4.5 4.4 4.3 4.1 4.0 3.8 3.6 3.5 3.3 3.2 3.1 2.9 2.8
        2.6 2.5 2.3 2.1 2.0 1.8 1.6 1.5 1.3 1.2 1.0 0.9 0.7 0.6 0.4 0.3 0.2 0.0""",
    OPTIMISTIC: """
        10.0 10.1 10.2 10.3 10.4 10.5 10.7 10.8 10.9 10.9 10.9 10.9 10.9 10.8 10.8 10.7 10.6 10.5 10.3 10.2
        10.0 9.9 9.7 9.5 9.4 9.2 9.0 8.8 8.6 8.4 8.2 8.0 7.8 7.6 7.4 7.2 7.0 6.7 6.5 6.3
        6.0 5.8 5.6 5.3 5.1 4.9 4.6 4.4 4.2 3.9 3.7 3.5 3.2 3.0 2.8 2.6 2.3 2.1 1.9 1.6
        1.4 1.1 0.9 0.7 0.5 0.3""",
}
BOUNDARIES: dict[str, tuple[Fraction, ...]] = {
    name: tuple(Fraction(cell) for cell in text.split()) for name, text in _TABLES.items()
}


@dataclass(frozen=True, slots=True)
class Attrition:
    """The verdict on lost students. `allowed_points` is None where no difference at all would be low.

    Rates are shares of those assigned, 0 to 1; `level` says what was counted (students, or whole groups).
    """

    is_low: bool
    overall: Fraction
    differential: Fraction
    allowed_points: Fraction | None
    boundary: str
    level: str
    reason: str


def boundary_at(overall: Fraction, boundary: str = CAUTIOUS) -> Fraction | None:
    """The largest difference, in percentage points, that is still low. Between whole percents the stricter counts."""
    table = BOUNDARIES[boundary]
    percent = overall * 100
    neighbors = {floor(percent), ceil(percent)}
    if max(neighbors) >= len(table):
        return None
    return min(table[neighbor] for neighbor in neighbors)


def judge(overall: Fraction, differential: Fraction, *, boundary: str = CAUTIOUS, level: str = "students") -> Attrition:
    """Low or high, for an overall and a differential rate given as exact fractions. On the boundary is low."""
    allowed = boundary_at(overall, boundary)
    points = differential * 100
    is_low = allowed is not None and points <= allowed
    lost = f"{_percent(overall)}% of {level} were lost, with {_points(points)} points between the groups"
    if allowed is None:
        reason = f"High: {lost}. With so many lost, no difference counts as low."
    else:
        verdict = "Low" if is_low else "High"
        reason = f"{verdict}: {lost}. Up to {_points(allowed)} points counts as low."
    return Attrition(is_low, overall, differential, allowed, boundary, level, reason)


def attrition(
    *,
    assigned_i: int,
    assigned_c: int,
    analyzed_i: int,
    analyzed_c: int,
    boundary: str = CAUTIOUS,
    level: str = "students",
) -> Attrition:
    """The verdict from counts. Raises ValueError where a count is impossible."""
    for assigned, analyzed in ((assigned_i, analyzed_i), (assigned_c, analyzed_c)):
        if assigned < 1 or not 0 <= analyzed <= assigned:
            raise ValueError(f"{analyzed} of {assigned} is not possible: the analyzed are part of those assigned.")
    rate_i = Fraction(assigned_i - analyzed_i, assigned_i)
    rate_c = Fraction(assigned_c - analyzed_c, assigned_c)
    assigned = assigned_i + assigned_c
    overall = Fraction(assigned - analyzed_i - analyzed_c, assigned)
    return judge(overall, abs(rate_i - rate_c), boundary=boundary, level=level)


def _percent(rate: Fraction) -> str:
    return f"{float(rate * 100):.1f}"


def _points(points: Fraction) -> str:
    return f"{float(points):.1f}"

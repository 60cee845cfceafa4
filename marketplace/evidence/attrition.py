"""PURE: were too many students lost? Attrition against both boundaries, in exact fractions (Pilotage rules 2.3)."""

from dataclasses import dataclass
from fractions import Fraction

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
_TENTHS = {name: tuple(int(points * 10) for points in table) for name, table in BOUNDARIES.items()}


@dataclass(frozen=True, slots=True)
class Attrition:
    """The verdict on lost students, from whole numbers, so that nothing is rounded.

    `lost` of `assigned` in all; the rates of the two groups differ by `gap` of `gap_of`. `allowed_tenths` is the
    largest difference that is still low, in tenths of a point; None where no difference would be low. `level` says
    what was counted (students, or whole groups).
    """

    is_low: bool
    lost: int
    assigned: int
    gap: int
    gap_of: int
    allowed_tenths: int | None
    boundary: str
    level: str

    @property
    def overall(self) -> Fraction:
        """The share of all assigned who were lost, 0 to 1."""
        return Fraction(self.lost, self.assigned)

    @property
    def differential(self) -> Fraction:
        """How far the rates of the two groups are apart, 0 to 1."""
        return Fraction(self.gap, self.gap_of)

    @property
    def reason(self) -> str:
        """The verdict in a sentence or two."""
        said = (
            f"{100 * self.lost / self.assigned:.1f}% of {self.level} were lost, "
            f"with {100 * self.gap / self.gap_of:.1f} points between the groups"
        )
        if self.allowed_tenths is None:
            return f"High: {said}. With so many lost, no difference counts as low."
        verdict = "Low" if self.is_low else "High"
        return f"{verdict}: {said}. Up to {self.allowed_tenths / 10:.1f} points counts as low."


def boundary_at(overall: Fraction, boundary: str = CAUTIOUS) -> Fraction | None:
    """The largest difference, in percentage points, that is still low. Between whole percents the stricter counts."""
    tenths = _allowed_tenths(overall.numerator, overall.denominator, boundary)
    return None if tenths is None else Fraction(tenths, 10)


def judge(overall: Fraction, differential: Fraction, *, boundary: str = CAUTIOUS, level: str = "students") -> Attrition:
    """Low or high, for an overall and a differential rate given as exact fractions. On the boundary is low."""
    return _verdict(
        overall.numerator, overall.denominator, differential.numerator, differential.denominator, boundary, level
    )


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
    lost_i, lost_c = assigned_i - analyzed_i, assigned_c - analyzed_c
    gap = abs(lost_i * assigned_c - lost_c * assigned_i)
    return _verdict(lost_i + lost_c, assigned_i + assigned_c, gap, assigned_i * assigned_c, boundary, level)


def _verdict(lost: int, assigned: int, gap: int, gap_of: int, boundary: str, level: str) -> Attrition:
    allowed = _allowed_tenths(lost, assigned, boundary)
    is_low = allowed is not None and gap * 1000 <= allowed * gap_of
    return Attrition(is_low, lost, assigned, gap, gap_of, allowed, boundary, level)


def _allowed_tenths(lost: int, assigned: int, boundary: str) -> int | None:
    table = _TENTHS[boundary]
    whole, rest = divmod(lost * 100, assigned)
    above = whole + 1 if rest else whole
    return min(table[whole], table[above]) if above < len(table) else None

"""PURE: numbers in plain words. The sentence first, the symbol second (Pilotage rules 2.3)."""

from marketplace.evidence.effects import improvement_index

MINUS = "−"


def size_word(g: float) -> str:
    """Small, medium or large, by the scale for achievement in causal studies (Kraft)."""
    size = abs(g)
    if size < 0.05:
        return "small"
    return "medium" if size <= 0.20 else "large"


def number(value: float, places: int = 2) -> str:
    """A number with a true minus sign; what rounds to zero carries none."""
    text = f"{abs(value):.{places}f}"
    return f"{MINUS}{text}" if value < 0 and float(text) != 0 else text


def signed(value: float, places: int = 2) -> str:
    text = number(value, places)
    return f"+{text}" if value > 0 and float(text) != 0 else text


def interval(lower: float, upper: float) -> str:
    return f"{number(lower)} to {number(upper)}"


def p_value(p: float) -> str:
    return "less than 0.001" if p < 0.001 else f"{p:.3f}"


def percentile(g: float) -> str:
    """Where a middle student would move to: "58th" for g 0.20."""
    place = round(50 + improvement_index(g))
    place = min(max(place, 1), 99)
    if place % 100 in (11, 12, 13):
        return f"{place}th"
    return f"{place}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th') }"


def students(count: int) -> str:
    return "1 student" if count == 1 else f"{count:,} students"


def counted(count: int, one: str, many: str | None = None) -> str:
    return f"1 {one}" if count == 1 else f"{count:,} {many or one + 's'}"

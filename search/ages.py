"""PURE: how long ago a day was, in the bands of a facet. Which band a day is in depends on today."""

from datetime import date

LABELS = {"one_year": "In the last 12 months", "three_years": "1 to 3 years ago", "older": "Longer ago"}
_YEARS = {"one_year": (None, 1), "three_years": (1, 3), "older": (3, None)}


def bounds(today: date) -> dict[str, tuple[str, str]]:
    """By band, the day after which it begins and the last day that is in it, as ISO days; empty: no bound."""
    return {band: (_before(today, oldest), _before(today, newest)) for band, (newest, oldest) in _YEARS.items()}


def is_within(day: str, bound: tuple[str, str]) -> bool:
    """Whether an ISO day is within such bounds."""
    after, until = bound
    return after < day and (not until or day <= until)


def _before(today: date, years: int | None) -> str:
    if years is None:
        return ""
    try:
        return today.replace(year=today.year - years).isoformat()
    except ValueError:
        return today.replace(year=today.year - years, day=28).isoformat()

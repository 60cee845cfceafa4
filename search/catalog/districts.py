"""PURE: how far apart two districts are, and in what they are alike, by what the public directory has of them.

The directory has no measure of poverty, so none is compared.
"""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

NEAR_MILES = (25, 50, 100)
SIZE_FACTOR = 2
ENGLISH_LEARNER_POINTS = 5
MEASURES = ("size", "locale", "english")
SETTINGS = {"1": "city", "2": "suburb", "3": "town", "4": "rural"}
_EARTH_RADIUS_MILES = 3_958.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is on record of a district. What is not is None, or empty, and is never taken for 0."""

    latitude: float | None = None
    longitude: float | None = None
    locale_code: str = ""
    enrollment: int | None = None
    english_learners: int | None = None

    @property
    def english_share(self) -> float | None:
        """English learners among a hundred students."""
        if not self.enrollment or self.english_learners is None:
            return None
        return 100 * self.english_learners / self.enrollment

    @property
    def setting(self) -> str:
        """City, suburb, town or rural, of the locale codes of the National Center for Education Statistics."""
        return SETTINGS.get(self.locale_code[:1], "")


def miles_between(one: Known, other: Known) -> float | None:
    """As the crow flies; None where either has no place on record."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return None
    first, second = radians(one.latitude), radians(other.latitude)
    apart = radians(other.longitude - one.longitude)
    half = sin((second - first) / 2) ** 2 + cos(first) * cos(second) * sin(apart / 2) ** 2
    return 2 * _EARTH_RADIUS_MILES * asin(sqrt(min(half, 1.0)))


def comparable(mine: Known) -> tuple[str, ...]:
    """The measures that are on record of a district."""
    has = {"size": bool(mine.enrollment), "locale": bool(mine.setting), "english": mine.english_share is not None}
    return tuple(measure for measure in MEASURES if has[measure])


def alike_in(mine: Known, other: Known) -> frozenset[str]:
    """The measures in which another is like mine: half to twice as many students, the same setting, and a share of
    English learners no more than five points away. What either lacks is not alike."""
    found = set()
    if mine.enrollment and other.enrollment:
        smaller, larger = sorted((mine.enrollment, other.enrollment))
        found |= {"size"} if larger <= SIZE_FACTOR * smaller else set()
    if mine.setting and mine.setting == other.setting:
        found.add("locale")
    shares = (mine.english_share, other.english_share)
    if None not in shares and abs(shares[0] - shares[1]) <= ENGLISH_LEARNER_POINTS:
        found.add("english")
    return frozenset(found)

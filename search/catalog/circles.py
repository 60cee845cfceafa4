"""Two facets about a district: models used near it by districts willing to be asked, and by districts like it.

Which districts use a model is what public pilots say that were not ended early; a district is asked only where it has
said for that pilot that it may be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.http import HttpRequest

from marketplace.listing.spellings import typed
from marketplace.organizations.models import District
from procurement.pilots.models import Pilot
from procurement.pilots.queries import published
from search import lexicon
from search.catalog.districts import (
    ENGLISH_LEARNER_POINTS,
    MEASURES,
    NEAR_MILES,
    Known,
    alike_in,
    comparable,
    miles_between,
)

Circles = Mapping[str, Mapping[str, frozenset[int]]]
LONGEST_NAME = 200
NEAR_LABELS = {str(miles): f"Within {miles} miles" for miles in NEAR_MILES}
ALIKE_LABELS = {
    "all": "Alike in all that is compared",
    "size": "Similar size",
    "locale": "Same setting",
    "english": "Similar share of English learners",
}
CIRCLE_LABELS = {"near": NEAR_LABELS, "alike": ALIKE_LABELS}
_FIELDS = ("latitude", "longitude", "locale_code", "enrollment", "english_learner_count")
_NOTHING: Circles = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Use:
    """A model, by its entry's number, in a district."""

    number: int
    may_be_asked: bool
    known: Known


def district_named(text: str) -> District | None:
    """The district with this slug, or the only one of this name, or the only one whose name begins so."""
    text = " ".join(text.replace("\x00", "").split())[:LONGEST_NAME]
    if not text:
        return None
    by_slug = District.objects.filter(slug=text).first()
    return (
        by_slug
        or _only(District.objects.filter(typed("name__iexact", text)))
        or _only(District.objects.filter(typed("name__istartswith", text)))
    )


def name_to_type(district: District) -> str:
    """What leads to the district where it is typed: its name, or its slug where another has that name too."""
    return district.name if _only(District.objects.filter(name__iexact=district.name)) else district.slug


def _only(districts: QuerySet[District]) -> District | None:
    found = districts[:2]
    return found[0] if len(found) == 1 else None


def own_district(request: HttpRequest) -> District | None:
    """That of the organization for which the person acts."""
    organization = request.acting.organization if request.user.is_authenticated else None
    return organization.district if organization else None


def circles_of(slug: str, at: datetime) -> Circles:
    """For each value of the two facets the numbers of the entries that it holds; empty for no known district."""
    row = District.objects.filter(slug=slug).values_list("pk", *_FIELDS).first() if slug else None
    if row is None:
        return _NOTHING
    stamp = (*lexicon.newest_edition(), *_pilots_stamp(), at.replace(minute=0, second=0, microsecond=0))
    return _circles(row[0], _known(row[1:]), stamp)


def _pilots_stamp() -> tuple:
    asked = Q(may_be_asked_since__isnull=False)
    stamp = Pilot.objects.aggregate(
        begun=Count("started_at"),
        ended=Count("pk", filter=Q(state="terminated")),
        asked=Sum("pk", filter=asked),
        since=Max("may_be_asked_since"),
    )
    return tuple(stamp.values())


@lru_cache(maxsize=128)
def _circles(district_id: int, mine: Known, stamp: tuple) -> Circles:
    """Kept for an hour at most, and until a pilot begins, ends early or may be asked about."""
    held: dict[str, dict[str, set[int]]] = {
        "near": {value: set() for value in NEAR_LABELS},
        "alike": {value: set() for value in ("all", *comparable(mine))},
    }
    for use in _uses(but=district_id):
        miles = miles_between(mine, use.known) if use.may_be_asked else None
        for most in NEAR_MILES:
            if miles is not None and miles <= most:
                held["near"][str(most)].add(use.number)
        shared = alike_in(mine, use.known)
        for measure in shared:
            held["alike"][measure].add(use.number)
        if shared and shared == set(comparable(mine)):
            held["alike"]["all"].add(use.number)
    return {key: {value: frozenset(numbers) for value, numbers in sets.items()} for key, sets in held.items()}


def _uses(*, but: int) -> list[Use]:
    pilots = published().exclude(state="terminated").exclude(buyer__district=but)
    pilots = pilots.filter(buyer__district__isnull=False, model__catalog_entry__is_listed=True).order_by()
    columns = ("model__catalog_entry__number", "may_be_asked_since")
    rows = pilots.select_related(None).values_list(*columns, *(f"buyer__district__{name}" for name in _FIELDS))
    return [Use(number, since is not None, _known(known)) for number, since, *known in rows]


def _known(row: tuple | list) -> Known:
    latitude, longitude, locale, enrollment, learners = row
    return Known(
        latitude=None if latitude is None else float(latitude),
        longitude=None if longitude is None else float(longitude),
        locale_code=locale,
        enrollment=enrollment,
        english_learners=learners,
    )


def compared_words(district: District) -> str:
    """Which measures are compared for a district and how, and what the directory lacks."""
    mine = _known([getattr(district, name) for name in _FIELDS])
    said = {
        "size": f"size (half to twice your {mine.enrollment or 0:,} students)",
        "locale": f"setting ({mine.setting})",
        "english": f"English learners ({mine.english_share or 0:.0f}%, give or take {ENGLISH_LEARNER_POINTS} points)",
    }
    has = comparable(mine)
    lacking = [
        {"size": "size", "locale": "setting", "english": "English learners"}[one] for one in MEASURES if one not in has
    ]
    compared = f"Compared: {', '.join(said[one] for one in has)}." if has else "Nothing can be compared."
    return f"{compared} Not in the directory: {', '.join([*lacking, 'poverty'])}."

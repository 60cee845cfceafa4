"""The district about which a search asks: the one that its address names, else that of whoever acts for one."""

from dataclasses import dataclass, replace

from django.http import HttpRequest

from marketplace.organizations.models import District
from search.catalog.circles import CIRCLE_LABELS, compared_words, district_named, name_to_type, own_district
from search.catalog.parameters import SearchState


@dataclass(frozen=True, slots=True)
class Circle:
    """A district as the filters show it, what is compared, and what was typed that names none."""

    district: District | None = None
    compared: str = ""
    has_place: bool = False
    typed: str = ""
    unknown: str = ""


def settled(state: SearchState, request: HttpRequest) -> tuple[SearchState, Circle]:
    """The search with its district; without one, nothing about districts is asked."""
    named = district_named(state.district)
    district = named or (None if state.district else own_district(request))
    if district is None:
        chosen = {key: values for key, values in state.chosen.items() if key not in CIRCLE_LABELS}
        return replace(state, chosen=chosen, district=""), Circle(unknown=state.district)
    typed = name_to_type(district) if named else ""
    circle = Circle(district, compared_words(district), district.latitude is not None, typed)
    return replace(state, district=district.slug, is_own_district=named is None), circle

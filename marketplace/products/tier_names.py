"""What people call a tier: the agency names them, and each version of its rules keeps the names it had.

Whoever keeps the names hands them up with `name_tiers_by`; before that the shipped words hold. The stored value of a
tier never changes.
"""

from collections.abc import Callable, Mapping

from marketplace.clocks.words import in_sentence
from marketplace.products.vocabulary import Tier

SHIPPED = {tier.value: tier.label for tier in Tier}
NamesOf = Callable[[int | None], Mapping[str, str]]
_sources: list[NamesOf] = []


def name_tiers_by(source: NamesOf) -> NamesOf:
    """Have tiers named by `source`: from a version's id (None: what holds now) to names by stored value."""
    _sources[:] = [source]
    return source


def tier_names(version_id: int | None = None) -> dict[str, str]:
    """The name of each tier, weakest first, in a version of the rules; without one, in what holds now."""
    named = _sources[0](version_id) if _sources else {}
    return {value: named.get(value, words) for value, words in SHIPPED.items()}


def tier_label(value: str, version_id: int | None = None) -> str:
    """The name of a tier: "Early stage" for "early_stage". Raises ValueError for an unknown value."""
    return tier_names(version_id)[Tier(value).value]


def tier_phrase(value: str, version_id: int | None = None) -> str:
    """The same within a sentence; empty for no tier."""
    return in_sentence(tier_label(value, version_id)) if value else ""


def tier_phrases(version_id: int | None = None) -> dict[str, str]:
    """The name of each tier within a sentence."""
    return {value: in_sentence(name) for value, name in tier_names(version_id).items()}


def tier_choices() -> list[tuple[str, str]]:
    """The tiers as a form offers them now."""
    return list(tier_names().items())

"""The data and privacy of a model's page: which agreements districts have signed, and what each lets it collect."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from marketplace.products.models import DataElement
from procurement.clauses.queries import current_versions
from procurement.pilots.models import Pilot
from search.catalog.model_pilots import PilotLine

PRIVACY = "privacy"


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """The executed agreement behind a public pilot: what it lets the provider collect, beside the model's own list."""

    pilot: Pilot
    count: int
    left_out: tuple[str, ...]
    added: tuple[str, ...]


def agreements_of(lines: Sequence[PilotLine], elements: Sequence[DataElement]) -> tuple[AgreementLine, ...]:
    """The agreements of the public pilots in their order, each data schedule compared with what the version lists."""
    pilots = [line.pilot for line in lines]
    prefetch_related_objects(pilots, "contract__data_schedule")
    listed = {_key(element): element.element for element in elements}
    found = []
    for pilot in pilots:
        agreed = {_key(item): item.element for item in pilot.contract.data_schedule.all()}
        found.append(
            AgreementLine(
                pilot,
                len(agreed),
                tuple(words for key, words in listed.items() if key not in agreed),
                tuple(words for key, words in agreed.items() if key not in listed),
            )
        )
    return tuple(found)


def privacy_clauses() -> tuple[tuple[str, str], ...]:
    """Key and title of the published clauses on student data."""
    return tuple(current_versions().filter(topic=PRIVACY).values_list("key", "title"))


def _key(item: object) -> tuple[str, str]:
    return item.category, item.element

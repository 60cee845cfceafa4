"""The live numbers of the home page, each counted from the queries of the slice that owns it."""

from dataclasses import dataclass
from datetime import datetime
from statistics import median

from marketplace.clocks.words import count_words
from procurement.contracts.models import Contract
from procurement.designations.queries import in_force
from procurement.outcomes.queries import published as published_outcomes
from procurement.pilots.queries import published as public_pilots

SECONDS_A_DAY = 86_400


@dataclass(frozen=True)
class Figure:
    """One number, what it counts, and how it is counted, in words."""

    value: int
    words: str
    how: str


def figures(*, at: datetime) -> list[Figure]:
    """The numbers at `at`; one that cannot be said yet is left out."""
    found = [approved(at), running(at), days_to_contract(at), with_results(at)]
    return [figure for figure in found if figure is not None]


def approved(at: datetime) -> Figure:
    """Models that are approved at this instant."""
    count = in_force(at).values("model_id").distinct().count()
    words = "model approved now" if count == 1 else "models approved now"
    return Figure(count, words, "Models with an approval in force at this moment, whatever the tier.")


def running(at: datetime) -> Figure:
    """Pilots that have begun and not ended, with the number of districts they are in."""
    buyers = list(public_pilots().filter(state="active").values_list("buyer_id", flat=True))
    where = count_words(len(set(buyers)), "district")
    noun = "pilot" if len(buyers) == 1 else "pilots"
    return Figure(len(buyers), f"{noun} running in {where}", "Pilots that have started and have not been completed.")


def days_to_contract(at: datetime) -> Figure | None:
    """The median of days between issuing a request and the second signature; None before the first contract."""
    signed = Contract.objects.filter(executed_at__lte=at, negotiation__request__issued_at__isnull=False)
    pairs = signed.values_list("negotiation__request__issued_at", "executed_at")
    days = [(executed - issued).total_seconds() / SECONDS_A_DAY for issued, executed in pairs]
    if not days:
        return None
    return Figure(
        round(median(days)), "days from request to signed contract, in a typical case",
        "The middle one of all signed contracts, from the day the request was issued to the second signature.",
    )  # fmt: skip


def with_results(at: datetime) -> Figure:
    """Pilots whose outcome was published."""
    count = published_outcomes().filter(published_at__lte=at).count()
    words = "finished pilot with published results" if count == 1 else "finished pilots with published results"
    return Figure(count, words, "Pilots whose report was checked by the agency and published.")

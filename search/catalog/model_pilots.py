"""The pilots of a model's page: where it was tried, what came of it, what districts paid."""

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.products.models import LearningModel
from procurement.outcomes.models import OutcomeReport
from procurement.outcomes.tables import VERDICTS
from procurement.pilots.models import Pilot
from procurement.pilots.queries import published_of_model

FEWEST_PRICES_FOR_A_RANGE = 2
FEW_PRICES = 5


@dataclass(frozen=True, slots=True)
class PilotLine:
    """A pilot that has begun, with its outcome once that is public. Prices are in cents, of the signed contract."""

    pilot: Pilot
    outcome: OutcomeReport | None
    cents_a_student: int | None

    @property
    def verdict(self) -> str:
        """What the contract's rule said, in a word."""
        return VERDICTS[self.outcome.verdict] if self.outcome and self.outcome.verdict else ""

    @property
    def results(self) -> list[dict]:
        """The published results, one for each measure."""
        return self.outcome.published["measures"] if self.outcome else []


@dataclass(frozen=True, slots=True)
class Paid:
    """What districts agreed to pay a student, in cents, and on how many signed contracts that rests."""

    low_cents: int
    high_cents: int
    count: int

    @property
    def is_few(self) -> bool:
        """Whether it rests on so few contracts that the next one may well lie outside."""
        return self.count < FEW_PRICES


def pilots_of(model: LearningModel) -> tuple[PilotLine, ...]:
    """The public pilots of a model, the newest first."""
    return tuple(_line(pilot) for pilot in published_of_model(model).select_related("outcome_report"))


def _line(pilot: Pilot) -> PilotLine:
    report = getattr(pilot, "outcome_report", None)
    return PilotLine(pilot, report if report is not None and report.is_published else None, cents_a_student(pilot))


def cents_a_student(pilot: Pilot) -> int | None:
    """What the signed contract comes to for each student, in cents; None where it counts none."""
    return pilot.total_cents // pilot.students_count if pilot.students_count else None


def paid_by(cents: Sequence[int]) -> Paid | None:
    """The range of prices a student, in cents; None below two contracts, since one price is a single district's."""
    return Paid(min(cents), max(cents), len(cents)) if len(cents) >= FEWEST_PRICES_FOR_A_RANGE else None

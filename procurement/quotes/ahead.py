"""PURE: what ordering directly means for a district that starts today: the steps with their days, and how far the
policy's limit reaches at a model's list price."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median_low

from marketplace.clocks.calendar import add_months
from marketplace.clocks.words import count_words, day_words
from procurement.policy.display import money_in_words
from procurement.quotes.lanes import Bands, LaneVerdict, Step, direct_steps, lane_for
from procurement.quotes.pricing import PER_PILOT, PER_STUDENT

NOT_RUN_HERE = "The portal does not run that way of buying yet, so the district buys that way outside of it."


@dataclass(frozen=True, slots=True)
class Terms:
    """What the policy in force and the approval say. Money in cents; `approved_until` is the last day of approval."""

    bands: Bands
    board_vote_over_cents: int
    standstill_business_days: int
    notice_max_months: int
    term_months: int
    students_max: int | None
    approved_until: date | None


@dataclass(frozen=True, slots=True)
class ListPrice:
    """The price from which a request starts: the higher end of the range. None where the model states none."""

    unit: str
    cents: int | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """A pilot of so many students at the list price, in cents, and the way of buying that its total asks for."""

    students: int
    total_cents: int
    verdict: LaneVerdict

    @property
    def is_direct(self) -> bool:
        return self.verdict.is_direct

    @property
    def words(self) -> str:
        """The verdict, and that another way than the direct one is bought outside of the portal."""
        return self.verdict.reason if self.is_direct else f"{self.verdict.reason} {NOT_RUN_HERE}"


def dated_steps(terms: Terms, *, today: date) -> tuple[Step, ...]:
    """The steps of a direct order with their days, if the district starts today."""
    first, *further = direct_steps(
        needs_board_vote=True,
        board_over_words=money_in_words(terms.board_vote_over_cents),
        signatory_words="Your signatory",
    )
    tomorrow = today + timedelta(days=1)
    until = f", at the latest {day_words(terms.approved_until)}" if terms.approved_until else ""
    return (
        replace(first, when=f"today, {day_words(today)}, about 15 minutes"),
        *(replace(step, when=_signing(step.when)) for step in further),
        Step(
            "You",
            "tell families",
            "before the first day",
            f"The notice is at most {count_words(terms.notice_max_months, 'month')} old",
        ),
        Step("The pilot", "starts", f"from {day_words(tomorrow)}{until}", "Within the term of the approval"),
        Step(
            "The pilot",
            "ends",
            f"at most {count_words(terms.term_months, 'month')} after it starts: "
            f"by {day_words(add_months(tomorrow, terms.term_months))}, if that is {day_words(tomorrow)}",
            "The term of the tier",
        ),
        Step(
            "You",
            "report what came of it",
            "as many days after the last day as the contract fixes",
            "Outcomes are checked and published",
        ),
    )


def _signing(when: str) -> str:
    return "by 5 pm on the day before the pilot starts" if when == "before the pilot starts" else when


def reach_words(price: ListPrice, bands: Bands) -> str:
    """How far the direct limit reaches at the list price, in a sentence; empty where the price does not tell."""
    if price.cents is None or price.cents <= 0:
        return ""
    limit, shown = money_in_words(bands.direct_max_cents), money_in_words(price.cents)
    if price.unit == PER_STUDENT:
        most = bands.direct_max_cents // price.cents
        if not most:
            return f"One student costs {shown} by the list, more than {limit}."
        return f"At {shown} a student, {limit} pays for {count_words(most, 'student')}."
    if price.unit == PER_PILOT:
        return lane_for(price.cents, bands).reason
    return ""


def estimate(students: int, price: ListPrice, bands: Bands) -> Estimate | None:
    """What a pilot of so many students costs at the list price. None where the price is not by student or by pilot."""
    if price.cents is None or price.cents <= 0 or students <= 0 or price.unit not in (PER_STUDENT, PER_PILOT):
        return None
    total = price.cents * students if price.unit == PER_STUDENT else price.cents
    return Estimate(students, total, lane_for(total, bands))


def usual_students(pilots: Sequence[int]) -> int | None:
    """The middle of the sizes of the pilots so far, the lower of two; None where there was none."""
    return median_low(pilots) if pilots else None


def other_ways(terms: Terms) -> tuple[tuple[str, str], ...]:
    """What the policy asks for above the direct limit: from which total, and what then."""
    bands = terms.bands
    days = count_words(terms.standstill_business_days, "business day")
    lanes = (
        (bands.direct_max_cents, f"{bands.quotes_min} written quotes, or qualifications first"),
        (
            bands.quotes_max_cents,
            f"sealed quotes from every qualified provider, and a waiting period of {days} after the award",
        ),
    )
    return tuple((f"Over {money_in_words(cents)}", words) for cents, words in lanes)

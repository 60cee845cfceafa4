"""PURE: the policy as typed data: every number the portal decides by (Pilotage rules 10).

``PolicyBody.from_json(body)`` gives the whole, or raises :class:`PolicyError` naming each field that
makes no sense. A version that is in force is pinned by whatever starts under it.
"""

# ruff: noqa: RUF009 (the calls make dataclass fields, as dataclasses.field does)

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from marketplace.clocks.calendar import fiscal_year
from marketplace.clocks.words import in_sentence
from marketplace.lifecycles.typed import too_long
from procurement.policy.criteria import Criterion, read_criteria
from procurement.policy.material import VersionChanges
from procurement.policy.reading import PolicyError, choice, decimal, flag, number, read, reader, section, words

TIERS = ("early_stage", "promising", "effective")
UNSAID = "Not said in this version"
NAMES = {"early_stage": "Early stage", "promising": "Promising", "effective": "Effective"}
NAME_MAX = 40


def _shipped_name(path: str) -> str:
    return NAMES[path.split(".")[-2]]


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a fiscal year starts and which zone and holidays business days follow."""

    fiscal_year_starts_month: int = number("Fiscal year starts in", 1, 12, "month")
    fiscal_year_starts_day: int = number("Day of that month on which it starts", 1, 28, "day of the month")
    zone: str = words("Time zone of the agency", "zone")
    holidays: str = choice("Days that are not business days, besides weekends", "us_federal")

    def fiscal_year_of(self, day: date) -> int:
        """The fiscal year a day falls in, named by the year in which it ends (a January start names itself)."""
        return fiscal_year(day, starts_month=self.fiscal_year_starts_month, starts_day=self.fiscal_year_starts_day)


@dataclass(frozen=True, slots=True)
class TierRules:
    """What follows from one tier: its name, term, limits, reports, and the scores it needs."""

    term_months: int = number("Term", 1, 120, "months")
    is_pilots_only: bool = flag("Pilots only")
    students_per_pilot_max: int | None = number(
        "Students in one pilot, at most", 1, 1_000_000, "students", or_none=True
    )
    cents_per_pilot_max: int | None = number("Price of one pilot, at most", 1, 10**12, "cents", or_none=True)
    students_per_agreement_max: int | None = number(
        "Students in one agreement, at most", 1, 10**7, "students", or_none=True
    )
    report_every_months: int = number("A report is due every", 1, 24, "months")
    score_min: int = number("Score needed on each criterion", 0, 4, "points")
    evidence_score_min: int = number("Score needed on evidence", 0, 4, "points")
    weighted_total_min_percent: int = number("Weighted total needed", 0, 100, "percent")
    name: str = words("Name", before=_shipped_name)
    meaning: str = words("What it means", before=UNSAID)
    evidence_required: str = words("Evidence it asks for", before=UNSAID)
    review_depth: str = words("How deeply it is reviewed", before=UNSAID)
    renewal_path: str = words("How it is renewed", before=UNSAID)
    monitoring: str = words("How it is watched", before=UNSAID)
    waivers_granted: str = words("Waivers a district may ask for", before=UNSAID)
    report_card_holds: str = words("What its report card holds", before=UNSAID)

    @property
    def phrase(self) -> str:
        """Its name within a sentence."""
        return in_sentence(self.name)


@dataclass(frozen=True, slots=True)
class Tiers:
    """The three tiers, weakest first."""

    early_stage: TierRules = section("Early stage")
    promising: TierRules = section("Promising")
    effective: TierRules = section("Effective")

    def of(self, tier: str) -> TierRules:
        """The rules of one tier by its stored value; raises KeyError for another word."""
        if tier not in TIERS:
            raise KeyError(tier)
        return getattr(self, tier)


@dataclass(frozen=True, slots=True)
class Review:
    """How applications are reviewed."""

    reviewers_min: int = number("Reviewers of one application, at least", 1, 15, "people")
    consensus_step_points: Decimal = decimal(
        "A consensus needs a reason when further from the mean than", "0", "4", "points"
    )
    conflict_lookback_years: int = number("Conflicts of interest look back", 0, 20, "years")


@dataclass(frozen=True, slots=True)
class Clocks:
    """Days and hours the agency and the providers have."""

    questions_before_business_days: int = number("Questions are taken until, before closing", 0, 60, "business days")
    answers_before_business_days: int = number("Answers are given until, before closing", 0, 60, "business days")
    amendment_extends_business_days: int = number("An amendment extends the deadline by", 0, 60, "business days")
    screening_business_days: int = number("An application is checked within", 1, 120, "business days")
    review_business_days: int = number("Reviewers send their scores within", 1, 240, "business days")
    decision_business_days: int = number("A decision follows the scores within", 1, 240, "business days")
    cure_business_days: int = number("What is missing may be sent within", 0, 120, "business days")
    appeal_window_business_days: int = number("An appeal may be filed within", 0, 120, "business days")
    appeal_decided_days: int = number("An appeal is decided within", 1, 365, "days")
    public_after_hours: int = number("A decision is public after", 0, 2160, "hours")
    outcome_reply_business_days: int = number("A provider may reply to an outcome within", 1, 120, "business days")


@dataclass(frozen=True, slots=True)
class Lanes:
    """Which way of buying goes with which estimated total, options included."""

    direct_max_cents: int = number("Directly from one approved provider, up to", 0, 10**12, "cents")
    quotes_max_cents: int = number("Three quotes or qualifications first, up to", 0, 10**12, "cents")
    quotes_min: int = number("Quotes asked for, at least", 1, 50, "quotes")


@dataclass(frozen=True, slots=True)
class Quoting:
    """How quotes are opened, scored and awarded."""

    sealed_panelists_min: int = number("Panelists of a sealed request, at least", 1, 15, "people")
    qualifications_panelists_min: int = number("Panelists of qualifications first, at least", 1, 15, "people")
    price_weight_max_percent: int = number("Weight of the price, at most", 0, 100, "percent")
    openers_min: int = number("People who open sealed quotes together, at least", 1, 5, "people")
    standstill_business_days: int = number("Waiting period after a sealed award", 0, 60, "business days")
    debrief_asked_business_days: int = number("A debrief may be asked for within", 0, 60, "business days")
    debrief_held_business_days: int = number("A debrief is held within", 1, 60, "business days")


@dataclass(frozen=True, slots=True)
class Contracts:
    """Bounds within which contract clauses may be set, and when a board must vote."""

    board_vote_over_cents: int = number("The governing board votes before a signature over", 0, 10**12, "cents")
    breach_notice_max_hours: int = number("Notice of a data breach, at most", 1, 720, "hours")
    destruction_max_days: int = number("Student data destroyed within, at most", 1, 730, "days")
    cyber_insurance_min_cents: int = number("Cyber insurance, at least", 0, 10**12, "cents")
    general_liability_min_cents: int = number("General liability insurance, at least", 0, 10**12, "cents")
    liability_cap_min_multiple: int = number("Cap on liability, at least", 1, 100, "times the price")


@dataclass(frozen=True, slots=True)
class Publishing:
    """How small groups are protected in what is published."""

    suppression_threshold: int = number("Groups smaller than this are hidden to protect children", 5, 100, "students")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Numbers that evidence is weighed by."""

    pilot_analyzed_min: int = number("Students analyzed in one pilot, at least", 1, 100_000, "students")
    pooled_analyzed_min: int = number("Students analyzed over pooled pilots, at least", 1, 10**6, "students")
    pilot_districts_min: int = number("Districts over pooled pilots, at least", 1, 100, "districts")
    icc_achievement: Decimal = decimal("Likeness within classrooms, achievement (ICC)", "0", "0.99")
    icc_other: Decimal = decimal("Likeness within classrooms, other outcomes (ICC)", "0", "0.99")
    pre_post_correlation: Decimal = decimal("Correlation of before and after where not reported", "0", "0.99")
    large_sample_min: int = number("Students in a large sample, at least", 1, 100_000, "students", before=350)
    sites_min: int = number("Sites of a large sample, at least", 1, 100, "sites", before=2)
    studies_min: int = number("Outside reviewed studies for effective, at least", 1, 20, "studies", before=2)
    settings_min: int = number("Different settings for effective, at least", 1, 100, "settings", before=2)
    citations_min: int = number("References behind a logic model, at least", 0, 100, "references", before=5)


@dataclass(frozen=True, slots=True)
class ReportCards:
    """The annual report card's clocks and the bands of its outcomes, as pooled effect sizes."""

    preview_days: int = number("The provider previews its card for", 0, 180, "days")
    insufficient_years_open_review: int = number("Insufficient years that open a tier review", 1, 10, "years")
    first_year_counts: bool = flag("First-year results count")
    exemplary_effect_min: Decimal = decimal(
        "Exemplary: effect of at least, with an interval above 0", "0", "3", "standard deviations", before="0.20"
    )
    sufficient_effect_min: Decimal = decimal(
        "Sufficient: effect of at least", "-1", "3", "standard deviations", before="0.05"
    )
    sufficient_interval_min: Decimal = decimal(
        "Sufficient: interval does not reach below", "-1", "3", "standard deviations", before="-0.05"
    )
    insufficient_interval_max: Decimal = decimal(
        "Insufficient: whole interval lies below", "-1", "3", "standard deviations", before="0.05"
    )


@dataclass(frozen=True, slots=True)
class TierReviews:
    """When a tier is looked at again, and the notice that goes before lowering it."""

    notice_business_days: int = number("Notice and time to reply before a tier goes down", 0, 120, "business days")
    opens_before_term_days: int = number("A review opens before the term ends by", 0, 730, "days")


@dataclass(frozen=True, slots=True)
class Fees:
    """What an application costs and who pays nothing."""

    application_cents: int = number("Application fee", 0, 10**9, "cents")
    is_public_body_exempt: bool = flag("Public bodies pay nothing")
    exempt_under_people: int = number("Firms pay nothing with fewer than", 0, 10_000, "people")


@dataclass(frozen=True, slots=True)
class Families:
    """What families are told."""

    notice_max_months: int = number("The notice to families is not older than", 1, 60, "months")


@dataclass(frozen=True, slots=True)
class PolicyBody:
    """One policy, read and checked: groups of numbers, and the criteria with the gate first."""

    calendar: Calendar = section("Calendar")
    tiers: Tiers = section("Tiers")
    criteria: tuple[Criterion, ...] = reader("Criteria", read_criteria)
    review: Review = section("Review")
    clocks: Clocks = section("Clocks of a decision")
    lanes: Lanes = section("Ways of buying")
    quoting: Quoting = section("Quotes and awards")
    contracts: Contracts = section("Contracts")
    publishing: Publishing = section("What is published")
    evidence: Evidence = section("Evidence")
    report_cards: ReportCards = section("Report cards")
    tier_reviews: TierReviews = section("Tier reviews")
    fees: Fees = section("Fees")
    families: Families = section("Families")
    version_changes: VersionChanges = section("New versions: what is material", is_later=True)

    @classmethod
    def from_json(cls, body: Any) -> PolicyBody:
        """Read a body. Raises PolicyError with one entry for each field that makes no sense."""
        errors: dict[str, str] = {}
        policy = read(cls, body, path="", errors=errors)
        if not errors:
            errors.update(_contradictions(policy))
        if errors:
            raise PolicyError(errors)
        return policy

    @property
    def gate(self) -> Criterion:
        """The criterion judged first; without it there is no tier."""
        return self.criteria[0]


@cache
def _zones() -> frozenset[str]:
    """The zones of the tz database; reading them takes a tenth of a second."""
    return frozenset(available_timezones())


def _faults_of_names(names: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for place, (tier, name) in enumerate(zip(TIERS, names, strict=True)):
        if fault := too_long(name, NAME_MAX):
            found[f"tiers.{tier}.name"] = fault
        if name.casefold() in {other.casefold() for other in names[:place]}:
            found[f"tiers.{tier}.name"] = "Another tier has this name already. Give each its own."
    return found


def _contradictions(policy: PolicyBody) -> dict[str, str]:
    found = _faults_of_names([policy.tiers.of(tier).name for tier in TIERS])
    if policy.calendar.zone not in _zones():
        found["calendar.zone"] = "Give a zone of the tz database, such as America/New_York."
    if policy.lanes.quotes_max_cents < policy.lanes.direct_max_cents:
        found["lanes.quotes_max_cents"] = "This may not be below the limit for buying directly."
    if policy.clocks.answers_before_business_days > policy.clocks.questions_before_business_days:
        found["clocks.answers_before_business_days"] = "Answers may not be due before the questions are."
    totals = [policy.tiers.of(tier).weighted_total_min_percent for tier in TIERS]
    if totals != sorted(totals):
        found["tiers.effective.weighted_total_min_percent"] = "A stronger tier may not need a lower total."
    cards = policy.report_cards
    if cards.exemplary_effect_min <= cards.sufficient_effect_min:
        found["report_cards.exemplary_effect_min"] = "Exemplary asks for a larger effect than sufficient does."
    if cards.sufficient_interval_min > cards.sufficient_effect_min:
        found["report_cards.sufficient_interval_min"] = "The interval reaches at least as low as the effect itself."
    evidence = policy.evidence
    if evidence.pooled_analyzed_min < evidence.pilot_analyzed_min:
        found["evidence.pooled_analyzed_min"] = "Pooled pilots may not need fewer students than one pilot."
    return found

"""Starting a request from a model's page: whether, by whom, and what it means if a district starts today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects

from marketplace.clocks.calendar import local_day
from marketplace.clocks.words import fiscal_year_words
from marketplace.organizations.models import Organization, Role
from marketplace.organizations.queries import organizations_of
from marketplace.products.models import ModelVersion
from marketplace.products.vocabulary import Subject
from procurement.agreements.queries import committed_since
from procurement.designations.models import Designation
from procurement.policy.models import PolicyVersion
from procurement.policy.queries import policy_in_force
from procurement.quotes import ahead
from procurement.quotes.lanes import Step
from procurement.quotes.pages import terms_of
from procurement.quotes.permissions import START
from search.models import CatalogEntry


@dataclass(frozen=True, slots=True)
class Ordering:
    """Whether a district can start a request, and the sentence of what it takes or why not."""

    policy: PolicyVersion | None
    words: str

    @property
    def is_open(self) -> bool:
        return self.policy is not None


@dataclass(frozen=True, slots=True)
class Starting:
    """Whether this person starts a request, for which district, or why not. Nobody signed in is led to sign in."""

    may: bool
    reason: str = ""
    buyer: Organization | None = None


@dataclass(frozen=True, slots=True)
class Committed:
    """What a district has ordered from the provider for a subject in a fiscal year, and what the limit leaves."""

    subject: str
    year: str
    cents: int
    left_cents: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """What an order means if the district starts today, by the policy in force."""

    policy: PolicyVersion
    limit_cents: int
    steps: tuple[Step, ...]
    reach: str
    students_max: int | None
    pilot_count: int
    usual: ahead.Estimate | None
    others: tuple[tuple[str, str], ...]
    committed: tuple[Committed, ...]
    over: tuple[Committed, ...]


def ordering_of(entry: CatalogEntry, designation: Designation | None, at: datetime) -> Ordering:
    """Whether the model can be ordered here at this instant, or why not."""
    if entry.is_illustrative:
        return Ordering(
            None,
            "Requests are off: no provider has claimed this program here, so there is nobody to order it from. "
            "Your district stays free to buy it elsewhere.",
        )
    if designation is None:
        return Ordering(None, "Requests are off: this model is not approved at this time.")
    policy = policy_in_force(at)
    if policy is None:
        return Ordering(None, "Requests are off: no purchasing policy has been published yet.")
    dollars = policy.rules.lanes.direct_max_cents // 100
    return Ordering(
        policy,
        f"A district can order this from one provider, up to ${dollars:,}: nine questions to answer, and two people "
        f"on its side up to the signed contract.",
    )


def starting_for(person: Any, entry: CatalogEntry, *, acting_id: int | None) -> Starting:
    """Who may start a request for which of their districts: the acting one where it buys, else the first."""
    if not getattr(person, "is_authenticated", False):
        return Starting(True)
    decision = START.decide(person)
    if not decision.allowed:
        return Starting(False, decision.reason)
    buyers = organizations_of(person, Role.BUYER, Role.OWNER, capability="buys")
    others = [buyer for buyer in buyers if buyer.pk != entry.model.provider_id]
    if not others:
        return Starting(False, f"{buyers[0]} offers this model itself, so it cannot buy it from itself here.")
    return Starting(True, "", next((one for one in others if one.pk == acting_id), others[0]))


def price_of(version: ModelVersion) -> ahead.ListPrice:
    """The list price from which a request starts."""
    high = version.price_high_cents
    return ahead.ListPrice(version.price_unit, high if high is not None else version.price_low_cents)


def ahead_of(
    designation: Designation, policy: PolicyVersion, *, sizes: Sequence[int], buyer: Organization | None, at: datetime
) -> Ahead:
    """The steps, days and limits of an order; `sizes` are the students of the pilots so far. What the buyer has
    ordered already is its own business, so it is counted only for a buyer."""
    rules = policy.rules
    today = local_day(at, rules.calendar.zone)
    terms = terms_of(designation, policy, at)
    price = price_of(designation.version)
    students = ahead.usual_students(sizes)
    usual = ahead.estimate(students, price, terms.bands) if students else None
    committed = committed_of(designation, policy, buyer, at)
    return Ahead(
        policy=policy,
        limit_cents=terms.bands.direct_max_cents,
        steps=ahead.dated_steps(terms, today=today),
        reach=ahead.reach_words(price, terms.bands),
        students_max=terms.students_max,
        pilot_count=len(sizes),
        usual=usual,
        others=ahead.other_ways(terms),
        committed=committed,
        over=too_much_with(usual, committed),
    )


def too_much_with(estimate: ahead.Estimate | None, committed: Sequence[Committed]) -> tuple[Committed, ...]:
    """What a buyer has ordered already that leaves no room to order an estimated pilot directly as well. Nothing where
    the pilot alone asks for another way of buying."""
    if estimate is None or not estimate.is_direct:
        return ()
    return tuple(each for each in committed if estimate.total_cents > each.left_cents)


def committed_of(
    designation: Designation, policy: PolicyVersion, buyer: Organization | None, at: datetime
) -> tuple[Committed, ...]:
    """What a buyer has ordered from the provider for the subjects of the approval, this fiscal year and later."""
    if buyer is None:
        return ()
    prefetch_related_objects([designation], "scopes")
    subjects = {scope.subject for scope in designation.scopes.all()}
    calendar, limit_cents = policy.rules.calendar, policy.rules.lanes.direct_max_cents
    this_year = calendar.fiscal_year_of(local_day(at, calendar.zone))
    spent = committed_since(buyer=buyer, provider=designation.model.provider, fiscal_year=this_year)
    return tuple(
        Committed(
            Subject(subject).label.lower(),
            fiscal_year_words(year, starts_month=calendar.fiscal_year_starts_month),
            cents,
            max(0, limit_cents - cents),
        )
        for (year, subject), cents in sorted(spent.items())
        if subject in subjects and cents > 0
    )

"""Every write on requests: draft, change, issue, and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse

from marketplace.clocks.calendar import add_months, local_day
from marketplace.clocks.words import day_words
from marketplace.components.marks import money
from marketplace.desk.steps import DeadEnd, Remedy, step_without_anybody
from marketplace.evidence.models import Measure
from marketplace.lifecycles.errors import IllegalMove, Refused
from marketplace.lifecycles.freshness import require_fresh
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.models import Organization
from marketplace.organizations.queries import roles_in
from marketplace.organizations.remedies import refuse_dead_end
from marketplace.products.models import LearningModel
from procurement.agreements.services import open_agreement, refuse_splitting, release_spend, reserve_spend
from procurement.designations.models import Designation
from procurement.policy.models import PolicyVersion
from procurement.policy.queries import policy_in_force
from procurement.quotes import queries, signals
from procurement.quotes.lanes import lane_for
from procurement.quotes.models import FundingSource, PilotRequest
from procurement.quotes.permissions import EDIT, END, ISSUE
from procurement.quotes.pricing import price_lines_of
from procurement.quotes.research import Research, attach_research, research_on
from procurement.quotes.transitions import LIVE, PILOT_REQUEST, PilotRequestState

TYPED = (
    *("need", "sites", "subject", "grade_band", "students_count", "funding_source"),
    *("starts_on", "ends_on", "measure_id", "price_lines"),
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What the district answers. Without a total the model's own price by student counts."""

    need: str
    subject: str
    grade_band: str
    students_count: int
    sites: list[str]
    starts_on: date
    ends_on: date
    measure: Measure
    funding_source: str = FundingSource.LOCAL
    total_cents: int | None = None


@service
def start_direct_request(
    *, model: LearningModel, buyer: Organization, answers: Answers, actor: Any, at: datetime, research: str = ""
) -> PilotRequest:
    """Draft a request to the model's provider. Nothing leaves the district yet. The same answers sent twice by the same
    person are drafted once. `research` names a market research record of the district's that holds the model, which
    then stands beside the request.

    Raises Refused where the model cannot be ordered directly, ValidationError by field for answers that make no sense.
    """
    designation, policy = _ground(model, at)
    request = PilotRequest(
        buyer=buyer,
        provider=model.provider,
        model=model,
        designation=designation,
        model_version=designation.version,
        policy_version=policy,
        author=actor,
        created_at=at,
    )
    EDIT.check(actor, request)
    _fill(request, answers, at)
    chosen = _research(research, model, buyer) if research else None
    locked(buyer)
    again = _drafted_before(request)
    if not again:
        request.save()
        PILOT_REQUEST.created(request, actor=actor, organization=buyer, at=at)
    request = again or request
    if chosen:
        attach_research(request=request, research=chosen, actor=actor, at=at)
    return request


def _research(reference: str, model: LearningModel, buyer: Organization) -> Research:
    found = next((one for one in research_on(model, [buyer]) if one.reference == reference), None)
    if found is None:
        raise ValidationError({"research": f"Choose market research of {buyer} that holds {model}, or none."})
    return found


@service
def change_request(
    *, request: PilotRequest, answers: Answers, actor: Any, at: datetime, seen: str | None = None
) -> PilotRequest:
    """Change a draft's answers; raises as `start_direct_request` does, and Stale where others stand than were seen."""
    EDIT.check(actor, request)
    request = locked(request)
    if not PILOT_REQUEST.allows(request.state, "issue"):
        raise IllegalMove(
            f"This request is “{request.get_state_display()}” now, so its answers stay as they were sent. "
            "Other terms are proposed in its negotiation."
        )
    require_fresh(seen=seen, now=values_of(request))
    _fill(request, answers, at)
    request.save()
    return request


def values_of(request: PilotRequest) -> dict[str, Any]:
    """What a draft's form changes, under the names that people read."""
    return {
        "What your students need": request.need,
        "The number of students": request.students_count,
        "The schools": request.sites,
        "The first day": request.starts_on,
        "The last day": request.ends_on,
        "The total price": money(request.estimated_total_cents),
        "What pays for it": request.get_funding_source_display(),
        "The measure": request.measure,
        "Subject and grades": f"{request.get_subject_display()}, {request.get_grade_band_display()}",
    }


@service
def issue_request(*, request: PilotRequest, actor: Any, at: datetime) -> PilotRequest:
    """Send the request to the provider: spend is reserved and the negotiation opens with revision 1.

    Whoever issues it is its author from then on, and does not sign. Raises Refused where the model is no longer
    designated for it, the total leaves the direct band or splits a purchase (with the arithmetic); DeadEnd where a
    later step would have nobody who may take it.
    """
    ISSUE.check(actor, request)
    request = locked(request)
    PILOT_REQUEST.require(request, "issue")
    designation, policy = _ground(request.model, at)
    request.designation, request.model_version, request.policy_version = designation, designation.version, policy
    _check(request, at)
    if dead_end := dead_end_of(request, actor):
        raise dead_end
    request.agreement = open_agreement(buyer=request.buyer, provider=request.provider, actor=actor, at=at)
    reserve_spend(
        agreement=request.agreement, category=request.subject, starts_on=request.starts_on,
        amount_cents=request.estimated_total_cents, rules=policy.rules, actor=actor, at=at,
    )  # fmt: skip
    drafter, request.issued_at, request.author = request.author, at, actor
    PILOT_REQUEST.move(
        request, "issue", actor=actor, organization=request.buyer, at=at,
        also_save=("agreement", "issued_at", "author", "designation", "model_version", "policy_version"),
    )  # fmt: skip
    signals.request_issued.send(sender=PilotRequest, pilot_request=request, drafter=drafter, actor=actor, at=at)
    return request


@service
def mark_negotiating(*, request: PilotRequest, actor: Any, at: datetime) -> PilotRequest:
    """The provider has answered for the first time."""
    request = locked(request)
    PILOT_REQUEST.move(request, "negotiate", actor=actor, organization=request.provider, at=at)
    return request


@service
def mark_contracted(*, request: PilotRequest, actor: Any, at: datetime) -> PilotRequest:
    """Both sides have signed."""
    request = locked(request)
    PILOT_REQUEST.move(request, "contract", actor=actor, organization=request.buyer, at=at)
    return request


@service
def end_request(*, request: PilotRequest, reason: str, actor: Any, at: datetime) -> PilotRequest:
    """The district gives the request up; what it reserved is released. Raises ValidationError without a reason."""
    END.check(actor, request)
    if not reason.strip():
        raise ValidationError({"reason": "Say in a sentence why; the provider reads it."})
    PILOT_REQUEST.require(locked(request), "end")
    return close_request(request=request, reason=reason, actor=actor, at=at)


@service
def close_request(*, request: PilotRequest, reason: str, actor: Any, at: datetime) -> PilotRequest:
    """End a request for a caller who has asked its own permission; an ended one stays as it is."""
    request = locked(request)
    if request.state == PilotRequestState.ENDED:
        return request
    was_live = request.state in LIVE
    request.ended_reason = reason.strip()
    organization = request.provider if roles_in(actor, request.provider) else request.buyer
    PILOT_REQUEST.move(request, "end", actor=actor, organization=organization, at=at, also_save=("ended_reason",))
    if was_live:
        release_spend(agreement=request.agreement, actor=actor, at=at)
        signals.request_ended.send(sender=PilotRequest, pilot_request=request, actor=actor, at=at)
    return request


def dead_end_of(request: PilotRequest, issuer: Any) -> DeadEnd | None:
    """The dead end where nobody could sign once this person has issued it, naming the side and what can be done; None
    where there is none. Where they are the one who could sign, somebody elsewhere can issue it instead."""
    instead: tuple[Remedy, ...] = ()
    if step_without_anybody("pilot_request", request) is None:
        url = f"{reverse('organizations:grant_hand', args=[request.buyer.slug])}?on={request.reference}"
        instead = (Remedy("Ask somebody elsewhere to check and issue this request, so that you can sign", url),)
    try:
        refuse_dead_end("pilot_request", request, organization=request.buyer, without=issuer, remedies=instead)
    except DeadEnd as dead_end:
        return dead_end
    return None


def _ground(model: LearningModel, at: datetime) -> tuple[Designation, PolicyVersion]:
    policy = policy_in_force(at)
    if policy is None:
        raise Refused("No policy has been published yet, so nothing can be ordered.")
    if model.provider_id is None:
        raise Refused(f"No provider has claimed {model}, so there is nobody to order it from.")
    designation = queries.designation_of(model, at)
    if designation is None:
        raise Refused(f"{model} is not approved at this time, so it cannot be ordered here.")
    return designation, policy


def _fill(request: PilotRequest, answers: Answers, at: datetime) -> None:
    request.need, request.sites = answers.need.strip(), [site.strip() for site in answers.sites if site.strip()]
    request.subject, request.grade_band = answers.subject, answers.grade_band
    request.students_count, request.funding_source = answers.students_count, answers.funding_source
    request.starts_on, request.ends_on, request.measure = answers.starts_on, answers.ends_on, answers.measure
    request.price_lines = price_lines_of(
        name=request.model.name,
        unit=request.model_version.price_unit,
        low_cents=request.model_version.price_low_cents,
        high_cents=request.model_version.price_high_cents,
        students_count=answers.students_count,
        total_cents=answers.total_cents,
    )
    if not request.price_lines:
        unit = request.model_version.get_price_unit_display() or "by agreement"
        raise ValidationError({"total": f"{request.model} is priced {unit}: give the total price of this pilot."})
    request.estimated_total_cents = sum(line["amount_cents"] for line in request.price_lines)
    _check(request, at)


def _drafted_before(request: PilotRequest) -> PilotRequest | None:
    """The draft that this person made with the same answers, where the button was pressed twice."""
    mine = PilotRequest.objects.filter(
        state=PilotRequestState.DRAFT, author=request.author, buyer=request.buyer, model=request.model
    )
    return next((each for each in mine if all(getattr(each, name) == getattr(request, name) for name in TYPED)), None)


def _check(request: PilotRequest, at: datetime) -> None:
    rules, faults = request.policy_version.rules, {}
    today = local_day(at, rules.calendar.zone)
    tier = rules.tiers.of(request.designation.tier)
    scopes = {(scope.subject, scope.grade_band) for scope in request.designation.scopes.all()}
    if not request.need:
        faults["need"] = "Say in a few sentences what your students need."
    if not request.sites:
        faults["sites"] = "Name at least one school or site."
    if (request.subject, request.grade_band) not in scopes:
        faults["scope"] = f"{request.model} is not approved for this subject and these grades."
    if request.starts_on <= today:
        faults["starts_on"] = "Choose a later day: both sides must sign before the pilot starts."
    elif (until := request.designation.last_day(at, rules.calendar.zone)) and request.starts_on > until:
        faults["starts_on"] = f"{request.model} is approved until {day_words(until)}: choose an earlier first day."
    if request.ends_on <= request.starts_on:
        faults["ends_on"] = "The last day comes after the first."
    elif request.ends_on > (longest := add_months(request.starts_on, tier.term_months)):
        faults["ends_on"] = (
            f"A pilot lasts at most {tier.term_months} months, the term of its tier: to {day_words(longest)}."
        )
    if tier.students_per_pilot_max and request.students_count > tier.students_per_pilot_max:
        faults["students_count"] = (
            f"The tier of {request.model} allows at most {tier.students_per_pilot_max:,} students."
        )
    if not request.measure.carries_tier:
        faults["measure"] = "Choose a validated measure that the provider does not own."
    if faults:
        raise ValidationError(faults)
    _check_lane(request)


def _check_lane(request: PilotRequest) -> None:
    rules = request.policy_version.rules
    lane = lane_for(request.estimated_total_cents, queries.bands(rules))
    if not lane.is_direct:
        raise ValidationError({"total": f"{lane.reason} Make this request smaller, or buy that way."})
    refuse_splitting(
        buyer=request.buyer, provider=request.provider, category=request.subject, starts_on=request.starts_on,
        amount_cents=request.estimated_total_cents, rules=rules, without=request.agreement,
    )  # fmt: skip

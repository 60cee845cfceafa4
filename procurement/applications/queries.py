"""Which applications there are, for whom, and what each still lacks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import product
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from marketplace.access.permissions import twin_of
from marketplace.clocks.calendar import add_months, local_day
from marketplace.clocks.federal import federal_calendar
from marketplace.evidence.assessment import Assessment, assess, assess_many
from marketplace.evidence.rules import EvidenceRules
from marketplace.organizations.models import Membership
from marketplace.organizations.queries import agency_rows, organization_ids
from marketplace.people.models import User
from marketplace.products.models import LearningModel, ModelVersion
from marketplace.products.queries import DATA_SECTION, latest_version, missing_sections
from procurement.applications.completeness import Goal, ModelFacts, SectionStanding, standings
from procurement.applications.models import Application, Commitment, CureRequest, SectionVisit
from procurement.applications.permissions import (
    AGENCY_VIEW,
    ASK_FEE_AGAIN,
    AUTHORS,
    DISCARD,
    FILES,
    LISTED,
    OWN,
    SAVE,
    SCREEN,
    SENDERS,
    SUBMIT,
    VIEW,
    WITHDRAW,
)
from procurement.payments.models import Fee
from procurement.payments.transitions import FeeState
from procurement.policy.display import money_in_words
from procurement.policy.schema import TIERS
from procurement.reviews.queries import read_for_a_panel
from procurement.reviews.ties import free_of_conflict
from procurement.rounds.dates import decision_dates
from procurement.rounds.models import Round
from procurement.rounds.permissions import CASE_ROLES
from procurement.rounds.queries import SOONEST_CLOSING, open_at

WAITING = ("submitted", "screening")


@twin_of(OWN)
@twin_of(SAVE)
@twin_of(SUBMIT)
@twin_of(WITHDRAW)
@twin_of(DISCARD)
def own(person: Any) -> QuerySet[Application]:
    """The applications of the person's own organizations."""
    return Application.objects.filter(provider_id__in=organization_ids(person))


@twin_of(VIEW)
@twin_of(ASK_FEE_AGAIN)
def visible_to(person: Any) -> QuerySet[Application]:
    """Own ones; for case staff also every one that was sent."""
    return own(person) | for_staff(person)


@twin_of(FILES)
def with_files_for(person: Any) -> QuerySet[Application]:
    """Those whose files the person may know of: what they see of them, and what they review."""
    return visible_to(person) | Application.objects.filter(subject__in=read_for_a_panel(person))


@twin_of(AGENCY_VIEW)
@twin_of(SCREEN)
def for_staff(person: Any) -> QuerySet[Application]:
    """Every application that was sent, for case staff; for others those of their helping hands."""
    return agency_rows(Application.objects.filter(submitted_at__isnull=False), person, *CASE_ROLES)


@twin_of(LISTED)
def listed_for(person: Any) -> QuerySet[Application]:
    """Those of them that no conflict of interest keeps from the person: what the agency's list and desk show."""
    sent = for_staff(person)
    if sent.query.is_empty():
        return sent
    return free_of_conflict(sent, person, policy="round__policy_version", subject="subject")


def open_cure(application: Application) -> CureRequest:
    """The request for what is missing that waits for its answer."""
    return application.cures.get(answered_at=None)


def whole() -> QuerySet[Application]:
    """Every application with all that its pages ask for, in one query."""
    shown = (
        "round__policy_version",
        "provider",
        "model__provider",
        "model__rationale",
        "model_version",
        "receipt",
        "submitted_by",
        "subject__panel",
        "fee",
        "brought_in",
    )
    return Application.objects.select_related(*shown).prefetch_related("subject__panel__assignments", "answers")


def models_to_apply_with(person: Any, asked: Round) -> QuerySet[LearningModel]:
    """The person's own models that have no running application in a round."""
    taken = asked.applications.exclude(state="withdrawn").values("model_id")
    mine = LearningModel.objects.filter(provider_id__in=organization_ids(person, *AUTHORS))
    return mine.exclude(pk__in=taken).order_by("name", "pk")


def rounds_to_renew_in(application: Application, *, person: Any, at: datetime) -> QuerySet[Round]:
    """The open rounds in which the model of an earlier application may apply, soonest closing first."""
    taken = Application.objects.filter(model_id=application.model_id).exclude(state="withdrawn").values("round_id")
    mine = organization_ids(person, *AUTHORS)
    rounds = open_at(at).exclude(pk__in=taken).order_by(*SOONEST_CLOSING)
    return rounds if application.provider_id in mine else rounds.none()


def applicants_of(asked: Round) -> QuerySet[User]:
    """The people of every provider that began an application in a round and did not take it back."""
    running = asked.applications.exclude(state="withdrawn").values("provider_id")
    held = Membership.objects.filter(organization_id__in=running, role__in=(*AUTHORS, *SENDERS))
    return User.objects.filter(is_active=True, pk__in=held.values("person_id")).order_by("name", "pk")


def earlier_of(application: Application) -> QuerySet[Application]:
    """The provider's other applications in which something is answered, newest first: any may be copied from."""
    others = Application.objects.filter(provider_id=application.provider_id).exclude(pk=application.pk)
    return others.filter(answers__isnull=False).distinct().select_related("round", "model")


def typed_answers(application: Application) -> dict[str, dict[str, Any]]:
    """Every section's answers as they were typed."""
    return {row.key: row.answers for row in application.answers.all()}


def standings_of(application: Application, *, at: datetime) -> tuple[SectionStanding, ...]:
    """How far each section has come."""
    goals = [
        Goal(number, row.goal, row.measure.name if row.measure else "", row.target, row.due_on, row.statistic)
        for number, row in enumerate(goals_of(application), start=1)
    ]
    rows = list(application.answers.all())
    return standings(
        form=application.round.definition,
        answers={row.key: row.answers for row in rows},
        tier=application.tier_asked,
        goals=goals,
        model=model_facts(application),
        today=local_day(at, application.round.zone),
        to_confirm=[row.key for row in rows if row.is_to_confirm],
    )


def goals_of(application: Application) -> list[Commitment]:
    """What it promises, each with its measure; asked once of the same object."""
    prefetch_related_objects([application], Prefetch("commitments", Commitment.objects.select_related("measure")))
    return list(application.commitments.all())


def open_elsewhere(application: Application, *, person: Any, at: datetime) -> QuerySet[SectionVisit]:
    """Who else has, or lately had, which section open, by who came first."""
    lately = application.visits.filter(seen_at__gt=at - SectionVisit.LATELY)
    return lately.exclude(person=person).select_related("person")


def last_goal_day(application: Application, *, at: datetime) -> date:
    """The last day a goal may name: the longest term of the policy from today, and a year."""
    tiers = application.round.policy_version.rules.tiers
    longest = max(tiers.of(tier).term_months for tier in TIERS)
    return add_months(local_day(at, application.round.zone), longest + 12)


def evidence_now(application: Application, *, at: datetime) -> Assessment:
    """What the model's evidence carries under the policy of the round."""
    rules = EvidenceRules.of(application.round.policy_version.rules)
    return assess(model=application.model, at=at, rules=rules)


def tiers_carried(models: Iterable[LearningModel], asked: Round) -> dict[int, str]:
    """The tier that each model's evidence carries under the policy of a round, by model id."""
    rules = EvidenceRules.of(asked.policy_version.rules)
    return {pk: str(assessed.tier) for pk, assessed in assess_many(models=models, rules=rules).items()}


def model_facts(application: Application) -> ModelFacts:
    """What the model's own pages still lack."""
    version = latest_version(application.model)
    missing = missing_sections(version)
    return ModelFacts(
        missing_sections=tuple(missing),
        has_data_elements=DATA_SECTION not in missing,
        fits_round=bool(scope_of(application.round, version)),
    )


def scope_of(asked: Round, version: ModelVersion) -> list[list[str]]:
    """What of a version a round invites: the categories that are among its subjects, grades and services."""
    offered = set(product(version.subjects, version.grade_bands, version.services))
    rows = asked.categories.values_list("subject", "grade_band", "service")
    return [list(row) for row in rows if row in offered]


def screening_due(application: Application) -> datetime | None:
    """By when the agency checks that everything is there; None while its fee is not settled."""
    begins = checks_from(application)
    if begins is None:
        return None
    rules = application.round.policy_version.rules
    calendar = federal_calendar(rules.calendar.zone)
    return calendar.deadline(begins, rules.clocks.screening_business_days)


def checks_from(application: Application) -> datetime | None:
    """From when the agency's time to check runs: sent, and its fee paid or exempt."""
    fee = application.fee
    if application.submitted_at is None or (fee is not None and not fee.is_settled):
        return None
    return max(application.last_sent_at, fee.settled_at) if fee else application.last_sent_at


def fee_reason(fee: Fee | None) -> str:
    """Why an application with this fee cannot be checked, and what is awaited; empty where it can."""
    if fee is None or fee.is_settled:
        return ""
    amount = money_in_words(fee.amount_cents)
    if fee.state == FeeState.REFUNDED:
        return f"The fee {fee.reference} of {amount} was given back, so the check does not go on until it is paid anew."
    return f"The fee {fee.reference} of {amount} is due. The check begins once it is paid or an exemption is granted."


def next_dates(application: Application, *, at: datetime) -> list[tuple[datetime, str]]:
    """What happens after sending, each with the day by which it is done.

    Counted from when it was sent; while it is a draft from the closing, in a rolling round from the instant asked for.
    """
    rules = application.round.policy_version.rules
    calendar, clocks = federal_calendar(rules.calendar.zone), rules.clocks
    draft_from = at if application.round.is_rolling else application.round.closes_at
    start = checks_from(application) or application.submitted_at or draft_from
    checked, scored, decided = decision_dates(start, clocks=clocks, calendar=calendar)
    return [
        (checked, "We check that everything is there"),
        (scored, f"{_reviewers(rules.review.reviewers_min)} score each criterion"),
        (decided, "An officer who did not review it decides"),
    ]


def _reviewers(count: int) -> str:
    return "One reviewer" if count == 1 else f"{_NUMBERS.get(count, count)} reviewers"


_NUMBERS = {2: "Two", 3: "Three", 4: "Four", 5: "Five"}

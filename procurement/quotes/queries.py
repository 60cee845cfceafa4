"""Requests a person may see, and what can be ordered directly."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When

from marketplace.access.permissions import twin_of
from marketplace.evidence.models import Measure
from marketplace.evidence.vocabulary import MeasureOwner, Validation
from marketplace.organizations.models import Organization, Role
from marketplace.organizations.queries import hands_of, organization_ids, reached_by_hand
from marketplace.products.models import LearningModel
from marketplace.products.vocabulary import Subject
from procurement.agreements.permissions import is_contract_staff
from procurement.designations.models import Designation
from procurement.designations.queries import in_force, public_at
from procurement.policy.schema import PolicyBody
from procurement.quotes.lanes import Bands
from procurement.quotes.models import PilotRequest
from procurement.quotes.permissions import EDIT, END, GRANT_HAND, ISSUE, VIEW
from procurement.quotes.transitions import PilotRequestState
from procurement.reviews.ties import free_of_conflict

DOMAINS = {
    Subject.READING: ("alphabetics", "fluency", "reading comprehension", "general literacy"),
    Subject.WRITING: ("writing", "general literacy"),
    Subject.MATHEMATICS: ("general math",),
    Subject.SCIENCE: ("science",),
    Subject.SOCIAL_STUDIES: ("social studies",),
    Subject.ENGLISH_LANGUAGE: ("english language",),
    Subject.BEHAVIOR: ("interpersonal", "intrapersonal"),
    Subject.CAREER: ("career", "progress"),
}


@twin_of(VIEW)
def visible_to(person: Any) -> QuerySet[PilotRequest]:
    """The district's own requests and those with which the person helps one, drafts included; a provider's and the
    agency's only once issued."""
    mine = organization_ids(person)
    seen = Q(buyer__in=mine) | Q(provider__in=mine, issued_at__isnull=False)
    if is_contract_staff(person, None):
        seen |= Q(issued_at__isnull=False)
    return PilotRequest.objects.filter(seen | Q(pk__in=helped_by(person)))


@twin_of(ISSUE)
def issuable_by(person: Any) -> QuerySet[PilotRequest]:
    """The requests of the person's own organizations, and those with which they help one."""
    return PilotRequest.objects.filter(Q(buyer__in=organization_ids(person)) | Q(pk__in=helped_by(person)))


@twin_of(EDIT)
@twin_of(END)
@twin_of(GRANT_HAND)
def own_requests(person: Any) -> QuerySet[PilotRequest]:
    """The requests of the person's own organizations."""
    return PilotRequest.objects.filter(buyer__in=organization_ids(person))


def helped_by(person: Any) -> set[int]:
    """The keys of the requests on which the person lends a hand as approver, and from which no tie to the provider
    keeps them."""
    bodies = {hand.organization for hand in hands_of(person)}
    reached = {key for body in bodies for key in reached_by_hand(person, PilotRequest, body, Role.APPROVER)}
    if not reached:
        return set()
    rows = PilotRequest.objects.filter(pk__in=reached).exclude(provider__in=organization_ids(person))
    return set(free_of_conflict(rows, person).values_list("pk", flat=True))


def drafts_to_check(person: Any) -> QuerySet[PilotRequest]:
    """The drafts that wait on the person: those of the districts that they write for, and what somebody else drafted
    where they approve."""
    written = Q(buyer__in=organization_ids(person, Role.BUYER, Role.OWNER))
    approved = Q(buyer__in=organization_ids(person, Role.APPROVER)) | Q(pk__in=helped_by(person))
    rows = PilotRequest.objects.filter(state=PilotRequestState.DRAFT).select_related("model", "buyer")
    return rows.filter(written | (approved & ~Q(author=person)))


def listed_for(person: Any) -> QuerySet[PilotRequest]:
    """The same as the list page shows it."""
    return visible_to(person).select_related("buyer", "provider", "model")


def open_requests(person: Any, buyer: Organization) -> QuerySet[PilotRequest]:
    """The requests of one of the person's own organizations that have not ended, the newest first."""
    return own_requests(person).filter(buyer=buyer).exclude(state=PilotRequestState.ENDED).select_related("model")


def standing_beside(reference: str) -> QuerySet[PilotRequest]:
    """The requests beside which the market research record of this reference stands."""
    return (
        PilotRequest.objects.filter(research__reference=reference).select_related("model").order_by("created_at", "pk")
    )


def whole() -> QuerySet[PilotRequest]:
    """Every request with what its page says of it, in one query."""
    return PilotRequest.objects.select_related("buyer", "provider", "model", "designation", "policy_version")


def known_models(at: datetime) -> QuerySet[LearningModel]:
    """The models that anyone may know of: listed from public research, or decided on in public."""
    decided = public_at(at).values("model_id")
    return LearningModel.objects.filter(Q(provider=None) | Q(pk__in=decided)).select_related("provider")


def designation_of(model: LearningModel, at: datetime) -> Designation | None:
    """The designation in force under which the model can be ordered, with its scopes; None where there is none."""
    found = in_force(at).filter(model=model).select_related("version", "model__provider")
    return found.prefetch_related("scopes").first()


def measures_for(subject: str) -> QuerySet[Measure]:
    """Measures that may carry a decision: validated, not the provider's; of the subject where known, state's first."""
    validated = Measure.objects.filter(validation=Validation.VALIDATED).exclude(
        owner__in=[MeasureOwner.PROVIDER, MeasureOwner.RESEARCHER]
    )
    domains = DOMAINS.get(Subject(subject)) if subject else None
    found = validated.filter(domain__in=domains) if domains else validated
    state_first = Case(When(owner=MeasureOwner.STATE, then=Value(0)), default=Value(1))
    return found.order_by(state_first, "name", "pk")


def bands(rules: PolicyBody) -> Bands:
    """The policy's value bands."""
    return Bands(rules.lanes.direct_max_cents, rules.lanes.quotes_max_cents, rules.lanes.quotes_min)

"""Requests a person may see, and what can be ordered directly."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When

from marketplace.access.permissions import twin_of
from marketplace.evidence.models import Measure
from marketplace.evidence.vocabulary import MeasureOwner, Validation
from marketplace.organizations.models import Organization, Role
from marketplace.organizations.queries import organization_ids, people_with
from marketplace.products.models import LearningModel
from marketplace.products.vocabulary import Subject
from procurement.agreements.permissions import is_contract_staff
from procurement.designations.models import Designation
from procurement.designations.queries import in_force, public_at
from procurement.policy.schema import PolicyBody
from procurement.quotes.lanes import Bands
from procurement.quotes.models import PilotRequest
from procurement.quotes.permissions import EDIT, END, ISSUE, VIEW

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
    """The district's own requests, drafts included; a provider's and the agency's only once issued."""
    mine = organization_ids(person)
    seen = Q(buyer__in=mine) | Q(provider__in=mine, issued_at__isnull=False)
    if is_contract_staff(person, None):
        seen |= Q(issued_at__isnull=False)
    return PilotRequest.objects.filter(seen)


@twin_of(EDIT)
@twin_of(ISSUE)
@twin_of(END)
def own_requests(person: Any) -> QuerySet[PilotRequest]:
    """The requests of the person's own organizations."""
    return PilotRequest.objects.filter(buyer__in=organization_ids(person))


def listed_for(person: Any) -> QuerySet[PilotRequest]:
    """The same as the list page shows it."""
    return visible_to(person).select_related("buyer", "provider", "model")


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


def other_signatories(organization: Organization, author: Any) -> QuerySet:
    """People who could sign for the organization and are not the author."""
    signatories = people_with(organization, Role.SIGNATORY)
    return signatories.exclude(pk=author.pk) if author else signatories

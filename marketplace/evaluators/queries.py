"""The register of evaluators as lists."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from marketplace.access.permissions import twin_of
from marketplace.evaluators.models import Evaluator, EvaluatorTie
from marketplace.evaluators.permissions import DECIDE, KEEP, KEEPERS, REGISTER_FIRM, VIEW_OWN
from marketplace.evaluators.transitions import EvaluatorState
from marketplace.organizations.models import Organization
from marketplace.organizations.queries import organization_ids, people_with
from marketplace.people.models import User


def register() -> QuerySet[Evaluator]:
    """Every entry with whose it is, by name."""
    named = Coalesce(F("organization__name"), F("person__name"))
    rows = Evaluator.objects.select_related("person", "organization").prefetch_related("ties")
    return rows.annotate(known_as=named).order_by("known_as", "pk")


@twin_of(DECIDE)
def everyone_in_it(person: Any) -> QuerySet[Evaluator]:
    """Every entry: the register is public."""
    return register()


def can_be_named() -> QuerySet[Evaluator]:
    """The entries that a study may name: those that are not suspended."""
    return register().filter(state=EvaluatorState.REGISTERED)


@twin_of(VIEW_OWN)
@twin_of(KEEP)
def entries_of(person: Any) -> QuerySet[Evaluator]:
    """The person's own entry and those of their firms."""
    if not getattr(person, "is_authenticated", False):
        return Evaluator.objects.none()
    own = register().filter(person=person)
    return own | register().filter(organization_id__in=organization_ids(person))


@twin_of(REGISTER_FIRM)
def firms_of(person: Any) -> QuerySet[Organization]:
    """The person's organizations that evaluate."""
    return firms().filter(pk__in=organization_ids(person))


def firms() -> QuerySet[Organization]:
    """Every organization that evaluates."""
    return Organization.objects.filter(evaluates=True)


def keepers_of(evaluator: Evaluator) -> QuerySet[User]:
    """Who answers for an entry: the person, or those of the firm who keep it."""
    if evaluator.organization_id is None:
        return User.objects.filter(pk=evaluator.person_id, is_active=True)
    return people_with(evaluator.organization, *KEEPERS)


def entries_with_open_ties() -> QuerySet[Evaluator]:
    """Entries with a declaration that could be taken back."""
    return register().filter(pk__in=EvaluatorTie.objects.filter(taken_back_at=None).values("evaluator_id"))


def suspended() -> QuerySet[Evaluator]:
    """Entries whose suspension could be lifted."""
    return register().filter(state=EvaluatorState.SUSPENDED)

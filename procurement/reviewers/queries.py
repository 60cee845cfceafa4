"""The pool of reviewers as lists."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from marketplace.access.permissions import twin_of
from marketplace.organizations.queries import reviewers
from marketplace.people.models import User
from procurement.reviewers.models import ReviewerAbsence, ReviewerProfile
from procurement.reviewers.permissions import OWN_ABSENCE, SET_HONORARIUM, STAFF, VIEW


@twin_of(VIEW)
@twin_of(SET_HONORARIUM)
def pool_for(person: Any) -> QuerySet[User]:
    """Every reviewer of the agency, for case staff; none for anyone else."""
    return reviewers() if STAFF(person, None) else User.objects.none()


@twin_of(OWN_ABSENCE)
def own_absences(person: Any) -> QuerySet[ReviewerAbsence]:
    """The person's own days away."""
    return ReviewerAbsence.objects.filter(person_id=getattr(person, "pk", None))


def with_profiles(people: QuerySet[User], *, today: date) -> QuerySet[User]:
    """The same people with their profile and, as `days_away`, the absences that are not over."""
    away = Prefetch("reviewer_absences", ReviewerAbsence.objects.filter(to_day__gte=today), to_attr="days_away")
    return people.select_related("reviewer_profile").prefetch_related(away)


def profile_of(person: User) -> ReviewerProfile:
    """What the person said, or an empty profile that is not saved yet."""
    return ReviewerProfile.objects.filter(person=person).first() or ReviewerProfile(person=person)

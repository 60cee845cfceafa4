"""The pool of reviewers as lists."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from marketplace.access.permissions import twin_of
from marketplace.organizations.queries import reviewers
from marketplace.people.models import User
from procurement.reviewers.models import ReviewerProfile
from procurement.reviewers.permissions import SET_HONORARIUM, STAFF, VIEW


@twin_of(VIEW)
@twin_of(SET_HONORARIUM)
def pool_for(person: Any) -> QuerySet[User]:
    """Every reviewer of the agency, for case staff; none for anyone else."""
    return reviewers() if STAFF(person, None) else User.objects.none()


def profile_of(person: User) -> ReviewerProfile:
    """What the person said, or an empty profile that is not saved yet."""
    return ReviewerProfile.objects.filter(person=person).first() or ReviewerProfile(person=person)

"""Who keeps a reviewer's profile: the reviewer; what a review is paid: an officer. Case staff read the pool."""

from typing import Any

from marketplace.access.permissions import Permission
from marketplace.access.rules import rule
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import agency_role
from marketplace.organizations.queries import reviewers
from procurement.rounds.permissions import is_case_staff, is_program_officer

STAFF = is_case_staff


@rule("This person is not in the pool of reviewers.")
def is_in_pool(person: Any, reviewer: Any) -> bool:
    """Whether the record is a reviewer of the agency."""
    return reviewers().filter(pk=reviewer.pk).exists()


@rule("This is somebody else.", when_inverted="This is paid to you, so another officer sets it.")
def is_oneself(person: Any, reviewer: Any) -> bool:
    """Whether the reviewer is the person."""
    return reviewer.pk == person.pk


OWN = Permission("reviewers:profile:own", do=agency_role(Role.REVIEWER))
POOL = Permission("reviewers:pool:list", see=STAFF)
VIEW = Permission("reviewers:reviewer:view", see=STAFF & is_in_pool)
SET_HONORARIUM = Permission(
    "reviewers:reviewer:set_honorarium", see=STAFF & is_in_pool, do=is_program_officer & ~is_oneself
)

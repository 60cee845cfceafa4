"""Who reads and does what in a review.

Nobody reads the subject before declaring; nobody reads another's scores before all are in; the lead does not score.
"""

from typing import Any

from marketplace.access.permissions import Permission
from marketplace.access.rules import rule
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import agency_role, no_stake_in
from procurement.rounds.permissions import is_case_staff, is_program_officer

STAFF = is_case_staff
LEFT = ("declined", "recused")
is_reviewer_role = agency_role(Role.REVIEWER)
is_lead_role = agency_role(Role.REVIEW_LEAD)


@rule("This review was given to somebody else.", when_inverted="You review this yourself.")
def is_assigned(person: Any, assignment: Any) -> bool:
    """Whether the assignment is this person's own."""
    return assignment.reviewer_id == person.pk


@rule("Declare first whether you have a conflict of interest. Until then nothing of it is shown.")
def has_declared(person: Any, assignment: Any) -> bool:
    """Whether the reviewer declared no conflict and is still on the panel."""
    return assignment.has_access


@rule("Your scores are sent. Nobody can change them now.")
def is_scoring(person: Any, assignment: Any) -> bool:
    """Whether scores can still be changed."""
    return assignment.state != "submitted"


@rule("", when_inverted="You are a reviewer of this yourself, so another person does this.")
def reviews_it(person: Any, subject: Any) -> bool:
    """Whether the person was asked to score this subject and did not leave the panel."""
    rows = subject.panel.assignments.all()
    return any(row.reviewer_id == getattr(person, "pk", None) and row.state not in LEFT for row in rows)


@rule("The lead of this panel does this.", when_inverted="You lead this panel.")
def leads_it(person: Any, subject: Any) -> bool:
    """Whether the person leads the subject's panel."""
    return subject.panel.lead_id is not None and subject.panel.lead_id == person.pk


@rule("Scores stay hidden until every reviewer has sent theirs.")
def all_scores_are_in(person: Any, subject: Any) -> bool:
    """Whether the consensus is open or agreed."""
    return hasattr(subject.panel, "consensus")


QUEUE = Permission("reviews:assignment:queue", do=is_reviewer_role)
VIEW_ASSIGNMENT = Permission("reviews:assignment:view", see=is_assigned, do=is_reviewer_role)
READ = Permission("reviews:assignment:read", see=is_assigned, do=is_reviewer_role & has_declared)
SCORE = Permission("reviews:assignment:score", see=is_assigned, do=is_reviewer_role & has_declared & is_scoring)

LIST = Permission("reviews:subject:list", see=STAFF)
VIEW = Permission("reviews:subject:view", see=STAFF)
ASSIGN = Permission("reviews:subject:assign", see=STAFF, do=is_program_officer & no_stake_in("provider") & ~reviews_it)
VIEW_CONSENSUS = Permission("reviews:subject:view_consensus", see=STAFF, do=~reviews_it & all_scores_are_in)
CONSENSUS = Permission(
    "reviews:subject:consensus",
    see=STAFF,
    do=is_lead_role & leads_it & no_stake_in("provider") & ~reviews_it & all_scores_are_in,
)

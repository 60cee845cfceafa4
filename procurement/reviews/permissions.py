"""Who reads and does what in a review.

Nobody reads the subject before declaring; nobody reads another's scores before all are in; the lead does not score.
Whoever was recused, or is tied to the provider by what the portal knows, reads nothing of it in any role.
"""

from typing import Any

from marketplace.access.permissions import Permission
from marketplace.access.rules import Decision, Rule, asked_of, rule
from marketplace.documents.guards import guard
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import (
    agency_role,
    lends_the_agency_a_hand,
    no_stake_in,
    organization_at,
)
from marketplace.organizations.queries import the_agency
from marketplace.organizations.roster import stands_in_for
from procurement.reviews.models import BlindedFile, ReviewSubject
from procurement.reviews.ties import conflicts_of
from procurement.rounds.permissions import is_agency_owner, is_case_staff, is_program_officer

STAFF = is_case_staff
LEFT = ("declined", "recused")
KEPT_OUT = "That is a conflict of interest, so none of this is shown to you and others act on it."
is_reviewer_role = agency_role(Role.REVIEWER)
is_lead_role = agency_role(Role.REVIEW_LEAD)
is_rechecker = agency_role(Role.OWNER, Role.PROGRAM_OFFICER, Role.AUDITOR)


@rule("This review was given to somebody else.", when_inverted="You review this yourself.")
def is_assigned(person: Any, assignment: Any) -> bool:
    """Whether the assignment is this person's own."""
    return assignment.reviewer_id == person.pk


@rule("You are off this review. Nothing of it is shown to you.")
def is_on_panel(person: Any, assignment: Any) -> bool:
    """Whether the reviewer neither gave the review back nor has a conflict."""
    return assignment.state not in LEFT


@rule("Declare first whether you have a conflict of interest. Until then nothing of it is shown.")
def has_declared(person: Any, assignment: Any) -> bool:
    """Whether the reviewer declared no conflict and is still on the panel."""
    return assignment.has_access


@rule("Your scores are sent. Nobody can change them now.")
def is_scoring(person: Any, assignment: Any) -> bool:
    """Whether scores can still be changed."""
    return assignment.state != "submitted"


@rule("This reviewer is off the review already.")
def is_still_in(person: Any, assignment: Any) -> bool:
    """Whether the reviewer neither gave the review back nor was recused."""
    return assignment.state not in LEFT


@rule("", when_inverted="You are a reviewer of this yourself, so another person does this.")
def reviews_it(person: Any, subject: Any) -> bool:
    """Whether the person was asked to score this subject and did not leave the panel."""
    rows = subject.panel.assignments.all()
    return any(row.reviewer_id == getattr(person, "pk", None) and row.state not in LEFT for row in rows)


@rule("", when_inverted="You have a conflict of interest here, so none of it is shown to you and others act on it.")
def is_recused(person: Any, subject: Any) -> bool:
    """Whether a conflict of interest took the person off the panel: it keeps them out in every role they hold."""
    return _state_of(person, subject) == "recused"


@rule("", when_inverted="You are asked to review this. Declare first whether you have a conflict of interest.")
def has_yet_to_declare(person: Any, subject: Any) -> bool:
    """Whether the person was asked to score this subject and has not answered."""
    return _state_of(person, subject) == "offered"


@rule("This is paid to somebody else.", when_inverted="This is paid to you, so another officer notes it.")
def is_paid_to(person: Any, honorarium: Any) -> bool:
    """Whether the honorarium is the person's own; of none in particular it is not."""
    return honorarium is not None and honorarium.assignment.reviewer_id == person.pk


def no_conflict(policy: str = "policy_version", provider: str = "provider") -> Rule:
    """Whether nothing that the portal knows ties the person to the provider. The paths lead from the record to the
    provider and to the policy, whose look-back counts."""

    def decide(person: Any, record: Any) -> Decision:
        version = organization_at(record, policy)
        if version is None:
            return Decision(True)
        years = version.rules.review.conflict_lookback_years
        found = conflicts_of(person, organization_at(record, provider), years=years)
        if not found:
            return Decision(True)
        words = " ".join(conflict.words for conflict in found)
        return Decision(False, f"{words} {KEPT_OUT}")

    return Rule(decide, "no conflict of interest")


def _state_of(person: Any, subject: Any) -> str:
    if subject is None:
        return ""
    mine = (row.state for row in subject.panel.assignments.all() if row.reviewer_id == getattr(person, "pk", None))
    return next(mine, "")


has_no_conflict = no_conflict()
is_unconflicted = ~is_recused & has_no_conflict
is_free_to_read = is_unconflicted & ~has_yet_to_declare


@rule("The lead of this panel does this.", when_inverted="You lead this panel.")
def leads_it(person: Any, subject: Any) -> bool:
    """Whether the person leads the subject's panel, or looks after the desk of who does."""
    lead_id = subject.panel.lead_id
    return lead_id is not None and (lead_id == person.pk or stands_in_for(person, lead_id, the_agency()))


@rule("Scores stay hidden until every reviewer has sent theirs.")
def all_scores_are_in(person: Any, subject: Any) -> bool:
    """Whether the consensus is open or agreed."""
    return hasattr(subject.panel, "consensus")


may_review = no_stake_in("provider") & is_unconflicted & ~leads_it
may_lead = no_stake_in("provider") & ~reviews_it & is_unconflicted
may_look_after = no_stake_in("provider") & ~reviews_it & is_unconflicted

QUEUE = Permission("reviews:assignment:queue", do=is_reviewer_role | lends_the_agency_a_hand)
VIEW_ASSIGNMENT = Permission("reviews:assignment:view", see=is_assigned, do=is_reviewer_role)
_reads = is_reviewer_role & is_on_panel & has_declared & asked_of("subject", has_no_conflict)
READ = Permission("reviews:assignment:read", see=is_assigned, do=_reads)
SCORE = Permission("reviews:assignment:score", see=is_assigned, do=_reads & is_scoring)


@rule("Only its reviewers and the department’s case staff read this.")
def reads_for_a_panel(person: Any, subject: Any) -> bool:
    """Whether the person is a reviewer of this subject who declared no conflict and did not leave. Where something is
    hidden from reviewers no file is theirs, as a file names who wrote it."""
    return not subject.hidden and _has_access(person, subject)


@rule("Reviewers have no part in this file.")
def is_shown_to_panel(person: Any, blinded: Any) -> bool:
    """Whether the person is a reviewer who declared no conflict, and the file is one that shows none of what is hidden
    from reviewers."""
    return blinded.shown_id is not None and blinded.ended_at is None and _has_access(person, blinded.subject)


def _has_access(person: Any, subject: Any) -> bool:
    rows = subject.panel.assignments.all()
    return any(row.reviewer_id == getattr(person, "pk", None) and row.has_access for row in rows)


FILES = Permission(
    "reviews:subject:files",
    see=STAFF | reads_for_a_panel,
    do=(STAFF & is_free_to_read) | (is_reviewer_role & reads_for_a_panel & has_no_conflict),
)
SHOWN_FILE = Permission(
    "reviews:blinded_file:read",
    see=STAFF | is_shown_to_panel,
    do=(STAFF & asked_of("subject", is_free_to_read))
    | (is_reviewer_role & is_shown_to_panel & asked_of("subject", has_no_conflict)),
)
LIST = Permission("reviews:subject:list", see=STAFF | lends_the_agency_a_hand)
LISTED = Permission("reviews:subject:listed", see=STAFF & is_unconflicted)
VIEW = Permission("reviews:subject:view", see=STAFF, do=is_unconflicted)
READ_SUBJECT = Permission("reviews:subject:read", see=STAFF, do=is_free_to_read)
ASSIGN = Permission(
    "reviews:subject:assign",
    see=STAFF,
    do=is_program_officer & may_look_after,
)
SHOW_FILES = Permission(
    "reviews:subject:show_files", see=STAFF, do=is_program_officer & may_look_after & ~has_yet_to_declare
)
GRANT_HAND = Permission("reviews:subject:grant_hand", see=STAFF, do=is_agency_owner & may_look_after)
may_withdraw_from = is_program_officer & may_look_after
WITHDRAW_ACCESS = Permission(
    "reviews:assignment:withdraw_access", see=STAFF, do=asked_of("subject", may_withdraw_from) & is_still_in
)
VIEW_CONSENSUS = Permission(
    "reviews:subject:view_consensus", see=STAFF, do=~reviews_it & is_unconflicted & all_scores_are_in
)
CONSENSUS = Permission(
    "reviews:subject:consensus",
    see=STAFF,
    do=is_lead_role & leads_it & may_lead & all_scores_are_in,
)
HONORARIA = Permission("reviews:honorarium:list", see=STAFF)
PAY = Permission("reviews:honorarium:pay", see=STAFF, do=is_program_officer & ~is_paid_to)
DECLINE_PAY = Permission("reviews:honorarium:decline", see=asked_of("assignment", is_assigned), do=is_reviewer_role)
ROUND_PANELS = Permission("reviews:round:panels", see=STAFF)
SET_STANDING = Permission("reviews:round:set_standing_panel", see=STAFF, do=is_program_officer)
SET_STANDING_OF = Permission("reviews:standing_panel:set", see=STAFF, do=is_program_officer)
PROPOSE = Permission("reviews:round:propose", see=STAFF, do=is_program_officer)
RECHECKS = Permission("reviews:recheck:list", see=STAFF)
VIEW_RECHECK = Permission("reviews:recheck:view", see=STAFF)
DRAW = Permission("reviews:recheck:draw", see=STAFF, do=is_rechecker)
RECHECK = Permission(
    "reviews:rechecked_declaration:check",
    see=STAFF,
    do=is_rechecker & asked_of("subject", is_unconflicted & no_stake_in("provider") & ~reviews_it),
)

guard(ReviewSubject, FILES)
guard(BlindedFile, SHOWN_FILE)

"""Who recommends, who decides, and who reads a decision before it is public.

The one who decides neither recommended nor reviewed, and has no stake in the provider.
"""

from typing import Any

from marketplace.access.permissions import Permission
from marketplace.access.rules import rule
from marketplace.access.scope import current_instant
from marketplace.documents.guards import guard
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import agency_role, member_of, no_stake_in
from procurement.designations.models import Determination
from procurement.reviews.permissions import reviews_it
from procurement.rounds.permissions import is_case_staff, is_program_officer

STAFF = is_case_staff
is_determiner = agency_role(Role.DETERMINER)


@rule("This decision is not public yet.")
def is_public(person: Any, determination: Any) -> bool:
    """Whether everyone may read it now. The clock is the database's question here: files have no page of their own."""
    return determination.is_public(current_instant())


@rule("This decision has not been issued yet.")
def is_issued(person: Any, determination: Any) -> bool:
    """Whether it was issued: from then on its provider reads it."""
    return determination.issued_at is not None


@rule("", when_inverted="You recommended this yourself, so another person decides.")
def recommended_it(person: Any, determination: Any) -> bool:
    """Whether the person wrote the recommendation."""
    return determination.recommended_by_id == getattr(person, "pk", None)


@rule("", when_inverted="You reviewed this yourself, so another person decides.")
def reviewed_it(person: Any, determination: Any) -> bool:
    """Whether the person scored what this decides, or led its panel."""
    subject = determination.subject
    if subject is None:
        return False
    return reviews_it(person, subject) or subject.panel.lead_id == getattr(person, "pk", None)


@rule("The panel has not agreed yet.")
def panel_has_agreed(person: Any, subject: Any) -> bool:
    """Whether the consensus of the subject is agreed."""
    consensus = getattr(subject.panel, "consensus", None)
    return consensus is not None and consensus.state == "agreed"


@rule("", when_inverted="You led this panel, so another person recommends.")
def led_panel(person: Any, subject: Any) -> bool:
    """Whether the person led the panel of the subject."""
    return subject.panel.lead_id is not None and subject.panel.lead_id == getattr(person, "pk", None)


LIST = Permission("designations:determination:list", see=STAFF)
RECOMMEND = Permission(
    "designations:subject:recommend",
    see=STAFF,
    do=is_program_officer & no_stake_in("provider") & ~reviews_it & ~led_panel & panel_has_agreed,
)
VIEW = Permission("designations:determination:view", see=STAFF | (member_of("provider") & is_issued) | is_public)
AGENCY_VIEW = Permission("designations:determination:agency_view", see=STAFF)
OWN = Permission("designations:determination:own", see=STAFF | (member_of("provider") & is_issued))
ISSUE = Permission(
    "designations:determination:issue",
    see=STAFF,
    do=is_determiner & no_stake_in("provider") & ~recommended_it & ~reviewed_it,
)
REVISE = Permission(
    "designations:determination:revise", see=STAFF, do=is_program_officer & no_stake_in("provider") & ~reviewed_it
)
ENFORCE = Permission(
    "designations:designation:enforce", see=STAFF, do=is_determiner & no_stake_in("determination.provider")
)

guard(Determination, VIEW)

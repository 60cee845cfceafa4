"""Who recommends, who decides, and who reads a decision before it is public.

The one who decides neither recommended nor reviewed. Whoever is tied to the provider, or was recused from the review,
reads nothing of a decision before it is public and has no part in it.
"""

from typing import Any

from marketplace.access.permissions import Permission
from marketplace.access.rules import asked_of, rule
from marketplace.access.scope import current_instant
from marketplace.audit.queries import history_of
from marketplace.documents.guards import guard
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import agency_role, lends_the_agency_a_hand, member_of, no_stake_in
from procurement.designations.models import Determination
from procurement.reviews.permissions import has_no_conflict, is_recused, is_unconflicted, reviews_it
from procurement.rounds.permissions import is_agency_owner, is_case_staff, is_program_officer

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
    """Whether the person wrote the recommendation, or one before somebody revised it."""
    key = getattr(person, "pk", None)
    written = history_of(determination).filter(name__in=("determination.create", "determination.revised"))
    return determination.recommended_by_id == key or written.filter(actor_id=key, actor__isnull=False).exists()


@rule("", when_inverted="You reviewed this yourself, so another person decides.")
def reviewed_it(person: Any, determination: Any) -> bool:
    """Whether the person scored what this decides, or led its panel."""
    subject = determination.subject
    if subject is None:
        return False
    return reviews_it(person, subject) or led_panel(person, subject)


@rule("The panel has not agreed yet.")
def panel_has_agreed(person: Any, subject: Any) -> bool:
    """Whether the consensus of the subject is agreed."""
    consensus = getattr(subject.panel, "consensus", None)
    return consensus is not None and consensus.state == "agreed"


@rule("", when_inverted="You led this panel, so another person recommends.")
def led_panel(person: Any, subject: Any) -> bool:
    """Whether the person leads the panel of the subject, or recorded what it agreed."""
    panel, key = subject.panel, getattr(person, "pk", None)
    consensus = getattr(panel, "consensus", None)
    return key is not None and key in (panel.lead_id, consensus.agreed_by_id if consensus else None)


is_free = has_no_conflict & asked_of("subject", ~is_recused)

may_recommend = no_stake_in("provider") & ~reviews_it & is_unconflicted & ~led_panel
may_decide = no_stake_in("provider") & ~recommended_it & ~reviewed_it & is_free
may_decide_later = no_stake_in("provider") & ~reviews_it & ~led_panel & is_unconflicted

LIST = Permission("designations:determination:list", see=STAFF | lends_the_agency_a_hand)
LISTED = Permission("designations:determination:listed", see=STAFF & (is_public | is_free))
RECOMMEND = Permission(
    "designations:subject:recommend",
    see=STAFF,
    do=is_program_officer & may_recommend & panel_has_agreed,
)
_is_of_provider = member_of("provider") & is_issued
VIEW = Permission(
    "designations:determination:view", see=STAFF | _is_of_provider | is_public, do=_is_of_provider | is_public | is_free
)
AGENCY_VIEW = Permission("designations:determination:agency_view", see=STAFF, do=is_free)
OWN = Permission("designations:determination:own", see=STAFF | _is_of_provider, do=_is_of_provider | is_free)
ISSUE = Permission(
    "designations:determination:issue",
    see=STAFF,
    do=is_determiner & may_decide,
)
GRANT_HAND = Permission(
    "designations:determination:grant_hand", see=STAFF, do=is_agency_owner & no_stake_in("provider") & is_free
)
REVISE = Permission(
    "designations:determination:revise",
    see=STAFF,
    do=is_program_officer & no_stake_in("provider") & ~reviewed_it & is_free,
)
ENFORCE = Permission(
    "designations:designation:enforce",
    see=STAFF,
    do=is_determiner & no_stake_in("determination.provider") & asked_of("determination", is_free),
)

guard(Determination, VIEW)

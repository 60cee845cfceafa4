"""Who files an appeal, who reads it, and who decides it: an appeal officer with no part in the matter before."""

from typing import Any

from marketplace.access.permissions import Permission
from marketplace.access.rules import asked_of, rule
from marketplace.access.scope import remembered
from marketplace.audit.queries import history_of
from marketplace.documents.guards import guard
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import (
    agency_role,
    has_role,
    lends_the_agency_a_hand,
    member_of,
    no_stake_in,
)
from procurement.appeals.models import Appeal
from procurement.appeals.parts import records_behind, records_of_review
from procurement.designations.permissions import is_free, is_issued, reviewed_it
from procurement.reviews.models import ReviewSubject
from procurement.rounds.permissions import is_agency_owner, is_case_staff

FILERS = (Role.OWNER, Role.SIGNATORY)
FILERS_IN_WORDS = ("provider.owner", "provider.signatory")
PROVIDER_IN_WORDS = ("provider.owner", "provider.author", "provider.signatory")
OFFICERS = ("agency.appeal_officer",)
STAFF = is_case_staff
APPEALS = Appeal._meta.label_lower
STEPPING_BACK = ("appeal.recused", "appeal.step_back")
is_appeal_officer = agency_role(Role.APPEAL_OFFICER)


@rule("", when_inverted="You had a part in this matter before, so another appeal officer decides.")
def had_a_part(person: Any, appeal: Any) -> bool:
    """Whether the person screened, reviewed, led, recommended, decided or did anything else in the matter."""
    determination, key = appeal.determination, getattr(person, "pk", None)
    if key is None:
        return False
    if key in (determination.issued_by_id, determination.recommended_by_id) or reviewed_it(person, determination):
        return True
    return any(kind != APPEALS for kind, _ in _acts_of(person, appeal))


@rule("", when_inverted="You had a part in this matter already, so another appeal officer would decide.")
def took_part(person: Any, subject: Any) -> bool:
    """Whether the person did anything yet in a review that may end in an appeal."""
    if not isinstance(subject, ReviewSubject):
        return False
    return history_of(*records_of_review(subject)).filter(actor_id=person.pk).exists()


@rule("", when_inverted="You stepped back from this appeal, so another appeal officer decides.")
def stepped_back(person: Any, appeal: Any) -> bool:
    """Whether the person was recused from this appeal, or gave it back."""
    return any(kind == APPEALS and name in STEPPING_BACK for kind, name in _acts_of(person, appeal))


@rule("Another appeal officer has taken this up.")
def took_it_up(person: Any, appeal: Any) -> bool:
    """Whether the person took the appeal up."""
    return appeal.taken_up_by_id is not None and appeal.taken_up_by_id == getattr(person, "pk", None)


def _acts_of(person: Any, appeal: Any) -> list[tuple[str, str]]:
    """What the person did in the matter and in the appeal, as kinds of record and names of events."""
    key = getattr(person, "pk", None)
    if key is None:
        return []

    def compute() -> list[tuple[str, str]]:
        events = history_of(appeal, *records_behind(appeal.determination)).filter(actor_id=key)
        return list(events.values_list("subject_type", "name"))

    return remembered(("acts_in_appeal", key, appeal.pk), compute)


_of_provider = member_of("provider")
_is_free = asked_of("determination", is_free)
may_take_up = no_stake_in("provider") & ~had_a_part & ~stepped_back & _is_free
_may_decide = is_appeal_officer & may_take_up

FILE = Permission(
    "appeals:determination:file", see=STAFF | (member_of("provider") & is_issued), do=has_role("provider", *FILERS)
)
VIEW = Permission("appeals:appeal:view", see=STAFF | _of_provider, do=_of_provider | _is_free)
ADD = Permission("appeals:appeal:add", see=STAFF | _of_provider, do=has_role("provider", *FILERS))
LIST = Permission("appeals:appeal:list", see=STAFF | lends_the_agency_a_hand)
LISTED = Permission("appeals:appeal:listed", see=STAFF & _is_free)
AGENCY_VIEW = Permission("appeals:appeal:agency_view", see=STAFF, do=_is_free)
TAKE_UP = Permission("appeals:appeal:take_up", see=STAFF, do=_may_decide)
DECIDE = Permission("appeals:appeal:decide", see=STAFF, do=_may_decide & took_it_up)
GRANT_HAND = Permission("appeals:appeal:grant_hand", see=STAFF, do=is_agency_owner & no_stake_in("provider") & _is_free)

guard(Appeal, VIEW)

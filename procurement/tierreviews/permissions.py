"""Who sees a tier review and who does what in it.

The provider knows of the review from its opening; dossier and recommendation are shown to it with the notice, or
when it is decided. The one who decides did not recommend.
"""

from typing import Any

from marketplace.access.permissions import Permission
from marketplace.access.rules import rule
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import agency_role, has_role, is_confirmed, member_of, no_stake_in
from marketplace.organizations.roles import roles_for
from procurement.rounds.permissions import is_case_staff

ASKS = ("provider.author", "provider.owner")
OWN_IN_WORDS = tuple(f"provider.{role}" for role in roles_for(("offers", "buys", "evaluates")))
OFFICERS = ("agency.program_officer",)
DETERMINERS = ("agency.determiner",)

STAFF = is_case_staff


@rule("", when_inverted="You recommended this yourself, so another person decides.")
def recommended_it(person: Any, review: Any) -> bool:
    """Whether the person wrote the recommendation."""
    return review.recommended_by_id is not None and review.recommended_by_id == getattr(person, "pk", None)


_officer = agency_role(Role.PROGRAM_OFFICER) & no_stake_in("provider")
_writes = has_role("provider", Role.AUTHOR, Role.OWNER)

VIEW = Permission("tierreviews:review:view", see=STAFF | member_of("provider"))
ASK = Permission("tierreviews:model:ask", see=member_of("provider"), do=_writes & is_confirmed("provider"))
REPLY = Permission("tierreviews:review:reply", see=STAFF | member_of("provider"), do=_writes)
AGENCY_VIEW = Permission("tierreviews:review:agency_view", see=STAFF)
ASSEMBLE = Permission("tierreviews:review:assemble", see=STAFF, do=_officer)
RECOMMEND = Permission("tierreviews:review:recommend", see=STAFF, do=_officer)
DECIDE = Permission(
    "tierreviews:review:decide", see=STAFF, do=agency_role(Role.DETERMINER) & no_stake_in("provider") & ~recommended_it
)

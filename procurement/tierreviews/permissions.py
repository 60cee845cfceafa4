"""Who sees a tier review and who does what in it.

The provider knows of the review from its opening; dossier and recommendation are shown to it with the notice, or
when it is decided. The one who decides did not recommend. Whoever of the agency is tied to the provider, or was recused
from the application that the approval stands on, neither reads the review nor acts on it.
"""

from typing import Any

from marketplace.access.permissions import Permission
from marketplace.access.rules import asked_of, rule
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import (
    agency_role,
    has_role,
    is_confirmed,
    lends_the_agency_a_hand,
    member_of,
    no_stake_in,
)
from marketplace.organizations.roles import roles_for
from procurement.reviews.permissions import has_no_conflict, is_recused
from procurement.rounds.permissions import is_agency_owner, is_case_staff

ASKS = ("provider.author", "provider.owner")
OWN_IN_WORDS = tuple(f"provider.{role}" for role in roles_for(("offers", "buys", "evaluates")))
OFFICERS = ("agency.program_officer",)
DETERMINERS = ("agency.determiner",)

STAFF = is_case_staff


@rule("", when_inverted="You recommended this yourself, so another person decides.")
def recommended_it(person: Any, review: Any) -> bool:
    """Whether the person wrote the recommendation, or one before the dossier was put together anew."""
    key = getattr(person, "pk", None)
    return key is not None and any(each.recommended_by_id == key for each in (review, *review.editions.all()))


is_free = has_no_conflict & asked_of("designation", asked_of("determination", asked_of("subject", ~is_recused)))
_officer = agency_role(Role.PROGRAM_OFFICER) & no_stake_in("provider") & is_free
_determiner = agency_role(Role.DETERMINER) & no_stake_in("provider") & is_free
_writes = has_role("provider", Role.AUTHOR, Role.OWNER)
may_decide = no_stake_in("provider") & is_free & ~recommended_it

VIEW = Permission("tierreviews:review:view", see=STAFF | member_of("provider"), do=member_of("provider") | is_free)
ASK = Permission("tierreviews:model:ask", see=member_of("provider"), do=_writes & is_confirmed("provider"))
REPLY = Permission("tierreviews:review:reply", see=STAFF | member_of("provider"), do=_writes)
AGENCY_LIST = Permission("tierreviews:review:agency_list", see=STAFF | lends_the_agency_a_hand)
LISTED = Permission("tierreviews:review:listed", see=STAFF & is_free)
AGENCY_VIEW = Permission("tierreviews:review:agency_view", see=STAFF, do=is_free)
ASSEMBLE = Permission("tierreviews:review:assemble", see=STAFF, do=_officer)
RECOMMEND = Permission("tierreviews:review:recommend", see=STAFF, do=_officer)
REVISE = Permission("tierreviews:review:revise", see=STAFF, do=_officer | _determiner)
DECIDE = Permission("tierreviews:review:decide", see=STAFF, do=_determiner & ~recommended_it)
GRANT_HAND = Permission(
    "tierreviews:review:grant_hand", see=STAFF, do=is_agency_owner & no_stake_in("provider") & is_free
)

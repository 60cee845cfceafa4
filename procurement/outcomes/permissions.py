"""Who writes, replies to, checks and reads an outcome report.

A draft is the district's alone. Once sent, the provider and the department know of it; the numbers as typed stay
with the district and the department, everybody else sees the protected tables. Whoever of the department is tied to the
provider neither reads a report before it is public nor acts on it.
"""

from typing import Any

from marketplace.access.permissions import Permission
from marketplace.access.rules import rule
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import agency_role, has_role, is_agency_staff, member_of, no_stake_in
from procurement.outcomes.transitions import DISCLOSED
from procurement.pilots.permissions import PARTIES_IN_WORDS, STAFF_IN_WORDS, is_on_one_side
from procurement.reviews.permissions import no_conflict

WRITES = ("pilot.buyer.buyer", "pilot.buyer.owner")
REPLIES = ("pilot.provider.author", "pilot.provider.owner")
CHECKS = ("agency.program_officer",)
BUYERS_IN_WORDS = tuple(f"pilot.{words}" for words in PARTIES_IN_WORDS if words.startswith("buyer."))
EVERYONE_IN_WORDS = (*(f"pilot.{words}" for words in PARTIES_IN_WORDS), *STAFF_IN_WORDS)


@rule("The district has not sent this report yet.")
def is_disclosed(person: Any, report: Any) -> bool:
    """Whether the report was sent at least once; without a report nothing is withheld."""
    return report is None or report.state in DISCLOSED


is_free = no_conflict("pilot.policy_version", "pilot.provider")
_is_party = member_of("pilot.buyer") | member_of("pilot.provider")
_sees_numbers = member_of("pilot.buyer") | (is_agency_staff & is_disclosed)
_sees_as_provider = (member_of("pilot.provider") | is_agency_staff) & is_disclosed
_sees = _sees_numbers | (member_of("pilot.provider") & is_disclosed)
_officer = agency_role(Role.PROGRAM_OFFICER) & no_stake_in("pilot.provider") & no_stake_in("pilot.buyer") & is_free

VIEW = Permission("outcomes:report:view", see=_sees, do=_is_party | is_free)
NUMBERS = Permission("outcomes:report:numbers", see=_sees_numbers, do=member_of("pilot.buyer") | is_free)
_writes = has_role("pilot.buyer", Role.BUYER, Role.OWNER)
_replies = has_role("pilot.provider", Role.AUTHOR, Role.OWNER)
WRITE = Permission("outcomes:report:write", see=_sees_numbers, do=_writes & is_on_one_side)
REPLY = Permission("outcomes:report:reply", see=_sees_as_provider, do=_replies & is_on_one_side)
AGENCY_LIST = Permission("outcomes:report:agency_list", see=is_agency_staff)
LISTED = Permission("outcomes:report:listed", see=is_agency_staff & is_disclosed & is_free)
AGENCY_VIEW = Permission("outcomes:report:agency_view", see=is_agency_staff & is_disclosed, do=is_free)
VERIFY = Permission("outcomes:report:verify", see=is_agency_staff & is_disclosed, do=_officer)
PUBLISH = Permission("outcomes:report:publish", see=is_agency_staff & is_disclosed, do=_officer)

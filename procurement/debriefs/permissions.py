"""Who asks for a debrief, who reads it, and who holds it."""

from marketplace.access.permissions import Permission
from marketplace.access.rules import asked_of
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import agency_role, has_role, member_of, no_stake_in
from procurement.designations.permissions import is_free, is_issued
from procurement.rounds.permissions import is_case_staff

ASKERS = (Role.OWNER, Role.AUTHOR, Role.SIGNATORY)
ASKERS_IN_WORDS = ("provider.owner", "provider.author", "provider.signatory")
HOLDERS = (Role.PROGRAM_OFFICER, Role.DETERMINER)
HOLDERS_IN_WORDS = ("agency.program_officer", "agency.determiner")
STAFF = is_case_staff

_of_provider = member_of("provider")
_is_free = asked_of("determination", is_free)

ASK = Permission("debriefs:determination:ask", see=STAFF | (_of_provider & is_issued), do=has_role("provider", *ASKERS))
VIEW = Permission("debriefs:debrief:view", see=STAFF | _of_provider, do=_of_provider | _is_free)
LIST = Permission("debriefs:debrief:list", see=STAFF)
AGENCY_VIEW = Permission("debriefs:debrief:agency_view", see=STAFF, do=_is_free)
HOLD = Permission("debriefs:debrief:hold", see=STAFF, do=agency_role(*HOLDERS) & no_stake_in("provider") & _is_free)

"""Who asks to publish a version of an approved model, who reads the request, and who decides on it."""

from marketplace.access.permissions import Permission
from marketplace.access.rules import asked_of
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import agency_role, has_role, is_confirmed, member_of, no_stake_in
from procurement.designations.permissions import is_free
from procurement.rounds.permissions import is_case_staff

ASKERS = (Role.OWNER, Role.AUTHOR)
ASKERS_IN_WORDS = ("provider.owner", "provider.author")
READERS_IN_WORDS = (*ASKERS_IN_WORDS, "provider.signatory")
DETERMINERS = ("agency.determiner",)
STAFF = is_case_staff

_of_provider = member_of("provider")
_asks = has_role("provider", *ASKERS)
_is_free = asked_of("designation", asked_of("determination", is_free))

FILE = Permission("versionchanges:model:file", see=_of_provider, do=_asks & is_confirmed("provider"))
VIEW = Permission("versionchanges:change:view", see=STAFF | _of_provider, do=_of_provider | _is_free)
WITHDRAW = Permission("versionchanges:change:withdraw", see=STAFF | _of_provider, do=_asks)
LIST = Permission("versionchanges:change:list", see=STAFF)
LISTED = Permission("versionchanges:change:listed", see=STAFF & _is_free)
AGENCY_VIEW = Permission("versionchanges:change:agency_view", see=STAFF, do=_is_free)
DECIDE = Permission(
    "versionchanges:change:decide", see=STAFF, do=agency_role(Role.DETERMINER) & no_stake_in("provider") & _is_free
)

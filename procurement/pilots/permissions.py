"""Who sees a pilot and who acts in it: both sides see all of it; the acts of one side are not there for the other,
and whoever belongs to both sides acts for neither."""

from marketplace.access.permissions import Permission
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import STAFF_ROLES, has_role, is_agency_staff, member_of, on_one_side
from procurement.agreements.permissions import parties_in_words

BUYS = ("buyer.buyer", "buyer.owner")
ENDS = ("buyer.signatory", "buyer.owner")
DELIVERS = ("pilot.provider.author", "pilot.provider.owner")
ACCEPTS = ("pilot.buyer.buyer", "pilot.buyer.owner")
STAFF_IN_WORDS = tuple(f"agency.{role.value}" for role in STAFF_ROLES)
PARTIES_IN_WORDS = parties_in_words()
EVERYONE_IN_WORDS = (*PARTIES_IN_WORDS, *STAFF_IN_WORDS)
MILESTONE_EVERYONE_IN_WORDS = (*(f"pilot.{words}" for words in PARTIES_IN_WORDS), *STAFF_IN_WORDS)

is_party = member_of("buyer") | member_of("provider")
_sees = is_party | is_agency_staff
_sees_as_buyer = member_of("buyer") | is_agency_staff
_on_one_side = on_one_side("buyer", "provider", "pilot")
_buys = has_role("buyer", Role.BUYER, Role.OWNER) & _on_one_side
_ends = has_role("buyer", Role.SIGNATORY, Role.OWNER) & _on_one_side

VIEW = Permission("pilots:pilot:view", see=_sees)
PREPARE = Permission("pilots:pilot:prepare", see=_sees_as_buyer, do=_buys)
START = Permission("pilots:pilot:start", see=_sees_as_buyer, do=_buys)
COMPLETE = Permission("pilots:pilot:complete", see=_sees_as_buyer, do=_buys)
CLOSE = Permission("pilots:pilot:close", see=_sees_as_buyer, do=_buys)
BE_ASKED = Permission("pilots:pilot:be_asked", see=_sees_as_buyer, do=_buys)
TERMINATE = Permission("pilots:pilot:terminate", see=_sees_as_buyer, do=_ends)

_as_buyer = member_of("pilot.buyer") | is_agency_staff
_as_provider = member_of("pilot.provider") | is_agency_staff
is_on_one_side = on_one_side("pilot.buyer", "pilot.provider", "pilot")
_delivers = has_role("pilot.provider", Role.AUTHOR, Role.OWNER) & is_on_one_side
_accepts = has_role("pilot.buyer", Role.BUYER, Role.OWNER) & is_on_one_side

VIEW_MILESTONE = Permission("pilots:milestone:view", see=_as_buyer | member_of("pilot.provider"))
DELIVER = Permission("pilots:milestone:deliver", see=_as_provider, do=_delivers)
DECIDE = Permission("pilots:milestone:decide", see=_as_buyer, do=_accepts)
INVOICE = Permission("pilots:milestone:invoice", see=_as_provider, do=_delivers)
PAY = Permission("pilots:milestone:pay", see=_as_buyer, do=_accepts)

"""Who negotiates: buyers for the district, authors for the provider; nobody for both."""

from marketplace.access.permissions import Permission
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import has_role, is_confirmed, member_of, on_one_side
from procurement.agreements.permissions import is_contract_staff

BUYER_ROLES = (Role.BUYER, Role.OWNER)
PROVIDER_ROLES = (Role.AUTHOR, Role.OWNER)

is_party = member_of("request.buyer") | member_of("request.provider")
speaks_for_buyer = has_role("request.buyer", *BUYER_ROLES)
speaks_for_provider = has_role("request.provider", *PROVIDER_ROLES)
is_on_one_side = on_one_side("request.buyer", "request.provider", "negotiation")
may_speak = (speaks_for_buyer | speaks_for_provider) & is_on_one_side
sides_are_confirmed = is_confirmed("request.buyer") & is_confirmed("request.provider")

VIEW = Permission("negotiations:negotiation:view", see=is_party | is_contract_staff)
PROPOSE = Permission("negotiations:negotiation:propose", see=is_party, do=may_speak)
ACCEPT = Permission("negotiations:negotiation:accept", see=is_party, do=may_speak & sides_are_confirmed)
COMMENT = Permission("negotiations:negotiation:comment", see=is_party, do=may_speak)
ABANDON = Permission("negotiations:negotiation:abandon", see=is_party, do=may_speak)

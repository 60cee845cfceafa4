"""Who sees an agreement: its two parties, and those of the agency who look after contracts."""

from marketplace.access.permissions import Permission
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import agency_role, member_of

STAFF_ROLES = (Role.OWNER, Role.PROGRAM_OFFICER, Role.CONTRACTS_OFFICER, Role.AUDITOR)
is_contract_staff = agency_role(*STAFF_ROLES)

VIEW = Permission("agreements:agreement:view", see=member_of("buyer") | member_of("provider") | is_contract_staff)

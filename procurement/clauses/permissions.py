"""Who keeps the clause library; everybody reads what was published."""

from marketplace.access.permissions import Permission
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import agency_role

is_library_keeper = agency_role(Role.CONTRACTS_OFFICER, Role.OWNER)

VIEW = Permission("clauses:version:view")
PUBLISH = Permission("clauses:clause:publish", see=is_library_keeper)

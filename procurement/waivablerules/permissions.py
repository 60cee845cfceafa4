"""Who keeps the catalogue of rules; everybody reads what was published."""

from marketplace.access.permissions import Permission
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import agency_role

is_catalogue_keeper = agency_role(Role.PROGRAM_OFFICER, Role.OWNER)

VIEW = Permission("waivablerules:version:view")
PUBLISH = Permission("waivablerules:rule:publish", see=is_catalogue_keeper)

"""Who writes the words of letters."""

from marketplace.access.permissions import Permission
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import agency_role

is_letter_keeper = agency_role(Role.PROGRAM_OFFICER, Role.OWNER)

PUBLISH = Permission("lettertemplates:template:publish", see=is_letter_keeper)

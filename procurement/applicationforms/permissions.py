"""Who writes application forms; everybody reads the form of a published round."""

from marketplace.access.permissions import Permission
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import agency_role

is_form_keeper = agency_role(Role.PROGRAM_OFFICER, Role.OWNER)

PUBLISH = Permission("applicationforms:form:publish", see=is_form_keeper)

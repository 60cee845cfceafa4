"""Who brings an application in."""

from marketplace.access.permissions import Permission
from marketplace.organizations.permissions import has_role_somewhere
from procurement.applications.permissions import AUTHORS

IMPORT = Permission("transfers:application:import", do=has_role_somewhere(*AUTHORS, capability="offers"))

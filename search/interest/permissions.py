"""Who sees how a model is found: its provider's people by kind of visitor; the agency's staff the totals alone."""

from marketplace.access.permissions import Permission
from marketplace.organizations.permissions import is_agency_staff, member_of

VIEW = Permission("interest:model:view", see=member_of("provider"))
LIST_TOTALS = Permission("interest:model:list_totals", do=is_agency_staff)

"""Who keeps an organization's shortlists: its buyers and owners. Its other people read them; nobody else does."""

from marketplace.access.permissions import Permission
from marketplace.documents.guards import guard
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import has_role, has_role_somewhere, member_of
from search.shortlists.models import Shortlist

KEEPERS = (Role.BUYER, Role.OWNER)

START = Permission("shortlists:shortlist:start", do=has_role_somewhere(*KEEPERS, capability="buys"))
VIEW = Permission("shortlists:shortlist:view", see=member_of("organization"))
EDIT = Permission("shortlists:shortlist:edit", see=member_of("organization"), do=has_role("organization", *KEEPERS))
FREEZE = Permission("shortlists:shortlist:freeze", see=member_of("organization"), do=has_role("organization", *KEEPERS))

guard(Shortlist, VIEW)

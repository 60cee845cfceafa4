"""Who keeps searches: buyers and owners of a body that buys save; all its people read and choose for themselves."""

from marketplace.access.permissions import Permission
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import has_role, has_role_somewhere, member_of

WRITERS = (Role.BUYER, Role.OWNER)
MEMBERS = (*WRITERS, Role.PANELIST, Role.APPROVER, Role.SIGNATORY, Role.VIEWER)
_is_colleague = member_of("organization")

LIST = Permission("saved:search:list", do=has_role_somewhere(*MEMBERS, capability="buys"))
SAVE = Permission("saved:search:save", do=has_role_somewhere(*WRITERS, capability="buys"))
SAVE_FOR = Permission("saved:search:save_for", see=member_of(""), do=has_role("", *WRITERS))
VIEW = Permission("saved:search:view", see=_is_colleague)
FOLLOW = Permission("saved:search:follow", see=_is_colleague)
EDIT = Permission("saved:search:edit", see=_is_colleague, do=has_role("organization", *WRITERS))

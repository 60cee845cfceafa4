"""Who may see and describe a learning model before it is public."""

from marketplace.access.permissions import Permission
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import has_role, has_role_somewhere, member_of

_AUTHORS = (Role.AUTHOR, Role.OWNER)
_is_colleague = member_of("provider")

LIST = Permission(
    "products:model:list", do=has_role_somewhere(Role.OWNER, Role.AUTHOR, Role.SIGNATORY, capability="offers")
)
CREATE = Permission("products:model:create", do=has_role_somewhere(*_AUTHORS, capability="offers"))
CREATE_FOR = Permission("products:model:create_for", see=member_of(""), do=has_role("", *_AUTHORS))
VIEW = Permission("products:model:view", see=_is_colleague)
EDIT = Permission("products:model:edit", see=_is_colleague, do=has_role("provider", *_AUTHORS))

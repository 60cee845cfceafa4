"""Who keeps an organization's documents: its owners, authors and buyers. Its other people read them; nobody else does.

What was sent with a record is a copy of its own, which whoever reads that record may have.
"""

from typing import Any

from marketplace.access.permissions import Permission
from marketplace.access.rules import rule
from marketplace.documents.guards import guard
from marketplace.locker.models import LockerDocument
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import has_role, member_of

MANAGERS = (Role.OWNER, Role.AUTHOR, Role.BUYER)


@rule("The department keeps its papers elsewhere.")
def has_locker(person: Any, organization: Any) -> bool:
    """Whether documents are kept for this organization."""
    return not organization.regulates


LIST = Permission("locker:organization:list", see=has_locker & member_of(""))
ADD = Permission("locker:organization:add", see=has_locker & member_of(""), do=has_role("", *MANAGERS))
VIEW = Permission("locker:document:view", see=member_of("organization"))
CHANGE = Permission("locker:document:change", see=member_of("organization"), do=has_role("organization", *MANAGERS))

guard(LockerDocument, VIEW)

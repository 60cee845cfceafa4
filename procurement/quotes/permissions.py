"""Who writes, issues and sees requests. A draft is the district's own."""

from typing import Any

from marketplace.access.permissions import Permission
from marketplace.access.rules import rule
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import (
    has_role,
    has_role_somewhere,
    is_confirmed,
    member_of,
    not_own_offer,
    on_one_side,
)
from procurement.agreements.permissions import is_contract_staff


@rule("This request has not been issued.")
def is_issued(person: Any, record: Any) -> bool:
    """Whether the provider and the agency may know of it."""
    return record.is_issued


is_writer = has_role("buyer", Role.BUYER, Role.OWNER)
not_self_dealing = not_own_offer("buyer", "provider")
is_on_one_side = on_one_side("buyer", "provider", "request")
is_party = member_of("buyer") | (is_issued & (member_of("provider") | is_contract_staff))

START = Permission("quotes:request:start", do=has_role_somewhere(Role.BUYER, Role.OWNER, capability="buys"))
VIEW = Permission("quotes:request:view", see=is_party)
EDIT = Permission("quotes:request:edit", see=member_of("buyer"), do=is_writer & not_self_dealing)
ISSUE = Permission(
    "quotes:request:issue", see=member_of("buyer"), do=is_writer & not_self_dealing & is_confirmed("buyer")
)
END = Permission("quotes:request:end", see=member_of("buyer"), do=is_writer & is_on_one_side)

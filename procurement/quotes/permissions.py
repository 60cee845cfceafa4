"""Who writes, issues and sees requests. A draft is the district's own.

Writers issue what they wrote or a colleague did. An approver, or somebody elsewhere who lends the district a hand as
one on this request, issues what another person drafted, and nothing ties them to the provider.
"""

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
from procurement.reviews.permissions import has_no_conflict


@rule("This request has not been issued.")
def is_issued(person: Any, record: Any) -> bool:
    """Whether the provider and the agency may know of it."""
    return record.is_issued


@rule("This request has been issued, or has ended.")
def is_draft(person: Any, record: Any) -> bool:
    """Whether it has still to be checked and issued."""
    return record.state == "draft"


@rule("", when_inverted="You drafted this request, so another person checks and issues it.")
def drafted_it(person: Any, record: Any) -> bool:
    """Whether the draft is the person's own; once it is issued, whether they issued it."""
    return record.author_id == getattr(person, "pk", None)


is_writer = has_role("buyer", Role.BUYER, Role.OWNER)
not_self_dealing = not_own_offer("buyer", "provider")
is_on_one_side = on_one_side("buyer", "provider", "request")
is_approver = has_role("buyer", Role.APPROVER)
may_approve = ~drafted_it & not_self_dealing & is_on_one_side & has_no_conflict
helps = is_approver & not_self_dealing & has_no_conflict
is_within = member_of("buyer") | helps
_is_told = member_of("provider") | is_contract_staff
follows = member_of("buyer") | _is_told
is_party = is_within | (is_issued & _is_told)

START = Permission("quotes:request:start", do=has_role_somewhere(Role.BUYER, Role.OWNER, capability="buys"))
VIEW = Permission("quotes:request:view", see=is_party)
EDIT = Permission("quotes:request:edit", see=member_of("buyer"), do=is_writer & not_self_dealing)
ISSUE = Permission(
    "quotes:request:issue",
    see=is_within,
    do=((is_writer & not_self_dealing) | (is_approver & may_approve)) & is_confirmed("buyer"),
)
END = Permission("quotes:request:end", see=member_of("buyer"), do=is_writer & is_on_one_side)
GRANT_HAND = Permission(
    "quotes:request:grant_hand",
    see=member_of("buyer"),
    do=is_draft & has_role("buyer", Role.OWNER) & not_self_dealing & is_on_one_side,
)

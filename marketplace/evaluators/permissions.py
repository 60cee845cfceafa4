"""Who registers as an evaluator and keeps the entry: the person, or people of the firm. The agency may suspend one."""

from typing import Any

from marketplace.access.permissions import Permission
from marketplace.access.rules import Decision, Rule, has_account, rule
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import agency_role, has_role, is_confirmed, member_of

KEEPERS = (Role.OWNER, Role.EVALUATOR)
_has_firm_role = has_role("organization", *KEEPERS)
_is_of_firm = member_of("organization")


@rule("It is not registered here as a body that evaluates. Its owner can add that to its facts.")
def evaluates(person: Any, organization: Any) -> bool:
    """Whether the organization evaluates for others."""
    return organization.evaluates


@rule(
    "This entry belongs to somebody else.",
    when_inverted="This is your own entry, or that of your firm, so another person decides about it.",
)
def is_of_entry(person: Any, evaluator: Any) -> bool:
    """Whether the person is the evaluator, or belongs to the firm."""
    if evaluator.organization_id is None:
        return evaluator.person_id == getattr(person, "pk", None)
    return bool(_is_of_firm(person, evaluator))


def _keeps(person: Any, evaluator: Any) -> Decision:
    if evaluator.organization_id is None:
        return Decision(evaluator.person_id == getattr(person, "pk", None), "This entry belongs to somebody else.")
    return _has_firm_role.decide(person, evaluator)


keeps_entry = Rule(_keeps, "keeps the entry")

REGISTER_SELF = Permission("evaluators:self:register", do=has_account)
REGISTER_FIRM = Permission(
    "evaluators:organization:register",
    see=evaluates & member_of(""),
    do=has_role("", *KEEPERS) & is_confirmed(""),
)
VIEW_OWN = Permission("evaluators:entry:view_own", see=is_of_entry)
KEEP = Permission("evaluators:entry:keep", see=is_of_entry, do=keeps_entry)
DECIDE = Permission("evaluators:entry:decide", do=agency_role(Role.PROGRAM_OFFICER, Role.OWNER) & ~is_of_entry)

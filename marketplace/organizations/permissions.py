"""Who may do what for which organization: the predicates that every slice composes, and this slice's own permissions.

A *path* leads from a record to an organization by attribute names ("provider", "negotiation.request.buyer");
the empty path means that the record is the organization.
"""

from __future__ import annotations

from typing import Any

from marketplace.access.permissions import Permission
from marketplace.access.rules import Decision, Rule, has_account, rule
from marketplace.documents.permissions import guard
from marketplace.organizations.models import Organization, Role
from marketplace.organizations.roles import one_of
from marketplace.organizations.roster import (
    agency_roles_of,
    helps_the_agency,
    helps_with,
    organizations_of,
    roles_in,
    second_factor_of,
    the_agency,
)

NOT_CONFIRMED = (
    "{name} is not confirmed yet. You can draft everything; issuing, submitting and signing wait until the "
    "department has confirmed it."
)
SECOND_FACTOR = "Set up a second sign-in step first. Nobody acts for the department without one."


def organization_at(record: Any, path: str) -> Organization | None:
    """Follow a path from a record to its organization; None where a step of it is missing."""
    for name in path.split(".") if path else ():
        record = getattr(record, name, None)
        if record is None:
            return None
    return record


def member_of(path: str) -> Rule:
    """Whether the person holds any role in the record's organization."""

    def decide(person: Any, record: Any) -> Decision:
        organization = organization_at(record, path)
        if not roles_in(person, organization):
            return Decision(False, "Only people of the organization can see this.")
        return _with_second_factor(person, organization)

    return Rule(decide, f"member of {path or 'it'}", "People of this organization are kept out of this.")


def has_role(path: str, *roles: str) -> Rule:
    """Whether the person holds one of these roles in the record's organization, or lends it a hand in one on it."""

    def decide(person: Any, record: Any) -> Decision:
        organization = organization_at(record, path)
        held = set(roles_in(person, organization))
        if held & set(roles) or helps_with(person, organization, record, *roles):
            return _with_second_factor(person, organization)
        where = f" in {organization}" if organization else ""
        reason = f"This needs the role of {one_of(roles)}{where}. An owner can give you that role."
        return Decision(False, reason, is_far=not held)

    return Rule(decide, f"{' or '.join(roles)} of {path or 'it'}")


def has_role_somewhere(*roles: str, capability: str = "") -> Rule:
    """Whether the person holds one of these roles in any organization (that offers, buys, ...); needs no record."""

    def decide(person: Any, record: Any) -> Decision:
        if organizations_of(person, *roles, capability=capability):
            return Decision(True)
        doing = f" that {capability}" if capability else ""
        return Decision(False, f"This needs the role of {one_of(roles)} in an organization{doing} here.")

    return Rule(decide, f"{' or '.join(roles)} somewhere")


def agency_role(*roles: str) -> Rule:
    """Whether the person acts for the agency in one of these roles (any, when none is named), second factor set up:
    who holds it there, and on the record of a helping hand who lends it."""

    def decide(person: Any, record: Any) -> Decision:
        held = agency_roles_of(person)
        holds = bool(set(held) & set(roles) if roles else held)
        if not holds and not (helps_the_agency(person) and helps_with(person, the_agency(), record, *roles)):
            needed = f"the role of {one_of(roles)}" if roles else "a role"
            return Decision(False, f"This needs {needed} in the department.")
        return Decision(True) if second_factor_of(person) else Decision(False, SECOND_FACTOR)

    return Rule(decide, f"agency {' or '.join(roles) or 'staff'}")


def _lends_the_agency_a_hand(person: Any, record: Any) -> Decision:
    if record is not None or not helps_the_agency(person):
        return Decision(False, "This needs a role in the department, or a task that it granted you.")
    return Decision(True) if second_factor_of(person) else Decision(False, SECOND_FACTOR)


lends_the_agency_a_hand = Rule(_lends_the_agency_a_hand, "lends the agency a hand")


def is_confirmed(path: str) -> Rule:
    """Whether the agency has confirmed the record's organization."""

    def decide(person: Any, record: Any) -> Decision:
        organization = organization_at(record, path)
        if organization is not None and organization.is_confirmed:
            return Decision(True)
        return Decision(False, NOT_CONFIRMED.format(name=organization or "Your organization"))

    return Rule(decide, f"{path or 'it'} is confirmed")


def no_stake_in(path: str) -> Rule:
    """The self-dealing rule: nobody decides about an offer of an organization that they belong to."""

    def decide(person: Any, record: Any) -> Decision:
        organization = organization_at(record, path)
        if organization is None or not roles_in(person, organization):
            return Decision(True)
        return Decision(False, f"You belong to {organization}, so you take no part in decisions about what it offers.")

    return Rule(decide, f"no stake in {path or 'it'}")


def not_own_offer(path_buyer: str, path_provider: str) -> Rule:
    """Self-dealing between two sides: they are different bodies, and the person does not belong to the provider."""
    stake = no_stake_in(path_provider)

    def decide(person: Any, record: Any) -> Decision:
        buyer, provider = organization_at(record, path_buyer), organization_at(record, path_provider)
        if buyer is not None and buyer == provider:
            return Decision(False, f"{buyer} offers this model itself, so it cannot buy it from itself here.")
        return stake.decide(person, record)

    return Rule(decide, f"{path_buyer} does not buy its own offer")


def on_one_side(path_buyer: str, path_provider: str, of: str) -> Rule:
    """Nobody acts for one side against the other while they belong to both. `of` says what the two are sides of."""

    def decide(person: Any, record: Any) -> Decision:
        buyer, provider = organization_at(record, path_buyer), organization_at(record, path_provider)
        if buyer == provider or not (roles_in(person, buyer) and roles_in(person, provider)):
            return Decision(True)
        return Decision(False, f"You belong to both sides of this {of}, so you act for neither.")

    return Rule(decide, f"on one side of the {of}")


def _with_second_factor(person: Any, organization: Organization) -> Decision:
    if organization.regulates and not second_factor_of(person):
        return Decision(False, SECOND_FACTOR)
    return Decision(True)


@rule("This invitation was sent to another e-mail address. Sign in with the address it was sent to.")
def is_invitee(person: Any, record: Any) -> bool:
    """Whether the invitation, or the request for a helping hand, was sent to this person's address."""
    return getattr(person, "email", "").lower() == record.email


STAFF_ROLES = (
    *(Role.OWNER, Role.PROGRAM_OFFICER, Role.DETERMINER, Role.APPEAL_OFFICER),
    *(Role.CONTRACTS_OFFICER, Role.REVIEW_LEAD, Role.AUDITOR),
)
is_agency_staff = agency_role(*STAFF_ROLES)
_member_or_staff = member_of("") | is_agency_staff
is_registrar = agency_role(Role.OWNER, Role.PROGRAM_OFFICER)

CREATE = Permission("organizations:organization:create", see=has_account)
VIEW = Permission("organizations:organization:view", see=_member_or_staff)
EDIT = Permission("organizations:organization:edit", see=_member_or_staff, do=has_role("", Role.OWNER))
ASK_AGAIN = Permission("organizations:organization:ask_again", see=_member_or_staff, do=has_role("", Role.OWNER))
MANAGE_PEOPLE = Permission("organizations:membership:manage", see=_member_or_staff, do=has_role("", Role.OWNER))
DECIDE = Permission("organizations:organization:decide", see=_member_or_staff, do=is_registrar & no_stake_in(""))
VIEW_ANY = Permission("organizations:organization:view_any", see=is_agency_staff)
VIEW_DIRECTORY = Permission("organizations:district:view_entry", see=is_agency_staff)
LIST_ALL = Permission("organizations:organization:list_all", see=is_agency_staff)
CLASSIFY = Permission("organizations:district:classify", see=is_agency_staff, do=is_registrar)
ADD_PAPER = Permission("organizations:organization:add_paper", see=_member_or_staff, do=has_role("", Role.OWNER))
ANSWER = Permission("organizations:invitation:answer", see=is_invitee)
HAND_OVER = Permission("organizations:handover:manage", see=_member_or_staff, do=member_of(""))
HANDS = Permission("organizations:hand:manage", see=_member_or_staff, do=has_role("", Role.OWNER))
ANSWER_HAND = Permission("organizations:hand:answer", see=is_invitee)

guard(Organization, VIEW)

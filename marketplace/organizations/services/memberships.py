"""Giving and taking roles. An organization always keeps an owner."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.models import Membership, Organization, Role
from marketplace.organizations.permissions import MANAGE_PEOPLE
from marketplace.organizations.roles import in_words
from marketplace.organizations.roster import forget_memberships
from marketplace.people.models import User


@service
def give_role(*, organization: Organization, person: User, role: str, actor: User, at: datetime) -> Membership:
    """Give a colleague a further role. Raises ValidationError for a role that such an organization does not have,
    Refused for a person who does not belong to it (they are invited instead)."""
    MANAGE_PEOPLE.check(actor, organization)
    organization = locked(organization)
    require_role_of(organization, role)
    rows = Membership.objects.filter(organization=organization, person=person)
    if not rows.exists():
        raise Refused(f"{person} does not belong to {organization} yet. Invite them by mail.")
    existing = rows.filter(role=role).first()
    if existing:
        return existing
    add_roles(organization=organization, person=person, roles=[role], at=at)
    record(
        "membership.given",
        subject=organization,
        actor=actor,
        organization=organization,
        at=at,
        payload={"person": str(person), "role": str(role)},
    )
    return rows.get(role=role)


@service
def remove_role(*, membership: Membership, actor: User, at: datetime) -> Organization:
    """Take a role away; without any role left, the person no longer belongs. Raises Refused for the last owner."""
    MANAGE_PEOPLE.check(actor, membership.organization)
    organization = locked(membership.organization)
    row = Membership.objects.select_related("person").filter(pk=membership.pk).first()
    if row is None:
        return organization
    owners = Membership.objects.filter(organization=organization, role=Role.OWNER, person__is_active=True)
    if row.role == Role.OWNER and not owners.exclude(pk=row.pk).exists():
        raise Refused(f"{row.person} is the last owner of {organization}. Make somebody else owner first.")
    row.delete()
    forget_memberships(row.person)
    record(
        "membership.removed",
        subject=organization,
        actor=actor,
        organization=organization,
        at=at,
        payload={"person": str(row.person), "role": row.role},
    )
    if not Membership.objects.filter(organization=organization, person=row.person).exists():
        record("person.left_organization", subject=row.person, actor=actor, organization=organization, at=at)
    return organization


def add_roles(*, organization: Organization, person: User, roles: Iterable[str], at: datetime) -> None:
    """Write the rows inside the caller's service; what is there already stays as it is."""
    for role in roles:
        Membership.objects.get_or_create(organization=organization, person=person, role=role, defaults={"since": at})
    forget_memberships(person)


def require_role_of(organization: Organization, role: str) -> None:
    """Raise ValidationError where such an organization has no such role."""
    if role not in organization.roles:
        raise ValidationError({"role": f"Choose one of these roles: {in_words(organization.roles)}."})

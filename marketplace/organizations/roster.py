"""Who acts for whom in which role: read once in a request, asked by every permission."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from marketplace.access.scope import forget, remembered
from marketplace.organizations.models import Membership, Organization, Role
from marketplace.people.models import User
from marketplace.people.queries import has_second_factor


def memberships_of(person: Any) -> tuple[Membership, ...]:
    """Every role the person holds, with its organization; read once in a request. Nobody and the system hold none."""
    if not getattr(person, "is_authenticated", False):
        return ()
    return remembered(("memberships", person.pk), lambda: _read_memberships(person))


def _read_memberships(person: User) -> tuple[Membership, ...]:
    rows = Membership.objects.filter(person=person).select_related("organization", "organization__district")
    found = tuple(rows.order_by("organization__name", "organization_id", "pk"))
    _remember_the_agency(found)
    return found


def _remember_the_agency(rows: tuple[Membership, ...]) -> None:
    """There is one agency, so who belongs to it has read it already."""
    agency = next((row.organization for row in rows if row.organization.regulates), None)
    if agency is not None:
        remembered("the_agency", lambda: agency)


def forget_memberships(person: User) -> None:
    """Read the person's roles anew in this request."""
    forget(("memberships", person.pk))


def roles_in(person: Any, organization: Organization | None) -> tuple[str, ...]:
    """The roles the person holds in one organization."""
    if organization is None:
        return ()
    return tuple(row.role for row in memberships_of(person) if row.organization_id == organization.pk)


def organization_ids(person: Any, *roles: str) -> list[int]:
    """The organizations in which the person holds any role, or one of these; for list twins."""
    return sorted({row.organization_id for row in memberships_of(person) if not roles or row.role in roles})


def organizations_of(person: Any, *roles: str, capability: str = "") -> tuple[Organization, ...]:
    """The same organizations as records, by name; `capability` keeps those that offer, buy, regulate or evaluate."""
    found = {
        row.organization_id: row.organization
        for row in memberships_of(person)
        if (not roles or row.role in roles) and (not capability or getattr(row.organization, capability))
    }
    return tuple(found.values())


def agency_roles_of(person: Any) -> tuple[str, ...]:
    """The roles the person holds in the agency, whether or not a second factor is set up."""
    return tuple(row.role for row in memberships_of(person) if row.organization.regulates)


def second_factor_of(person: Any) -> bool:
    """Whether the person has set up a second factor; read once in a request."""
    return remembered(("second_factor", person.pk), lambda: has_second_factor(person))


def must_set_second_factor(person: Any) -> bool:
    """Whether the person acts for the agency, or may enter the editors' pages, and has no second factor yet."""
    if not getattr(person, "is_authenticated", False):
        return False
    in_charge = person.is_staff or person.is_superuser or bool(agency_roles_of(person))
    return in_charge and not second_factor_of(person)


def the_agency() -> Organization | None:
    """The one organization that regulates, read once in a request; None before it is set up."""
    return remembered("the_agency", lambda: Organization.objects.filter(regulates=True).first())


def people_with(organization: Organization | None, *roles: str) -> QuerySet[User]:
    """The active people of an organization who hold one of these roles (any role when none is named), each once."""
    if organization is None:
        return User.objects.none()
    rows = Membership.objects.filter(organization=organization)
    if roles:
        rows = rows.filter(role__in=roles)
    return User.objects.filter(is_active=True, pk__in=rows.values("person_id")).order_by("name", "pk")


def reviewers() -> QuerySet[User]:
    """The independent reviewers of the agency's pool."""
    return people_with(the_agency(), Role.REVIEWER)

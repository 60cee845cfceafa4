"""Who acts for whom in which role, and who lends a hand: read once in a request, asked by every permission."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from marketplace.access.scope import current_instant, forget, remembered, remembered_of
from marketplace.organizations.helping import granted_above, records_reached
from marketplace.organizations.models import DeskHandover, HelpingHand, Membership, Organization, Role
from marketplace.organizations.transitions import HandState
from marketplace.people.models import User
from marketplace.people.queries import has_second_factor


def memberships_of(person: Any) -> tuple[Membership, ...]:
    """Every role the person holds, with its organization; read once in a request. Nobody and the system hold none."""
    if not getattr(person, "is_authenticated", False):
        return ()
    return remembered_of("memberships", person.pk, _read_memberships)


def _read_memberships(people: Iterable[int]) -> dict[int, tuple[Membership, ...]]:
    rows = Membership.objects.filter(person__in=people).select_related("organization", "organization__district")
    rows = rows.annotate(lends_a_hand=Exists(_accepted().filter(person_id=OuterRef("person_id"))))
    held: dict[int, list[Membership]] = {key: [] for key in people}
    for row in rows.order_by("organization__name", "organization_id", "pk"):
        held[row.person_id].append(row)
    found = {key: tuple(mine) for key, mine in held.items()}
    _remember_the_agency(tuple(chain.from_iterable(found.values())))
    return found


def _remember_the_agency(rows: tuple[Membership, ...]) -> None:
    """There is one agency, so who belongs to it has read it already."""
    agency = next((row.organization for row in rows if row.organization.regulates), None)
    if agency is not None:
        remembered("the_agency", lambda: agency)


def forget_memberships(person: User) -> None:
    """Read the person's roles anew in this request."""
    forget(("memberships", person.pk))


def hands_of(person: Any) -> tuple[HelpingHand, ...]:
    """The helping hands that the person lends now. Who belongs somewhere and lends none is not asked for twice."""
    if not getattr(person, "is_authenticated", False):
        return ()
    memberships = memberships_of(person)
    if memberships and not memberships[0].lends_a_hand:
        return ()
    rows = _accepted().filter(person=person).select_related("organization")
    at = current_instant()
    return remembered(("hands", person.pk), lambda: tuple(hand for hand in rows if hand.is_in_effect(at)))


def _accepted() -> QuerySet[HelpingHand]:
    return HelpingHand.objects.filter(state=HandState.ACCEPTED)


def helps_with(person: Any, organization: Organization | None, record: Any, *roles: str) -> bool:
    """Whether the person lends the organization a hand in one of these roles on this record (any role, if none)."""
    if organization is None or not isinstance(record, Model) or not hands_of(person):
        return False
    if record.pk is not None:
        return record.pk in reached_by_hand(person, type(record), organization, *roles)
    return hands_on(record, *roles).filter(organization=organization, person=person).exists()


def reached_by_hand(person: Any, model: type[Model], organization: Organization | None, *roles: str) -> set[int]:
    """The keys of the records on which the person lends the organization a hand in such a role; for list twins."""
    mine = [hand for hand in hands_of(person) if organization and hand.organization_id == organization.pk]
    mine = [hand for hand in mine if not roles or hand.role in roles]
    if not mine:
        return set()
    granted: dict[str, set[int]] = defaultdict(set)
    for hand in mine:
        granted[hand.subject_type].add(hand.subject_id)
    key = ("reached", person.pk, organization.pk, model._meta.label_lower, tuple(sorted(hand.pk for hand in mine)))
    return remembered(key, lambda: records_reached(model, granted))


def hands_on(record: Model, *roles: str) -> QuerySet[HelpingHand]:
    """The helping hands in effect that lead to this record, in one of these roles (any role, if none)."""
    wanted = Q(pk__in=())
    for kind, keys in granted_above(record):
        wanted |= Q(subject_type=kind, subject_id__in=keys)
    rows = _accepted().filter(wanted, Q(ends_at=None) | Q(ends_at__gt=current_instant()))
    return rows.filter(role__in=roles) if roles else rows


def helps_the_agency(person: Any) -> bool:
    """Whether the person lends the agency a hand with anything."""
    return any(hand.organization.regulates for hand in hands_of(person))


def serves_the_agency(person: Any, *roles: str) -> bool:
    """Whether the person holds one of these roles in the agency or lends it a hand in one: whom its desk asks."""
    held = {*agency_roles_of(person), *(hand.role for hand in hands_of(person) if hand.organization.regulates)}
    return bool(held & set(roles))


def stands_in_for(person: Any, other_id: int | None, organization: Organization | None) -> bool:
    """Whether the person looks after the desk of that one in the organization now."""
    if other_id is None or organization is None or not roles_in(person, organization):
        return False
    at = current_instant()
    running = DeskHandover.objects.filter(organization=organization, taker=person, ended_at=None)
    running = running.filter(starts_at__lte=at, ends_at__gt=at)
    taken = remembered(("stands_in", person.pk, organization.pk), lambda: set(running.values_list("giver", flat=True)))
    return other_id in taken


def agency_rows(rows: QuerySet, person: Any, *roles: str) -> QuerySet:
    """Those of the rows on which the person acts for the agency in one of these roles: all of them for who holds one
    there, else those of their helping hands. The list twin of `agency_role`."""
    if set(agency_roles_of(person)) & set(roles):
        return rows if second_factor_of(person) else rows.none()
    reached = reached_by_hand(person, rows.model, the_agency(), *roles) if hands_of(person) else ()
    return rows.filter(pk__in=reached) if reached and second_factor_of(person) else rows.none()


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
    in_charge = person.is_staff or person.is_superuser or bool(agency_roles_of(person)) or helps_the_agency(person)
    return in_charge and not second_factor_of(person)


def the_agency() -> Organization | None:
    """The one organization that regulates, read once in a request; None before it is set up."""
    return remembered("the_agency", lambda: Organization.objects.filter(regulates=True).first())


def people_with(organization: Organization | None, *roles: str, on: Model | None = None) -> QuerySet[User]:
    """The active people of an organization who hold one of these roles (any role when none is named), each once.

    With `on` also those who lend it a hand in one of them on that record.
    """
    if organization is None:
        return User.objects.none()
    rows = Membership.objects.filter(organization=organization)
    if roles:
        rows = rows.filter(role__in=roles)
    wanted = Q(pk__in=rows.values("person_id"))
    if on is not None:
        wanted |= Q(pk__in=hands_on(on, *roles).filter(organization=organization).values("person_id"))
    return User.objects.filter(wanted, is_active=True).order_by("name", "pk")


def reviewers(on: Model | None = None) -> QuerySet[User]:
    """The independent reviewers of the agency's pool; with `on` also those who lend a hand as one on that record."""
    return people_with(the_agency(), Role.REVIEWER, on=on)

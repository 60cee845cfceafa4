"""Every list of organizations, members, invitations, districts and schools; and who acts for whom."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import F, Model, Q, QuerySet

from marketplace.access.permissions import twin_of
from marketplace.listing.spellings import typed
from marketplace.organizations.models import (
    Classification,
    DeskHandover,
    District,
    HelpingHand,
    Invitation,
    Membership,
    Organization,
    School,
)
from marketplace.organizations.permissions import (
    ANSWER,
    ANSWER_HAND,
    CLASSIFY,
    HAND_OVER,
    HANDS,
    VIEW,
    is_agency_staff,
)
from marketplace.organizations.roster import (
    agency_roles_of,
    agency_rows,
    forget_memberships,
    hands_of,
    helps_the_agency,
    memberships_of,
    must_set_second_factor,
    organization_ids,
    organizations_of,
    people_with,
    reached_by_hand,
    reviewers,
    roles_in,
    second_factor_of,
    serves_the_agency,
    the_agency,
)
from marketplace.organizations.transitions import HandState, InvitationState, OrganizationState

__all__ = [
    "agency_roles_of",
    "agency_rows",
    "awaiting_decision",
    "districts",
    "forget_memberships",
    "handovers_of",
    "handovers_with",
    "hands_asked_of",
    "hands_of",
    "hands_of_organization",
    "hands_on_record",
    "helps_the_agency",
    "invitations_for",
    "members_of",
    "memberships_of",
    "must_set_second_factor",
    "open_invitations",
    "organization_ids",
    "organizations_of",
    "people_with",
    "providers",
    "reached_by_hand",
    "reviewers",
    "roles_in",
    "schools_of",
    "search_directory",
    "second_factor_of",
    "serves_the_agency",
    "the_agency",
    "unclassified_districts",
    "visible_to",
]


@twin_of(VIEW)
@twin_of(HANDS)
@twin_of(HAND_OVER)
def visible_to(person: Any) -> QuerySet[Organization]:
    """The organizations whose inside the person may see: their own and, for agency staff, all."""
    if is_agency_staff(person):
        return Organization.objects.all()
    own = Organization.objects.filter(pk__in=organization_ids(person))
    return own if second_factor_of(person) else own.filter(regulates=False)


def awaiting_decision() -> QuerySet[Organization]:
    """Those that the agency has yet to confirm or refuse, oldest first."""
    return Organization.objects.filter(state=OrganizationState.UNCONFIRMED).order_by("created_at", "pk")


def providers() -> QuerySet[Organization]:
    """The confirmed organizations that offer something, whose pages are public."""
    return Organization.objects.filter(offers=True, state=OrganizationState.CONFIRMED)


def members_of(organization: Organization) -> QuerySet[Membership]:
    """Every role that is held in it, by the person's name."""
    rows = Membership.objects.filter(organization=organization).select_related("person", "organization")
    return rows.order_by("person__name", "person_id", "pk")


def open_invitations(organization: Organization, *, at: datetime) -> QuerySet[Invitation]:
    """Those that nobody has answered and that have not lapsed."""
    rows = Invitation.objects.filter(organization=organization, state=InvitationState.SENT, expires_at__gt=at)
    return rows.select_related("invited_by", "organization")


@twin_of(ANSWER)
def invitations_for(person: Any) -> QuerySet[Invitation]:
    """Every invitation that was sent to the person's address."""
    if not getattr(person, "is_authenticated", False):
        return Invitation.objects.none()
    return Invitation.objects.filter(email=person.email.lower()).select_related("organization", "invited_by")


@twin_of(ANSWER_HAND)
def hands_asked_of(person: Any) -> QuerySet[HelpingHand]:
    """Every helping hand that was asked of the person's address."""
    if not getattr(person, "is_authenticated", False):
        return HelpingHand.objects.none()
    return HelpingHand.objects.filter(email=person.email.lower()).select_related("organization", "granted_by")


def hands_of_organization(organization: Organization) -> QuerySet[HelpingHand]:
    """Every helping hand that it asked for, those in effect and those asked first, then the newest."""
    rows = HelpingHand.objects.filter(organization=organization).select_related("person", "granted_by")
    return rows.order_by(F("closed_at").desc(nulls_first=True), "-granted_at", "-pk")


def hands_on_record(record: Model) -> QuerySet[HelpingHand]:
    """The helping hands asked for on this record itself that nobody gave or took back."""
    rows = HelpingHand.objects.filter(subject_type=record._meta.label_lower, subject_id=record.pk)
    open_ones = rows.filter(state__in=(HandState.OFFERED, HandState.ACCEPTED))
    return open_ones.select_related("person", "organization").order_by("granted_at", "pk")


def handovers_of(organization: Organization, *, at: datetime) -> QuerySet[DeskHandover]:
    """The desks of it that are handed over now or later."""
    rows = DeskHandover.objects.filter(organization=organization, ended_at=None, ends_at__gt=at)
    return rows.select_related("giver", "taker").order_by("starts_at", "pk")


def handovers_with(people: Collection[Any], *, at: datetime) -> QuerySet[DeskHandover]:
    """Those that run at this instant in which one of the people gave or took a desk."""
    running = DeskHandover.objects.filter(ended_at=None, starts_at__lte=at, ends_at__gt=at)
    return running.filter(Q(giver__in=people) | Q(taker__in=people)).select_related("organization", "giver", "taker")


def districts() -> QuerySet[District]:
    """The public directory."""
    return District.objects.select_related("organization")


@twin_of(CLASSIFY)
def classifiable_by(person: Any) -> QuerySet[District]:
    """The directory rows that the person may see in the agency's list: all of them for staff, else none."""
    return District.objects.all() if is_agency_staff(person) else District.objects.none()


def unclassified_districts() -> QuerySet[District]:
    """Directory rows of which the agency has yet to say what they are."""
    return District.objects.filter(classification=Classification.UNCLASSIFIED)


def schools_of(district: District) -> QuerySet[School]:
    """The schools of a district, by name."""
    return School.objects.filter(district=district)


def search_directory(rows: QuerySet, words: str) -> QuerySet:
    """Entries in which each word stands in the name, city, county or an id."""
    for word in words.split():
        ids = Q(nces_id=word) | Q(state_id=word)
        places = typed("name__icontains", word) | typed("city__icontains", word) | typed("county__icontains", word)
        rows = rows.filter(places | ids)
    return rows

"""Which documents an organization keeps, and which of them end soon."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from marketplace.access.permissions import twin_of
from marketplace.locker.expiry import FIRST_WARNING_DAYS
from marketplace.locker.models import DocumentVersion, LockerDocument
from marketplace.locker.permissions import ADD, CHANGE, LIST, VIEW
from marketplace.organizations.models import Organization
from marketplace.organizations.queries import organization_ids


@twin_of(LIST)
@twin_of(ADD)
def lockers_of(person: Any) -> QuerySet[Organization]:
    """The person's own organizations, apart from the department."""
    return lockers().filter(pk__in=organization_ids(person))


@twin_of(VIEW)
@twin_of(CHANGE)
def visible_to(person: Any) -> QuerySet[LockerDocument]:
    """The documents of the person's own organizations."""
    return LockerDocument.objects.filter(organization_id__in=organization_ids(person))


def lockers() -> QuerySet[Organization]:
    """Every organization that keeps documents here."""
    return Organization.objects.filter(regulates=False)


def whole() -> QuerySet[LockerDocument]:
    """Every document with its organization and versions."""
    return LockerDocument.objects.select_related("organization").prefetch_related(
        "versions__file", "versions__uploaded_by"
    )


def documents_of(organization: Organization) -> QuerySet[LockerDocument]:
    """What an organization keeps, each with the number and last day of its newest version."""
    newest = DocumentVersion.objects.filter(document=OuterRef("pk")).order_by("-number")
    return LockerDocument.objects.filter(organization=organization).annotate(
        newest_number=Subquery(newest.values("number")[:1]),
        newest_expires_on=Subquery(newest.values("expires_on")[:1]),
        newest_issued_on=Subquery(newest.values("issued_on")[:1]),
    )


def newest_versions() -> QuerySet[DocumentVersion]:
    """The newest version of every document that is not put away."""
    newest = DocumentVersion.objects.filter(document=OuterRef("document")).order_by("-number").values("pk")[:1]
    rows = DocumentVersion.objects.filter(document__put_away_at=None).annotate(newest=Subquery(newest))
    return rows.filter(pk=F("newest")).select_related("document__organization", "file")


def locker_versions_of(organization: Organization) -> QuerySet[DocumentVersion]:
    """What an organization may use now: the newest version of each of its documents, by kind and title."""
    rows = newest_versions().filter(document__organization=organization)
    return rows.order_by("document__kind", "document__title", "pk")


def newer_than(attached: Mapping[int, int], organization: Organization) -> dict[int, DocumentVersion]:
    """Of the attached versions, each by the id of its document, those of which the organization has a newer one: that
    one, by the id of the document."""
    newest = locker_versions_of(organization).filter(document_id__in=attached)
    return {version.document_id: version for version in newest if version.pk != attached[version.document_id]}


def ending_by(day: date) -> QuerySet[DocumentVersion]:
    """Newest versions that have ended or end within the first step of warnings, seen from a day."""
    return newest_versions().filter(expires_on__lte=day + timedelta(days=FIRST_WARNING_DAYS))

"""What goes with a contract, and what could."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from marketplace.access.permissions import twin_of
from marketplace.locker.models import DocumentVersion
from marketplace.locker.queries import locker_versions_of, newer_than
from marketplace.organizations.queries import organization_ids
from procurement.exhibits.models import Exhibit
from procurement.exhibits.permissions import ATTACH, READ
from procurement.negotiations.models import Negotiation
from procurement.negotiations.queries import visible_to

twin_of(READ)(visible_to)


@twin_of(ATTACH)
def provided_by(person: Any) -> QuerySet[Negotiation]:
    """The negotiations in which the person's own organizations are the provider."""
    return Negotiation.objects.filter(request__provider__in=organization_ids(person))


def exhibits_of(negotiation: Negotiation) -> QuerySet[Exhibit]:
    """What goes with it now, in the order in which it was attached."""
    rows = Exhibit.objects.filter(negotiation=negotiation, taken_off_at=None)
    return rows.select_related("document", "version", "file").order_by("pk")


def attachable_to(negotiation: Negotiation) -> QuerySet[DocumentVersion]:
    """The newest versions of the provider's documents that do not go with it yet."""
    taken = exhibits_of(negotiation).values("document_id")
    return locker_versions_of(negotiation.request.provider).exclude(document_id__in=taken)


def newer_than_attached(negotiation: Negotiation) -> dict[int, DocumentVersion]:
    """The newest version of each attached document that has a newer one, by the id of the document."""
    attached = {row.document_id: row.version_id for row in exhibits_of(negotiation)}
    return newer_than(attached, negotiation.request.provider)


def listed_in_contract(negotiation: Negotiation) -> list[dict[str, Any]]:
    """What the contract's text says of each, with its hash."""
    return [
        {
            "document": row.document.reference,
            "kind": row.document.get_kind_display(),
            "title": row.document.title,
            "version": row.version.number,
            "name": row.file.name,
            "sha256": row.file.sha256,
            "issued_on": row.version.issued_on.isoformat() if row.version.issued_on else "",
            "expires_on": row.version.expires_on.isoformat() if row.version.expires_on else "",
        }
        for row in exhibits_of(negotiation)
    ]


def copies_in(negotiation: Negotiation) -> dict[tuple[str, int], Exhibit]:
    """Every document that ever went with it, by reference and version."""
    rows = Exhibit.objects.filter(negotiation=negotiation).select_related("document", "version", "file")
    return {(row.document.reference, row.version.number): row for row in rows}

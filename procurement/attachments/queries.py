"""What goes with an application, and what could."""

from __future__ import annotations

from django.db.models import QuerySet

from marketplace.access.scope import remembered
from marketplace.locker.models import DocumentVersion
from marketplace.locker.queries import locker_versions_of, newer_than
from procurement.applications.models import Application
from procurement.attachments.models import AttachedDocument


def attached_to(application: Application) -> QuerySet[AttachedDocument]:
    """What goes with it now, in the order in which it was attached."""
    rows = AttachedDocument.objects.filter(application=application, taken_off_at=None)
    return rows.select_related("document", "version__file", "version__document", "file").order_by("pk")


def attached_now(application: Application) -> list[AttachedDocument]:
    """The same as a list, read once in a request."""
    rows = remembered(("attached_to", application.pk), lambda: list(attached_to(application)))
    for row in rows:
        row.application = application
    return rows


def attachable_to(application: Application) -> QuerySet[DocumentVersion]:
    """The newest versions of its provider's documents that do not go with it yet."""
    taken = attached_to(application).values("document_id")
    return locker_versions_of(application.provider).exclude(document_id__in=taken)


def newer_than_attached(application: Application) -> dict[int, DocumentVersion]:
    """The newest version of each attached document that has a newer one, by the id of the document."""
    attached = {row.document_id: row.version_id for row in attached_to(application)}
    return newer_than(attached, application.provider)

"""Which published forms there are."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from procurement.applicationforms.models import ApplicationFormVersion
from procurement.applicationforms.shipped import SHIPPED_KEY


def newest_versions() -> QuerySet[ApplicationFormVersion]:
    """The newest version of each form that is live, by title."""
    newest = ApplicationFormVersion.objects.filter(form=OuterRef("form")).order_by("-number").values("pk")[:1]
    live = ApplicationFormVersion.objects.filter(form__live=True, pk=Subquery(newest))
    return live.select_related("form").order_by("title", "pk")


def shipped_version() -> ApplicationFormVersion | None:
    """The newest version of the form that the portal came with."""
    return ApplicationFormVersion.objects.filter(form__key=SHIPPED_KEY).order_by("-number").first()

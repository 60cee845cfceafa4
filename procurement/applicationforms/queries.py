"""Which published forms there are."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from procurement.applicationforms.models import ApplicationFormVersion


def newest_versions() -> QuerySet[ApplicationFormVersion]:
    """The newest version of each form that is live, by title."""
    newest = ApplicationFormVersion.objects.filter(form=OuterRef("form")).order_by("-number").values("pk")[:1]
    live = ApplicationFormVersion.objects.filter(form__live=True, pk=Subquery(newest))
    return live.select_related("form").order_by("title", "pk")

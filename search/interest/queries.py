"""How often models were looked at, compared and shortlisted in months that are over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from marketplace.access.permissions import twin_of
from marketplace.organizations.queries import organization_ids
from marketplace.products.models import LearningModel
from search.interest.models import InterestAct, InterestCount
from search.interest.permissions import VIEW


@twin_of(VIEW)
def visible_to(person: Any) -> QuerySet[LearningModel]:
    """The models of the person's own organizations."""
    return LearningModel.objects.filter(provider__in=organization_ids(person))


def with_providers() -> QuerySet[LearningModel]:
    """Every model with its provider and its entry in the catalogue."""
    return LearningModel.objects.select_related("provider", "catalog_entry")


def months_of(model: LearningModel, *, before: date) -> list[date]:
    """The months before a day's month in which anything was counted for the model, the newest first."""
    rows = InterestCount.objects.filter(model=model, month__lt=before.replace(day=1))
    return list(rows.order_by("-month").values_list("month", flat=True).distinct())


def counted_in(model: LearningModel, month: date) -> Mapping[str, dict[str, int]]:
    """The counts of a month by act and kind."""
    found: dict[str, dict[str, int]] = {act: {} for act in InterestAct.values}
    rows = InterestCount.objects.filter(model=model, month=month)
    for act, kind, count in rows.values_list("act", "kind", "count"):
        found[act][kind] = count
    return found


def last_month_counted(*, before: date) -> date | None:
    """The newest month before a day's month in which anything was counted."""
    rows = InterestCount.objects.filter(month__lt=before.replace(day=1))
    return rows.order_by("-month").values_list("month", flat=True).first()


def with_totals(month: date | None) -> QuerySet[LearningModel]:
    """The models of which anything was counted in a month, with the total of each act; without a month none."""
    counts = InterestCount.objects.filter(model=OuterRef("pk"), month=month).order_by()
    totals = {
        f"{act}_total": Coalesce(
            Subquery(
                counts.filter(act=act).values("model").annotate(sum=Sum("count")).values("sum"),
                output_field=IntegerField(),
            ),
            Value(0),
        )
        for act in InterestAct.values
    }
    rows = LearningModel.objects.filter(Exists(counts)).select_related("provider").annotate(**totals)
    return rows.order_by("name", "pk") if month else rows.none()

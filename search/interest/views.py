"""How a model is found: for its provider by kind of visitor, for the agency in totals."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from marketplace.access.views import access
from marketplace.listing.views import render_list
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import STAFF_ROLES
from marketplace.products.models import LearningModel
from search.interest import queries
from search.interest.figures import FEWEST_SHOWN, lines, shown
from search.interest.models import InterestAct
from search.interest.permissions import LIST_TOTALS, VIEW
from search.interest.tables import TotalsTable


@access(
    VIEW,
    LearningModel,
    roles=tuple(f"provider.{role}" for role in Role.values),
    visible=queries.with_providers,
    slug="slug",
)
def model_interest(request: HttpRequest, model: LearningModel) -> HttpResponse:
    """One month that is over, by kind of visitor; the newest, or the one that the address names."""
    months = queries.months_of(model, before=timezone.localdate(request.at))
    asked = request.GET.get("month", "")
    month = next((one for one in months if f"{one:%Y-%m}" == asked), months[0] if months else None)
    counted = queries.counted_in(model, month) if month else {}
    rows = lines({InterestAct(act).label: shown(counts) for act, counts in counted.items()}) if month else []
    context = {
        "model": model,
        "is_listed": bool(getattr(model, "catalog_entry", None)),
        "months": months,
        "month": month,
        "acts": InterestAct.labels,
        "rows": rows,
        "fewest": FEWEST_SHOWN,
    }
    return render(request, "search/interest/model.html", context)


@access(LIST_TOTALS, roles=tuple(f"agency.{role}" for role in STAFF_ROLES))
def totals(request: HttpRequest) -> HttpResponse:
    """The totals of each model in the last month that is over."""
    month = queries.last_month_counted(before=timezone.localdate(request.at))
    context = {"month": month, "fewest": FEWEST_SHOWN}
    return render_list(
        request,
        "search/interest/totals.html",
        TotalsTable,
        queries.with_totals(month),
        context=context,
        filename="interest",
    )

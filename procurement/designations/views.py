"""What everyone reads: the approved list of any day, the register, each decision; and a provider's own."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from marketplace.access.views import access, public
from marketplace.clocks.calendar import local_day
from marketplace.documents.responses import attachment
from marketplace.listing.export import file_response
from marketplace.listing.filters import filter_of
from marketplace.listing.views import render_list
from procurement.designations import feed, queries
from procurement.designations.afterwards import afterwards_of
from procurement.designations.approved import COLUMNS, HEADERS, as_json, as_rows
from procurement.designations.forms import DayForm
from procurement.designations.letters import scope_in_words
from procurement.designations.models import Determination
from procurement.designations.permissions import OWN
from procurement.designations.standing import with_standing
from procurement.designations.tables import ApprovedTable, DeterminationFilter, RegisterTable
from procurement.rounds.permissions import CASE_ROLES_IN_WORDS

PROVIDER = ("provider.owner", "provider.author", "provider.signatory")


@public
def approved_list(request: HttpRequest) -> HttpResponse:
    """Which models are approved, now or at the end of any day."""
    form = DayForm(request.GET if "on" in request.GET else None)
    day = _asked_day(form)
    rows = queries.publicly_approved(day, at=request.at)
    context = {"form": form, "day": day, "query": f"?on={day.isoformat()}" if day else "", "columns": COLUMNS}
    rows = queries.with_what_lists_show(rows)
    return render_list(
        request,
        "procurement/designations/approved_list.html",
        ApprovedTable,
        rows,
        context=context,
        filename=f"approved-list-{day or local_day(request.at, settings.TIME_ZONE)}",
    )


@public
def approved_csv(request: HttpRequest) -> HttpResponse:
    """The same as CSV, one row for each subject, grade band and service. An unreadable day is an error that says what
    is accepted."""
    form = DayForm(request.GET)
    if not form.is_valid():
        return _unreadable(form)
    day, rows = _asked(request, form)
    return file_response(headers=list(HEADERS), rows=as_rows(rows), filename=f"approved-list-{day}", kind="csv")


@public
def approved_json(request: HttpRequest) -> HttpResponse:
    """The same as JSON."""
    form = DayForm(request.GET)
    if not form.is_valid():
        return _unreadable(form)
    day, rows = _asked(request, form)
    return JsonResponse(as_json(rows, day=day, address=request.build_absolute_uri("/")[:-1]))


@public
def register(request: HttpRequest) -> HttpResponse:
    """Every public decision, approvals and refusals alike."""
    address = reverse("designations:feed")
    asked = request.GET.urlencode()
    return render_list(
        request,
        "procurement/designations/register.html",
        RegisterTable,
        _registered(request),
        filterset_class=DeterminationFilter,
        filename="determinations",
        context={"feed": f"{address}?{asked}" if asked else address},
    )


@public
def register_feed(request: HttpRequest) -> HttpResponse:
    """The same as an Atom feed, with what became of approvals since; it takes the register's filters."""
    filterset = filter_of(RegisterTable, DeterminationFilter)(
        request.GET, queryset=_registered(request), request=request
    )
    entries = feed.entries_of(filterset.qs, at=request.at)
    own = request.build_absolute_uri("/")[:-1]
    text = feed.atom(entries, address=own, path=request.get_full_path(), at=request.at)
    return HttpResponse(text, content_type=feed.CONTENT_TYPE)


@public(Determination, visible=queries.public_now, reference="reference")
def determination(request: HttpRequest, record: Determination) -> HttpResponse:
    """One public decision with its reasons."""
    context = page_of(record) | _as_everyone_knows(record, request.at)
    return render(request, "procurement/designations/determination.html", context)


@public(Determination, visible=queries.public_now, reference="reference")
def letter(request: HttpRequest, record: Determination) -> HttpResponse:
    """The letter of a public decision."""
    if record.letter is None:
        raise Http404("The letter is still being made.")
    return attachment(record.letter)


@access(OWN, Determination, roles=(*PROVIDER, *CASE_ROLES_IN_WORDS), visible=queries.whole, reference="reference")
def own(request: HttpRequest, record: Determination) -> HttpResponse:
    """A decision as its provider reads it, before it is public too."""
    if record.issued_at is None:
        raise Http404("This is not decided yet.")
    context = page_of(record) | {
        "is_public": record.is_public(request.at),
        "afterwards": afterwards_of(record, request.user, request.at),
    }
    return render(request, "procurement/designations/own.html", context)


def _registered(request: HttpRequest) -> QuerySet[Determination]:
    rows = queries.public_at(request.at).select_related("model", "provider").order_by("-issued_at", "-pk")
    return with_standing(rows, at=request.at)


def page_of(record: Determination) -> dict:
    """What every page of a decision shows."""
    designation = getattr(record, "designation", None)
    return {
        "record": record,
        "designation": designation,
        "ends_at": designation.ends_at if designation else None,
        "scope": scope_in_words(record.scope),
        "suspensions": list(designation.suspensions.all()) if designation else [],
    }


def _as_everyone_knows(record: Determination, at: datetime) -> dict:
    designation = getattr(record, "designation", None)
    known = {"ends_at": designation.public_end(at)} if designation else {}
    shown = {"is_public": True, "is_replaced": queries.is_replaced(record, at=at)}
    return shown | known | {"afterwards": afterwards_of(record, None, at)}


def _asked_day(form: DayForm) -> date | None:
    return form.cleaned_data.get("on") if form.is_bound and form.is_valid() else None


def _unreadable(form: DayForm) -> HttpResponse:
    words = " ".join(form.errors["on"])
    return HttpResponse(f"on: {words}\n", status=400, content_type="text/plain; charset=utf-8")


def _asked(request: HttpRequest, form: DayForm) -> tuple[date, list]:
    day = form.cleaned_data["on"]
    rows = queries.publicly_approved(day, at=request.at)
    return day or local_day(request.at, settings.TIME_ZONE), list(queries.with_what_lists_show(rows))

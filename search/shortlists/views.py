"""Pages of shortlists: the lists of the district, one of them, adding to it, freezing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from marketplace.access.views import access, signed_in
from marketplace.audit.queries import history_of
from marketplace.lifecycles.forms import posted
from marketplace.listing.views import render_list
from marketplace.organizations.models import Role
from procurement.quotes.permissions import START as START_REQUEST
from procurement.quotes.queries import open_requests, standing_beside
from search.catalog.queries import listed
from search.models import CatalogEntry
from search.shortlists import pages, queries, services
from search.shortlists.forms import AddForm, AttachForm, FreezeForm, NameForm, NoteForm, StartForm
from search.shortlists.models import Shortlist, ShortlistItem
from search.shortlists.permissions import EDIT, FREEZE, START, VIEW
from search.shortlists.searches import distinct, state_of, words_of
from search.shortlists.tables import ShortlistTable

MEMBERS = tuple(f"organization.{role}" for role in Role.values)
KEEPERS = ("organization.buyer", "organization.owner")
WRITERS = ("buyer.buyer", "buyer.owner")
LONGEST_PLACE = 9


@signed_in
def shortlists(request: HttpRequest) -> HttpResponse:
    """The lists of the person's organizations."""
    context = {"may_start": START.decide(request.user)}
    rows = queries.listed_for(request.user)
    return render_list(
        request, "search/shortlists/list.html", ShortlistTable, rows, context=context, filename="shortlists"
    )


@access(START, roles=WRITERS)
def start(request: HttpRequest) -> HttpResponse:
    """Begin an empty list."""
    form = StartForm(posted(request), buyers=queries.buying_organizations(request.user))
    if form.is_valid():
        with form.catching():
            made = services.start_shortlist(actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            return redirect("shortlists:detail", made.reference)
    return render(request, "search/shortlists/start.html", {"form": form})


@access(START, roles=WRITERS)
def add(request: HttpRequest) -> HttpResponse:
    """Put a model on a list. Without a model, the way to choose one."""
    if not request.GET.get("model"):
        return redirect("catalog:search")
    entry = _asked_for(request.GET["model"])
    asked, person = request.GET.get("search", ""), request.user
    state = state_of(asked)
    search = state.address(page=state.page) if asked.startswith("?") else ""
    offer = pages.shortlisting_of(entry, person, search, request.at)
    lists, buyers = list(queries.open_lists(person)), queries.buying_organizations(person)
    form = AddForm(posted(request), lists=lists, holding=offer.lists, buyers=buyers)
    if form.is_valid():
        with form.catching():
            chosen = form.chosen()
            keep = services.add_model if "shortlist" in chosen else services.add_to_new
            item = keep(model=entry.model, found_by=search, actor=person, at=request.at, **chosen)
        if form.is_valid():
            messages.success(request, f"{entry.name} is on the shortlist “{item.shortlist.name}”.")
            return redirect(f"{reverse('catalog:search')}{search}" if search else _page_of(entry))
    context = {
        "form": form,
        "entry": entry,
        "back": f"{reverse('catalog:search')}{search}" if search else _page_of(entry),
        "found": words_of(search) if search else "",
        "offer": offer,
    }
    return render(request, "search/shortlists/add.html", context)


@access(VIEW, Shortlist, roles=MEMBERS, visible=queries.whole, reference="reference")
def detail(request: HttpRequest, record: Shortlist) -> HttpResponse:
    """A working list to go on with, or a frozen one with what has changed since."""
    context: dict[str, Any] = {
        "record": record,
        "may_edit": EDIT.decide(request.user, record),
        "events": history_of(record),
    }
    if record.is_frozen:
        rows = pages.frozen_rows(record, request.at)
        may_order = START_REQUEST.decide(request.user).allowed
        context |= {"rows": rows, "changed_count": sum(bool(row.changes) for row in rows), "may_order": may_order}
        context["requests"] = standing_beside(record.reference)
        return render(request, "search/shortlists/frozen.html", context)
    rows = pages.working_rows(record, request.user, request.at)
    context |= {"rows": rows, "barred": [row for row in rows if row.barred]}
    return render(request, "search/shortlists/working.html", context)


@require_safe
@access(VIEW, Shortlist, roles=MEMBERS, visible=queries.whole, reference="reference")
def record_file(request: HttpRequest, record: Shortlist) -> HttpResponse:
    """The record of a frozen list as it was written, byte for byte."""
    if not record.is_frozen:
        raise Http404("A working list has no record.")
    name = f"{record.reference} market research.json"
    disposition = content_disposition_header(True, name)
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return HttpResponse(record.research.content, content_type="application/json", headers=headers)


@access(EDIT, Shortlist, roles=KEEPERS, visible=queries.whole, reference="reference")
def rename(request: HttpRequest, record: Shortlist) -> HttpResponse:
    """Give it another name."""
    if record.is_frozen and request.method == "GET":
        return redirect("shortlists:detail", record.reference)
    form = NameForm(posted(request), initial={"name": record.name}, record=record, values_of=services.list_values)
    if form.is_valid():
        with form.catching():
            services.rename_shortlist(shortlist=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            return redirect("shortlists:detail", record.reference)
    return render(request, "search/shortlists/rename.html", {"form": form, "record": record})


@access(FREEZE, Shortlist, roles=KEEPERS, visible=queries.whole, reference="reference")
def freeze(request: HttpRequest, record: Shortlist) -> HttpResponse:
    """Look the list over, and make it the market research record."""
    if record.is_frozen:
        return redirect("shortlists:detail", record.reference)
    rows = pages.working_rows(record, request.user, request.at)
    form = FreezeForm(posted(request), record=record, values_of=lambda _: pages.looked_over(record, rows))
    if form.is_valid():
        with form.catching():
            services.freeze_shortlist(
                shortlist=record, with_notes=form.cleaned_data["notes"] == "in", actor=request.user, at=request.at,
                seen=form.cleaned_data["seen"],
            )  # fmt: skip
        if form.is_valid():
            messages.success(request, f"“{record.name}” is frozen. Keep both files with your purchase.")
        if form.is_valid() or _is_frozen_meanwhile(record):
            return redirect("shortlists:detail", record.reference)
    context = {
        "form": form,
        "record": record,
        "rows": rows,
        "barred": [row for row in rows if row.barred],
        "searches": [words_of(search) for search in distinct([row.item for row in rows])],
        "notes_count": sum(len(row.notes) for row in rows),
    }
    return render(request, "search/shortlists/freeze.html", context)


@access(EDIT, Shortlist, roles=KEEPERS, visible=queries.whole, reference="reference")
def copy(request: HttpRequest, record: Shortlist) -> HttpResponse:
    """Begin a working list with the same models."""
    form = NameForm(posted(request), initial={"name": f"{record.name[:100]}, continued"})
    if form.is_valid():
        with form.catching():
            copied, left_out = services.copy_shortlist(
                shortlist=record, name=form.cleaned_data["name"], actor=request.user, at=request.at
            )
        if form.is_valid():
            words = f" Left out, as they cannot be shortlisted now: {', '.join(left_out)}." if left_out else ""
            messages.success(request, f"“{copied.name}” begins with the models of “{record.name}”.{words}")
            return redirect("shortlists:detail", copied.reference)
    return render(request, "search/shortlists/copy.html", {"form": form, "record": record})


@access(EDIT, Shortlist, roles=KEEPERS, visible=queries.whole, reference="reference")
def attach(request: HttpRequest, record: Shortlist) -> HttpResponse:
    """Put a frozen list beside one of the organization's requests."""
    if not record.is_frozen:
        return redirect("shortlists:freeze", record.reference)
    form = AttachForm(posted(request), requests=open_requests(request.user, record.organization))
    if form.is_valid():
        with form.catching():
            services.attach_to_request(shortlist=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            wanted = form.cleaned_data["request"]
            messages.success(request, f"Your market research stands beside {wanted.reference}.")
            return redirect("quotes:detail", wanted.reference)
    context = {"form": form, "record": record, "has_requests": form.fields["request"].queryset.exists()}
    return render(request, "search/shortlists/attach.html", context)


@require_POST
@access(EDIT, Shortlist, roles=KEEPERS, visible=queries.whole, reference="reference")
def put_away(request: HttpRequest, record: Shortlist) -> HttpResponse:
    """Out of daily use."""
    services.put_away(shortlist=record, actor=request.user, at=request.at)
    messages.success(request, f"“{record.name}” is put away. It stays here for you to read.")
    return redirect("shortlists:detail", record.reference)


@require_POST
@access(EDIT, Shortlist, roles=KEEPERS, visible=queries.whole, reference="reference")
def bring_back(request: HttpRequest, record: Shortlist) -> HttpResponse:
    """Into use again."""
    services.bring_back(shortlist=record, actor=request.user, at=request.at)
    messages.success(request, f"“{record.name}” is back in use.")
    return redirect("shortlists:detail", record.reference)


@access(EDIT, Shortlist, roles=KEEPERS, visible=queries.whole, reference="reference")
def delete(request: HttpRequest, record: Shortlist) -> HttpResponse:
    """Delete a working list, after asking."""
    if record.is_frozen:
        return redirect("shortlists:detail", record.reference)
    if request.method == "POST":
        services.delete_shortlist(shortlist=record, actor=request.user, at=request.at)
        messages.success(request, f"“{record.name}” is deleted.")
        return redirect("shortlists:list")
    context = {"record": record, "models_count": record.items.count(), "notes_count": record.notes.count()}
    return render(request, "search/shortlists/delete.html", context)


@access(EDIT, Shortlist, roles=KEEPERS, visible=queries.whole, reference="reference")
def note(request: HttpRequest, record: Shortlist, pk: int) -> HttpResponse:
    """The person's own note on a model."""
    item = get_object_or_404(queries.items_of(record).select_related("shortlist"), pk=pk)
    if record.is_frozen and request.method == "GET":
        return redirect("shortlists:detail", record.reference)
    own = queries.own_note(item, request.user)
    form = NoteForm(
        posted(request), initial={"text": own.text}, record=own, values_of=lambda _: services.note_values(
            queries.own_note(item, request.user)
        ),
    )  # fmt: skip
    if form.is_valid():
        with form.catching():
            services.save_note(item=item, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            return redirect(_place_of(record, pk))
    entry = queries.entries_of([item.model_id]).get(item.model_id)
    context = {"form": form, "record": record, "item": item, "name": entry.name if entry else item.model.name}
    return render(request, "search/shortlists/note.html", context)


@require_POST
@access(EDIT, Shortlist, roles=KEEPERS, visible=queries.whole, reference="reference")
def move(request: HttpRequest, record: Shortlist, pk: int) -> HttpResponse:
    """One place up or down."""
    item = _item(record, pk)
    seen = request.POST.get("place", "")
    if item is not None and seen.isdecimal() and len(seen) <= LONGEST_PLACE:
        services.move_model(
            item=item, is_up=request.POST.get("to") == "up", seen_place=int(seen), actor=request.user, at=request.at
        )
    return redirect(_place_of(record, pk))


@require_POST
@access(EDIT, Shortlist, roles=KEEPERS, visible=queries.whole, reference="reference")
def remove(request: HttpRequest, record: Shortlist, pk: int) -> HttpResponse:
    """Take a model off."""
    item = _item(record, pk)
    if item is not None:
        services.remove_model(item=item, actor=request.user, at=request.at)
        messages.success(request, "The model is off the shortlist. Its notes are back if you add it again.")
    return redirect("shortlists:detail", record.reference)


def _item(record: Shortlist, pk: int) -> ShortlistItem | None:
    """A model of the list; None where a colleague, or an earlier click, has taken it off."""
    return queries.items_of(record).select_related("shortlist").filter(pk=pk).first()


def _is_frozen_meanwhile(record: Shortlist) -> bool:
    """Whether an earlier click, or a colleague, has frozen it since the page was asked for."""
    record.refresh_from_db(fields=["state"])
    return record.is_frozen


def _place_of(record: Shortlist, pk: int) -> str:
    return f"{reverse('shortlists:detail', args=[record.reference])}#model-{pk}"


def _asked_for(address: str) -> CatalogEntry:
    provider, _, slug = address.replace("\x00", "").partition("/")
    return get_object_or_404(listed(), provider_slug=provider, slug=slug)


def _page_of(entry: CatalogEntry) -> str:
    return reverse("catalog:model", kwargs={"provider": entry.provider_slug, "slug": entry.slug})

"""Pages of saved searches: list, save, read the news, choose how often to be told, rename, remove, stop."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from marketplace.access.views import access, public
from marketplace.audit.queries import history_of
from marketplace.lifecycles.forms import posted
from marketplace.listing.views import render_list
from marketplace.notifications.rhythm import NEVER
from marketplace.organizations.queries import organizations_of
from search.saved import queries, services
from search.saved.addresses import asked_in_words, page_of, tidied
from search.saved.forms import RenameForm, RhythmForm, SaveForm
from search.saved.models import SavedSearch
from search.saved.permissions import EDIT, FOLLOW, LIST, MEMBERS, SAVE, VIEW, WRITERS
from search.saved.stopping import following_of_token
from search.saved.tables import SavedSearchTable
from search.saved.wording import what_happened

NEWS_A_PAGE = 25
PERSONAL = "saved_search.follow"
MEMBERS_IN_WORDS = tuple(f"organization.{role}" for role in MEMBERS)
WRITERS_IN_WORDS = tuple(f"organization.{role}" for role in WRITERS)


@access(LIST, roles=tuple(f"buyer.{role}" for role in MEMBERS))
def search_list(request: HttpRequest) -> HttpResponse:
    """The searches of the person's organizations."""
    rows = queries.listed_for(request.user)
    context = {"may_save": SAVE.decide(request.user).allowed}
    return render_list(
        request, "search/saved/list.html", SavedSearchTable, rows, context=context, filename="saved-searches"
    )


@access(SAVE, roles=tuple(f"buyer.{role}" for role in WRITERS))
def save(request: HttpRequest) -> HttpResponse:
    """Save the search that the address holds, as the catalogue's page does."""
    address = tidied(request.GET.urlencode())
    form = SaveForm(posted(request), organizations=organizations_of(request.user, *WRITERS, capability="buys"))
    if form.is_valid():
        with form.catching():
            search = services.save_search(**form.cleaned_data, address=address, actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, f"“{search.name}” is saved.")
            return redirect("saved:detail", search.reference)
    context = {"form": form, "asked": asked_in_words(address), "page_url": page_of(address)}
    return render(request, "search/saved/save.html", context)


@access(VIEW, SavedSearch, roles=MEMBERS_IN_WORDS, visible=queries.with_people, reference="reference")
def detail(request: HttpRequest, record: SavedSearch) -> HttpResponse:
    """What it asks for and what became new, that which the person has not seen yet marked."""
    seen_until = services.look_at(search=record, actor=request.user)
    form = RhythmForm(initial={"rhythm": queries.following_of(record, request.user).rhythm})
    return _page(request, record, form, seen_until)


@require_POST
@access(FOLLOW, SavedSearch, roles=MEMBERS_IN_WORDS, visible=queries.with_people, reference="reference")
def follow(request: HttpRequest, record: SavedSearch) -> HttpResponse:
    """Choose how often to be told."""
    form = RhythmForm(posted(request))
    if form.is_valid():
        with form.catching():
            services.choose_rhythm(search=record, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            is_never = form.cleaned_data["rhythm"] == NEVER
            messages.success(request, "You get no mails about it." if is_never else "Saved. Mails go to you alone.")
            return redirect("saved:detail", record.reference)
    return _page(request, record, form, queries.newest_news(record))


@access(EDIT, SavedSearch, roles=WRITERS_IN_WORDS, visible=queries.with_people, reference="reference")
def rename(request: HttpRequest, record: SavedSearch) -> HttpResponse:
    """Give it another name."""
    form = RenameForm(posted(request), initial={"name": record.name}, record=record, values_of=services.values_of)
    if form.is_valid():
        with form.catching():
            services.rename_search(search=record, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, "Renamed.")
            return redirect("saved:detail", record.reference)
    return render(request, "search/saved/rename.html", {"form": form, "record": record})


@access(EDIT, SavedSearch, roles=WRITERS_IN_WORDS, visible=queries.with_people, reference="reference")
def remove(request: HttpRequest, record: SavedSearch) -> HttpResponse:
    """Ask once more, then remove it for everyone."""
    if request.method == "POST":
        services.remove_search(search=record, actor=request.user, at=request.at)
        messages.success(request, f"“{record.name}” is removed.")
        return redirect("saved:list")
    return render(request, "search/saved/remove.html", {"record": record})


@csrf_exempt
@public
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link in each mail: a page that asks, and one click (also a mail program's own) that stops them."""
    following = following_of_token(token)
    if request.method == "POST":
        following = services.stop_telling(following=following, at=request.at)
    context = {"following": following, "is_stopped": following.rhythm == NEVER}
    return render(request, "search/saved/stop.html", context)


def _page(request: HttpRequest, record: SavedSearch, form: RhythmForm, seen_until: int) -> HttpResponse:
    page = Paginator(queries.news_of(record), NEWS_A_PAGE).get_page(request.GET.get("page"))
    rows = [(news, what_happened(news), news.pk > seen_until) for news in page]
    context: dict[str, Any] = {
        "record": record,
        "form": form,
        "asked": asked_in_words(record.address),
        "page_url": page_of(record.address),
        "held_count": len(record.numbers),
        "page": page,
        "new": [row for row in rows if row[2]],
        "earlier": [row for row in rows if not row[2]],
        "may_edit": EDIT.decide(request.user, record).allowed,
        "events": history_of(record).exclude(name=PERSONAL),
    }
    return render(request, "search/saved/detail.html", context)

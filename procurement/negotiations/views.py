"""Pages of a negotiation: the redline, the whole text, the next revision, comments, the end."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access, signed_in
from marketplace.audit.queries import history_of
from marketplace.listing.views import render_list
from procurement.agreements.permissions import CONTRACT_STAFF_IN_WORDS, parties_in_words
from procurement.clauses.queries import terms_in
from procurement.negotiations import pages, queries, services
from procurement.negotiations.forms import CommentForm, EndForm
from procurement.negotiations.models import Negotiation
from procurement.negotiations.permissions import ABANDON, ACCEPT, COMMENT, PROPOSE, VIEW
from procurement.negotiations.proposing import proposal_form
from procurement.negotiations.tables import NegotiationTable
from procurement.negotiations.wording import clause_passages, parts_of

PARTIES = (*parties_in_words("request"), *CONTRACT_STAFF_IN_WORDS)
SPEAKERS = ("request.buyer.owner", "request.buyer.buyer", "request.provider.owner", "request.provider.author")


@signed_in
def negotiation_list(request: HttpRequest) -> HttpResponse:
    """The negotiations of the person's organizations."""
    rows = queries.with_everything().filter(pk__in=queries.visible_to(request.user).values("pk"))
    return render_list(request, "procurement/negotiations/list.html", NegotiationTable, rows, filename="negotiations")


@access(VIEW, Negotiation, roles=PARTIES, visible=queries.with_everything, reference="reference")
def detail(request: HttpRequest, record: Negotiation) -> HttpResponse:
    """The newest revision against a chosen text, and what can be done about it."""
    context = pages.page_of(record, request.user, request.GET.get("with", ""), request.at)
    context["events"] = history_of(record)
    context["contract"] = record.contracts.first()
    context["exhibits"] = record.exhibits.filter(taken_off_at=None).select_related("document", "version", "file")
    return render(request, "procurement/negotiations/detail.html", context)


@access(VIEW, Negotiation, roles=PARTIES, visible=queries.with_everything, reference="reference")
def revision(request: HttpRequest, record: Negotiation, number: int) -> HttpResponse:
    """The whole text of one revision."""
    found = next((each for each in record.revisions.all() if each.number == number), None)
    if found is None:
        raise Http404("There is no such revision.")
    terms = terms_in(found.body)
    context = {
        "negotiation": record,
        "revision": found,
        "author_name": record.organization_of(found.side),
        "parts": parts_of(found.body),
        "clauses": list(enumerate(clause_passages(found.body, terms), start=1)),
    }
    return render(request, "procurement/negotiations/revision.html", context)


@access(PROPOSE, Negotiation, roles=SPEAKERS, visible=queries.with_everything, reference="reference")
def propose(request: HttpRequest, record: Negotiation) -> HttpResponse:
    """The next revision."""
    form = proposal_form(record, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            made = services.propose_revision(
                negotiation=record, based_on=form.cleaned_data["based_on"], body=form.body(),
                note=form.cleaned_data["note"], actor=request.user, at=request.at,
            )  # fmt: skip
        if form.is_valid():
            messages.success(request, f"Revision {made.number} is with the other side.")
            return redirect("negotiations:detail", record.reference)
        form.go_on_from(queries.latest(record).number)
    context = {"form": form, "negotiation": record, "last": queries.latest(record)}
    return render(request, "procurement/negotiations/propose.html", context)


@require_POST
@access(ACCEPT, Negotiation, roles=SPEAKERS, reference="reference")
def accept(request: HttpRequest, record: Negotiation) -> HttpResponse:
    """Take exactly the text that the page showed."""
    services.accept_revision(
        negotiation=record, sha256=request.POST.get("sha256", ""), actor=request.user, at=request.at
    )
    messages.success(request, "Your side has accepted this text.")
    return redirect("negotiations:detail", record.reference)


@access(COMMENT, Negotiation, roles=SPEAKERS, visible=queries.with_everything, reference="reference")
def comment(request: HttpRequest, record: Negotiation, anchor: str) -> HttpResponse:
    """Say something about one clause or part."""
    place = pages.place_named(record, anchor)
    if place is None:
        raise Http404("There is no such clause.")
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.add_comment(
                negotiation=record, anchor=anchor, text=form.cleaned_data["text"],
                is_shared=form.cleaned_data["is_shared"] == "yes", actor=request.user, at=request.at,
            )  # fmt: skip
        if form.is_valid():
            return redirect("negotiations:detail", record.reference)
    return render(
        request, "procurement/negotiations/comment.html", {"form": form, "negotiation": record, "place": place}
    )


@access(ABANDON, Negotiation, roles=SPEAKERS, reference="reference")
def abandon(request: HttpRequest, record: Negotiation) -> HttpResponse:
    """End the talks, with a reason."""
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.abandon_negotiation(
                negotiation=record, reason=form.cleaned_data["reason"], actor=request.user, at=request.at
            )
        if form.is_valid():
            return redirect("negotiations:detail", record.reference)
    return render(request, "procurement/negotiations/abandon.html", {"form": form, "negotiation": record})

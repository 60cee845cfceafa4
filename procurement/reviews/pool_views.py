"""The pool of reviewers as the agency sees it, and what reviews are paid."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.listing.views import render_list
from marketplace.organizations.roster import reviewers
from marketplace.people.models import User
from procurement.reviewers import services as reviewer_services
from procurement.reviewers.forms import HonorariumForm
from procurement.reviewers.permissions import POOL, SET_HONORARIUM, VIEW
from procurement.reviewers.queries import pool_for, profile_of
from procurement.reviews import pool_services, queries
from procurement.reviews.forms import PaidForm
from procurement.reviews.models import Honorarium
from procurement.reviews.permissions import DECLINE_PAY, HONORARIA, PAY
from procurement.reviews.pool_tables import HonorariumTable, PoolFilter, PoolTable, expertise_of
from procurement.rounds.permissions import CASE_ROLES_IN_WORDS

OFFICER = ("agency.program_officer",)
REVIEWER = ("agency.reviewer",)


@access(POOL, roles=CASE_ROLES_IN_WORDS)
def pool(request: HttpRequest) -> HttpResponse:
    """Everybody in the pool: what they know, what they have open, when they are away."""
    people = pool_for(request.user).select_related("reviewer_profile").annotate(load=queries.open_load())
    template = "procurement/reviews/pool.html"
    return render_list(request, template, PoolTable, people, filterset_class=PoolFilter, filename="reviewers")


@access(VIEW, User, roles=CASE_ROLES_IN_WORDS, visible=reviewers, pk="pk")
def reviewer(request: HttpRequest, record: User) -> HttpResponse:
    """One reviewer: profile, days away, open reviews, and what a review is paid."""
    return _reviewer_page(request, record, HonorariumForm(initial={"cents": profile_of(record).honorarium_cents}))


@require_POST
@access(SET_HONORARIUM, User, roles=OFFICER, visible=reviewers, pk="pk")
def set_honorarium(request: HttpRequest, record: User) -> HttpResponse:
    """Set what a review is paid."""
    form = HonorariumForm(request.POST)
    if form.is_valid():
        with form.catching():
            reviewer_services.set_honorarium(
                reviewer=record, cents=form.cleaned_data["cents"], actor=request.user, at=request.at
            )
        if form.is_valid():
            messages.success(request, "Saved. It counts for reviews that are sent from now on.")
            return redirect("reviews:reviewer", record.pk)
    return _reviewer_page(request, record, form)


@access(HONORARIA, roles=CASE_ROLES_IN_WORDS)
def honoraria(request: HttpRequest) -> HttpResponse:
    """Every honorarium, with whether it was paid."""
    rows = queries.with_reviews(queries.honoraria_for(request.user))
    context = {"may_pay": PAY.decide(request.user).allowed}
    template = "procurement/reviews/honoraria.html"
    return render_list(request, template, HonorariumTable, rows, context=context, filename="honoraria")


@access(PAY, Honorarium, roles=OFFICER, visible=queries.honoraria_of_reviews, pk="pk")
def pay(request: HttpRequest, record: Honorarium) -> HttpResponse:
    """Note how an honorarium was paid."""
    form = PaidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            pool_services.pay_honorarium(
                honorarium=record, note=form.cleaned_data["note"], actor=request.user, at=request.at
            )
        if form.is_valid():
            messages.success(request, "Noted as paid.")
            return redirect("reviews:honoraria")
    return render(request, "procurement/reviews/pay.html", {"record": record, "form": form})


@require_POST
@access(DECLINE_PAY, Honorarium, roles=REVIEWER, visible=queries.honoraria_of_reviews, pk="pk")
def decline_pay(request: HttpRequest, record: Honorarium) -> HttpResponse:
    """The reviewer takes no money for a review."""
    pool_services.decline_honorarium(honorarium=record, actor=request.user, at=request.at)
    messages.success(request, "Noted. Nothing is paid for this review.")
    return redirect("reviews:queue")


def _reviewer_page(request: HttpRequest, record: User, form: HonorariumForm) -> HttpResponse:
    profile = profile_of(record)
    context = {
        "record": record,
        "form": form,
        "profile": profile,
        "expertise": expertise_of(record),
        "absences": profile.days_away(since=localdate(request.at)),
        "open_count": record.review_assignments.filter(
            state__in=("offered", "accepted"), panel__subject__is_closed=False
        ).count(),
        "sent_count": record.review_assignments.filter(state="submitted").count(),
        "may_set": SET_HONORARIUM.decide(request.user, record).allowed,
    }
    return render(request, "procurement/reviews/reviewer.html", context)

"""Pages of tier reviews: the department's, the provider's, the public's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access, public, signed_in
from marketplace.audit.queries import history_of
from marketplace.listing.views import render_list
from marketplace.products.models import LearningModel
from procurement.designations.queries import designation_of
from procurement.designations.services import ceiling_by_evidence
from procurement.reviews.ties import keeps_out_of_some
from procurement.rounds.permissions import CASE_ROLES_IN_WORDS
from procurement.tierreviews import queries, services
from procurement.tierreviews.forms import AskForm, NoticeReplyForm, ReviseForm, TierDecideForm, TierRecommendForm
from procurement.tierreviews.models import TierReview
from procurement.tierreviews.permissions import (
    AGENCY_LIST,
    AGENCY_VIEW,
    ASK,
    ASKS,
    ASSEMBLE,
    DECIDE,
    DETERMINERS,
    OFFICERS,
    OWN_IN_WORDS,
    RECOMMEND,
    REPLY,
    REVISE,
    VIEW,
)
from procurement.tierreviews.recommendation import STANDING_WORDS
from procurement.tierreviews.tables import MARKS, AgencyTierReviewTable, PublicTierReviewTable, TierReviewTable
from procurement.tierreviews.transitions import TierReviewState


@access(AGENCY_LIST, roles=CASE_ROLES_IN_WORDS)
def agency_list(request: HttpRequest) -> HttpResponse:
    """Every review that no conflict of interest keeps from the person."""
    rows = queries.listed_for(request.user)
    return render_list(
        request,
        "procurement/tierreviews/agency_list.html",
        AgencyTierReviewTable,
        rows,
        context={"leaves_out": keeps_out_of_some(request.user)},
        filename="tier-reviews",
    )


@access(AGENCY_VIEW, TierReview, roles=CASE_ROLES_IN_WORDS, visible=queries.whole, reference="reference")
def agency_detail(request: HttpRequest, review: TierReview) -> HttpResponse:
    """One review: the dossier, the recommendation, and the form of whoever's turn it is."""
    return _agency_page(request, review)


@require_POST
@access(ASSEMBLE, TierReview, roles=OFFICERS, visible=queries.whole, reference="reference")
def assemble(request: HttpRequest, review: TierReview) -> HttpResponse:
    """Put the dossier together."""
    services.assemble_dossier(review=review, actor=request.user, at=request.at)
    return redirect("tierreviews:agency_detail", review.reference)


@require_POST
@access(RECOMMEND, TierReview, roles=OFFICERS, visible=queries.whole, reference="reference")
def recommend(request: HttpRequest, review: TierReview) -> HttpResponse:
    """Recommend a tier."""
    form = TierRecommendForm(request.POST)
    return _write(request, review, form, services.recommend_tier, "The recommendation is kept.")


@require_POST
@access(REVISE, TierReview, roles=(*OFFICERS, *DETERMINERS), visible=queries.whole, reference="reference")
def revise(request: HttpRequest, review: TierReview) -> HttpResponse:
    """Put the dossier together anew, for a new recommendation."""
    told = "The dossier is put together anew. A recommendation follows."
    return _write(request, review, ReviseForm(request.POST), services.revise_review, told)


@require_POST
@access(DECIDE, TierReview, roles=DETERMINERS, visible=queries.whole, reference="reference")
def decide(request: HttpRequest, review: TierReview) -> HttpResponse:
    """Decide."""
    return _write(request, review, TierDecideForm(request.POST), services.decide_review, "The decision is issued.")


def _write(request: HttpRequest, review: TierReview, form: Any, service: Any, told: str) -> HttpResponse:
    if form.is_valid():
        with form.catching():
            service(review=review, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, told)
            return redirect("tierreviews:agency_detail", review.reference)
    return _agency_page(request, review, form)


def _agency_page(request: HttpRequest, review: TierReview, form: Any = None) -> HttpResponse:
    forms: dict[str, Any] = {"assemble": review.state == "opened" and ASSEMBLE.decide(request.user, review).allowed}
    if review.state == "dossier" and RECOMMEND.decide(request.user, review).allowed:
        initial = {"tier": review.computed["tier"]}
        forms["recommend"] = form if isinstance(form, TierRecommendForm) else TierRecommendForm(initial=initial)
    if review.state == "recommended":
        forms["may_decide"] = DECIDE.decide(request.user, review)
        forms["limit"] = _limit(review, request.at)
        initial = {"tier": "" if forms["limit"] else review.recommendation, "seen": review.dossier_sha256}
        forms["decide"] = form if isinstance(form, TierDecideForm) else TierDecideForm(initial=initial)
    if review.state in ("dossier", "recommended") and REVISE.decide(request.user, review).allowed:
        forms["revise"] = form if isinstance(form, ReviseForm) else ReviseForm()
    waits = review.notice_at and not review.replied_at and request.at < review.reply_until
    context = (
        frame(review, shows_dossier=True)
        | {"editions": review.editions.all()}
        | forms
        | {"form": form, "waits_for_reply": waits}
    )
    return render(request, "procurement/tierreviews/agency_detail.html", context)


def _limit(review: TierReview, at: datetime) -> tuple[str, ...]:
    """Why the tier recommended cannot be given now; empty where it can."""
    carried = ceiling_by_evidence(model=review.model, policy=review.policy_version, at=at)
    return () if carried.allows(review.recommendation) else carried.reasons


@signed_in
def review_list(request: HttpRequest) -> HttpResponse:
    """The reviews of the person's own models, and the models whose review can be asked for."""
    approved = queries.approved_models_of(request.user, request.at)
    context = {"models": [model for model in approved if ASK.decide(request.user, model).allowed]}
    rows = queries.own_or_listed(request.user)
    return render_list(
        request, "procurement/tierreviews/list.html", TierReviewTable, rows, context=context, filename="tier-reviews"
    )


@access(VIEW, TierReview, roles=(*OWN_IN_WORDS, *CASE_ROLES_IN_WORDS), visible=queries.whole, reference="reference")
def detail(request: HttpRequest, review: TierReview) -> HttpResponse:
    """A review as its provider reads it: the dossier comes with a notice, or with the decision."""
    return _own_page(request, review, NoticeReplyForm())


@require_POST
@access(REPLY, TierReview, roles=ASKS, visible=queries.whole, reference="reference")
def reply(request: HttpRequest, review: TierReview) -> HttpResponse:
    """The provider replies to a notice."""
    form = NoticeReplyForm(request.POST)
    if form.is_valid():
        with form.catching():
            services.reply_to_notice(review=review, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, "Your reply is kept. It is read before anybody decides.")
            return redirect("tierreviews:detail", review.reference)
    return _own_page(request, review, form)


def _own_page(request: HttpRequest, review: TierReview, form: NoticeReplyForm) -> HttpResponse:
    shows = bool(review.notice_at) or review.state == "decided"
    is_open = review.notice_at and not review.replied_at and request.at < review.reply_until
    may_reply = bool(is_open) and review.state == "recommended" and REPLY.decide(request.user, review).allowed
    editions = [each for each in review.editions.all() if each.notice_at or review.state == "decided"]
    context = frame(review, shows_dossier=shows) | {"form": form, "may_reply": may_reply, "editions": editions}
    return render(request, "procurement/tierreviews/detail.html", context)


@access(ASK, LearningModel, roles=ASKS, slug="slug")
def ask(request: HttpRequest, model: LearningModel) -> HttpResponse:
    """The provider asks for a review."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            review = services.request_review(model=model, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            return redirect("tierreviews:detail", review.reference)
    context = {
        "model": model,
        "form": form,
        "designation": designation_of(model, at=request.at),
        "running": queries.open_review_of(model),
    }
    return render(request, "procurement/tierreviews/ask.html", context)


@public
def register(request: HttpRequest) -> HttpResponse:
    """Every review that has ended with a decision which is public."""
    return render_list(
        request, "procurement/tierreviews/register.html", PublicTierReviewTable, queries.published(),
        filename="tier-reviews",
    )  # fmt: skip


@public(TierReview, visible=queries.published, reference="reference")
def published(request: HttpRequest, review: TierReview) -> HttpResponse:
    """A review that has ended, as everyone reads it. What nobody decided on stays with the department."""
    is_decided = review.state == TierReviewState.DECIDED
    editions = review.editions.select_related("recommended_by") if is_decided else ()
    context = frame(review, shows_dossier=is_decided) | {"editions": editions}
    return render(request, "procurement/tierreviews/published.html", context)


def frame(review: TierReview, *, shows_dossier: bool) -> dict[str, Any]:
    """What every page of a review shows."""
    return {
        "review": review,
        "status": (MARKS[review.state], review.get_state_display()),
        "dossier": review.dossier if shows_dossier else None,
        "standings": STANDING_WORDS,
        "events": history_of(review),
    }

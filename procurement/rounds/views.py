"""Pages of rounds: the public's, and the officer's."""

from __future__ import annotations

from itertools import groupby

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access, public
from marketplace.audit.queries import history_of
from marketplace.clocks.words import effort_words
from marketplace.lifecycles.freshness import marks_of
from marketplace.listing.views import render_list
from procurement.policy.fees import fee_in_words
from procurement.policy.queries import policy_in_force
from procurement.policy.schema import TIERS
from procurement.rounds import queries, services
from procurement.rounds.dates import rolling_answer_days, rolling_notice_days
from procurement.rounds.forms import RoundForm, initial_of
from procurement.rounds.models import Round
from procurement.rounds.permissions import ARCHIVE, ASK, CASE_ROLES_IN_WORDS, CREATE, EDIT, LIST, PUBLISH
from procurement.rounds.tables import STANDING, AgencyRoundTable, RoundTable
from procurement.rounds.transitions import RoundState

OFFICER = ("agency.program_officer",)


@public
def round_list(request: HttpRequest) -> HttpResponse:
    """Every published round."""
    return render_list(request, "procurement/rounds/list.html", RoundTable, queries.published(), filename="rounds")


@public(Round, visible=queries.published, reference="reference")
def detail(request: HttpRequest, record: Round) -> HttpResponse:
    """One published round."""
    context = _context(request, record)
    user = request.user
    context["is_extended"] = user.is_authenticated and queries.is_extended_for(user, record, request.at)
    context["takes_questions"] = record.takes_questions(request.at)
    context["may_ask"] = not user.is_authenticated or ASK.decide(user, record).allowed
    return render(request, "procurement/rounds/detail.html", context)


@access(LIST, roles=CASE_ROLES_IN_WORDS)
def agency_list(request: HttpRequest) -> HttpResponse:
    """Every round, drafts included."""
    context = {"may_create": CREATE.decide(request.user).allowed}
    rounds = queries.for_staff(request.user)
    return render_list(
        request, "procurement/rounds/agency_list.html", AgencyRoundTable, rounds, context=context, filename="rounds"
    )


@access(LIST, Round, roles=CASE_ROLES_IN_WORDS, reference="reference")
def agency_detail(request: HttpRequest, record: Round) -> HttpResponse:
    """One round as the agency sees it, with what can be done."""
    context = _context(request, record)
    context["may_write"] = EDIT.decide(request.user, record).allowed
    context["may_amend"] = context["may_write"] and context["standing"] in ("soon", "open")
    context["extensions"] = record.extensions.exclude(organization=None).select_related("organization")
    context["question_counts"] = queries.question_counts(record)
    context["events"] = history_of(record)
    if record.state == RoundState.DRAFT:
        context["seen"] = marks_of(services.values_to_publish(record))
    return render(request, "procurement/rounds/agency_detail.html", context)


@access(EDIT, Round, roles=OFFICER, reference="reference")
def preview(request: HttpRequest, record: Round) -> HttpResponse:
    """A draft as everyone will read it; what was published has its public page."""
    if record.state != RoundState.DRAFT:
        return redirect("rounds:detail", record.reference)
    return render(request, "procurement/rounds/preview.html", _context(request, record))


@access(CREATE, roles=OFFICER)
def create(request: HttpRequest) -> HttpResponse:
    """Draft a round."""
    policy = policy_in_force(request.at)
    zone = policy.rules.calendar.zone if policy else settings.TIME_ZONE
    form = RoundForm(request.POST or None, zone=zone)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            drafted = services.draft_round(notice=form.notice(), actor=request.user, at=request.at)
        if form.is_valid():
            return redirect("rounds:agency_detail", drafted.reference)
    return render(request, "procurement/rounds/edit.html", {"form": form, "policy": policy})


@access(EDIT, Round, roles=OFFICER, reference="reference")
def edit(request: HttpRequest, record: Round) -> HttpResponse:
    """Change a draft."""
    form = RoundForm(
        request.POST or None,
        zone=record.zone,
        pinned=record.form_version,
        initial=initial_of(record),
        record=record,
        values_of=services.values_of,
    )
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.edit_round(
                draft=record, notice=form.notice(), actor=request.user, at=request.at, seen=form.cleaned_data["seen"]
            )
        if form.is_valid():
            return redirect("rounds:agency_detail", record.reference)
    context = {"form": form, "record": record, "policy": record.policy_version}
    return render(request, "procurement/rounds/edit.html", context)


@require_POST
@access(PUBLISH, Round, roles=OFFICER, reference="reference")
def publish(request: HttpRequest, record: Round) -> HttpResponse:
    """Make a draft public."""
    seen = request.POST.get("seen", "")
    services.publish_round(draft=record, actor=request.user, at=request.at, seen=seen)
    messages.success(request, f"{record.reference} is public.")
    return redirect("rounds:agency_detail", record.reference)


@require_POST
@access(ARCHIVE, Round, roles=OFFICER, reference="reference")
def archive(request: HttpRequest, record: Round) -> HttpResponse:
    """Put a closed round away."""
    services.archive_round(closed=record, actor=request.user, at=request.at)
    return redirect("rounds:agency_detail", record.reference)


def _context(request: HttpRequest, record: Round) -> dict:
    rules = record.policy_version.rules
    standing = record.standing(request.at)
    return {
        "record": record,
        "documents": queries.documents_of(record),
        "replaced_documents": queries.replaced_documents_of(record),
        "standing": standing,
        "status": STANDING[standing],
        "categories": _by_subject(record),
        "criteria": record.rubric,
        "policy_version_id": record.policy_version_id,
        "tiers": [(tier, rules.tiers.of(tier)) for tier in TIERS],
        "rules": rules,
        "answer_days": rolling_answer_days(rules.clocks),
        "notice_days": rolling_notice_days(rules.clocks),
        "history": _history(record),
        "answers": queries.published_answers(record),
        "sections": record.definition.sections,
        "fee_words": fee_in_words(rules.fees),
        "effort": effort_words(sum(section.minutes for section in record.definition.sections)),
    }


def _history(record: Round) -> list:
    """What changed since it was published, as everyone reads it, oldest first."""
    changes = [*record.amendments.all(), *queries.extensions_for_everyone(record)]
    return sorted(changes, key=lambda change: change.made_at)


def _by_subject(record: Round) -> list[tuple[str, list]]:
    """Its categories in few lines: each subject with its grades and services."""
    categories = sorted(record.categories.all(), key=lambda category: category.get_subject_display())
    lines = []
    for subject, group in groupby(categories, key=lambda category: category.get_subject_display()):
        rows = list(group)
        grades = dict.fromkeys(row.get_grade_band_display() for row in rows)
        offered = dict.fromkeys(row.get_service_display() for row in rows)
        lines.append((subject, ", ".join(grades), ", ".join(offered)))
    return lines

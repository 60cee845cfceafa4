"""Helping hands: what was granted to whom, asking somebody, taking it back; and the answer of who was asked."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from marketplace.access.views import access, public
from marketplace.organizations import queries, services
from marketplace.organizations.forms import HandForm, RecordForm
from marketplace.organizations.helping import kind_of, task_of, tasks_of, tasks_on
from marketplace.organizations.models import HelpingHand, Organization
from marketplace.organizations.permissions import ANSWER_HAND, HANDS
from marketplace.organizations.services.hands import is_answerable
from marketplace.organizations.views import OWNERS, posted
from marketplace.people.queries import has_account_at


@access(HANDS, Organization, roles=OWNERS, slug="slug")
def hands(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Every task that the organization granted to somebody elsewhere."""
    rows = [hand_row(hand, request) for hand in queries.hands_of_organization(organization)]
    context = {
        "organization": organization,
        "now": [row for row in rows if row["is_now"]],
        "before": [row for row in rows if not row["is_now"]],
        "tasks": tasks_of(organization),
    }
    return render(request, "marketplace/organizations/hands.html", context)


@access(HANDS, Organization, roles=OWNERS, slug="slug")
def grant_hand(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Ask somebody to do one task on one record. Without `on` in the address the record is asked for first."""
    search = RecordForm(request.GET if "on" in request.GET else None, organization=organization)
    if not search.is_valid():
        context = {"organization": organization, "form": search, "tasks": tasks_of(organization)}
        return render(request, "marketplace/organizations/grant_hand_on.html", context)
    kind, record = search.cleaned_data["on"]
    form = HandForm(posted(request), tasks=tasks_on(kind.model))
    if form.is_valid():
        with form.catching():
            services.grant_hand(
                organization=organization,
                reference=record.reference,
                **form.asked(),
                actor=request.user,
                at=request.at,
            )
        if form.is_valid():
            messages.success(request, f"The request is on its way to {form.cleaned_data['email']}.")
            return redirect("organizations:hands", organization.slug)
    context = {
        "organization": organization,
        "form": form,
        "record": record,
        "kind": kind,
        "page": reverse(kind.page, args=[record.reference]),
        "may": kind.grant.decide(request.user, record),
        "hands": [hand_row(hand, request) for hand in queries.hands_on_record(record)],
    }
    return render(request, "marketplace/organizations/grant_hand.html", context)


@require_POST
@access(HANDS, Organization, roles=OWNERS, slug="slug")
def revoke_hand(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Take a task back."""
    value = request.POST.get("hand", "")
    key = int(value) if value.isascii() and value.isdigit() and len(value) < 18 else 0
    wanted = get_object_or_404(organization.hands, pk=key)
    services.revoke_hand(hand=wanted, actor=request.user, at=request.at)
    messages.success(request, f"{wanted.person or wanted.email} can no longer do this.")
    return redirect("organizations:hands", organization.slug)


@public(HelpingHand, token="token")
def hand(request: HttpRequest, record: HelpingHand) -> HttpResponse:
    """Read what help is asked for and answer; whoever is not signed in as the person asked is led there first."""
    may_answer = ANSWER_HAND.decide(request.user, record).allowed
    if request.user.is_authenticated and not may_answer:
        return render(request, "marketplace/organizations/invitation.html", status=403)
    if may_answer and "accept" in request.POST:
        services.accept_hand(hand=record, actor=request.user, at=request.at)
        messages.success(request, "You took it on. What waits for you there is on your desk.")
        return redirect("desk:desk")
    if may_answer and "decline" in request.POST:
        services.decline_hand(hand=record, actor=request.user, at=request.at)
        messages.success(request, f"{record.organization} is told that you do not do this.")
        return redirect("desk:desk")
    context = hand_row(record, request) | {
        "may_answer": may_answer,
        "is_open": is_answerable(record, request.at),
        "fits": services.fitness_of(request.user, record) if may_answer else None,
        "has_account": has_account_at(record.email),
    }
    return render(request, "marketplace/organizations/hand.html", context)


def hand_row(hand: HelpingHand, request: HttpRequest) -> dict[str, Any]:
    """A helping hand as lists and pages show it: the task, the page of its record, and whether it counts now."""
    kind, task = kind_of(hand.subject_type), task_of(hand.task)
    page = reverse(kind.page, args=[hand.reference]) if kind else ""
    if task and task.home and request.user == hand.person:
        page = reverse(task.home)
    return {
        "hand": hand,
        "task": task,
        "noun": kind.noun if kind else "record",
        "page": page,
        "is_now": hand.is_in_effect(request.at) or hand.is_open(request.at),
        "is_over": hand.closed_at is None and hand.is_over(request.at),
    }

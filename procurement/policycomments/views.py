"""The comments on a draft of the policy, or on what was the draft of a version."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from procurement.policy.models import PolicyVersion
from procurement.policycomments import queries, services
from procurement.policycomments.forms import AnswerForm, CommentForm
from procurement.policycomments.models import PolicyComment
from procurement.policycomments.permissions import COMMENT, READ
from procurement.policycomments.places import WHOLE, places_of

KEEPERS_IN_WORDS = ("agency.owner", "agency.program_officer")


def every_version() -> object:
    """Every version of the policy."""
    return PolicyVersion.objects.all()


@access(READ, PolicyVersion, roles=KEEPERS_IN_WORDS, visible=every_version, number="number")
def comment_list(request: HttpRequest, record: PolicyVersion) -> HttpResponse:
    """What was said, thread by thread; while it is a draft, more can be said."""
    places, is_draft = places_of(record.body), record.state == "draft"
    form = CommentForm(
        request.POST or None, places=places, initial={"place": request.GET.get("place", "")}
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        with form.catching():
            made = services.add_comment(version=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, "Your colleagues have been told.")
            return redirect(f"{reverse('policycomments:list', args=[record.number])}#c{made.pk}")
    threads = [(places.get(each.place, WHOLE), each) for each in queries.threads_of(record)]
    context = {
        "version": record,
        "is_draft": is_draft,
        "form": form,
        "open_threads": [row for row in threads if row[1].is_open],
        "settled_threads": [row for row in threads if not row[1].is_open],
    }
    return render(request, "procurement/policycomments/list.html", context)


@access(COMMENT, PolicyVersion, roles=KEEPERS_IN_WORDS, visible=every_version, number="number")
def answer(request: HttpRequest, record: PolicyVersion, pk: int) -> HttpResponse:
    """Answer in a thread."""
    thread = get_object_or_404(queries.threads_of(record), pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.answer_comment(comment=thread, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, "Your colleagues have been told.")
            return _back(record, pk)
    place = places_of(record.body).get(thread.place, WHOLE)
    context = {"version": record, "form": form, "thread": thread, "place": place}
    return render(request, "procurement/policycomments/answer.html", context)


@require_POST
@access(COMMENT, PolicyVersion, roles=KEEPERS_IN_WORDS, visible=every_version, number="number")
def resolve(request: HttpRequest, record: PolicyVersion, pk: int) -> HttpResponse:
    """Call a thread settled."""
    services.resolve_comment(comment=_thread(record, pk), actor=request.user, at=request.at)
    messages.success(request, "Resolved. It is kept with the version.")
    return _back(record, pk)


@require_POST
@access(COMMENT, PolicyVersion, roles=KEEPERS_IN_WORDS, visible=every_version, number="number")
def reopen(request: HttpRequest, record: PolicyVersion, pk: int) -> HttpResponse:
    """Open a thread again."""
    services.reopen_comment(comment=_thread(record, pk), actor=request.user, at=request.at)
    messages.success(request, "Open again.")
    return _back(record, pk)


def _thread(record: PolicyVersion, pk: int) -> PolicyComment:
    return get_object_or_404(PolicyComment, version=record, thread=None, pk=pk)


def _back(record: PolicyVersion, pk: int) -> HttpResponse:
    return redirect(f"{reverse('policycomments:list', args=[record.number])}#c{pk}")

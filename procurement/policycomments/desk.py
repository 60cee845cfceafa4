"""What comments put on the desk: a draft with threads that nobody has resolved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.clocks.words import count_words
from marketplace.desk.registry import DeskItem, desk_source
from marketplace.organizations.queries import the_agency
from procurement.policy.models import PolicyVersion
from procurement.policy.permissions import is_policy_staff
from procurement.policycomments.queries import open_threads


@desk_source(capability="regulates")
def open_comments(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Those whose last word is somebody else's need the person; with none such, it waits for colleagues."""
    if not is_policy_staff(person, None):
        return
    for draft in PolicyVersion.objects.filter(
        state="draft", comments__isnull=False, comments__resolved_at=None, comments__thread=None
    )[:1]:
        threads = list(open_threads(draft))
        theirs = [each for each in threads if [each, *each.answers.all()][-1].author_id != person.pk]
        shown = theirs or threads
        yield DeskItem(
            organization_id=the_agency().pk,
            title=f"{count_words(len(shown), 'open comment')} on the draft of the policy",
            url=reverse("policycomments:list", args=[draft.number]),
            reference="",
            since=min(each.created_at for each in shown),
            action="Answer or resolve" if theirs else "Open",
            waiting_for="" if theirs else "a colleague",
        )

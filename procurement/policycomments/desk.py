"""What comments put on the desk: a draft with threads that nobody has resolved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.clocks.words import count_words
from marketplace.desk.registry import DeskItem, desk_source
from marketplace.organizations.queries import the_agency
from procurement.policy.permissions import is_policy_staff
from procurement.policycomments.queries import conversations_on_drafts


@desk_source(capability="regulates")
def open_comments(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Those whose last word is somebody else's need the person; with none such, it waits for colleagues."""
    if not is_policy_staff(person, None):
        return
    waiting = conversations_on_drafts()
    if not waiting:
        return
    draft = min((thread[0].version for thread in waiting), key=lambda version: version.number)
    threads = [thread for thread in waiting if thread[0].version_id == draft.pk]
    theirs = [thread for thread in threads if thread[-1].author_id != person.pk]
    shown = theirs or threads
    yield DeskItem(
        organization_id=the_agency().pk,
        title=f"{count_words(len(shown), 'open comment')} on the draft of the policy",
        url=reverse("policycomments:list", args=[draft.number]),
        reference="",
        since=min(thread[0].created_at for thread in shown),
        action="Answer or resolve" if theirs else "Open",
        waiting_for="" if theirs else "a colleague",
    )

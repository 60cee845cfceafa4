"""What appeals add to the pages of a decision: the clock to appeal, an appeal under way, what came of one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from marketplace.clocks.words import instant_words
from procurement.appeals.deadlines import file_by
from procurement.appeals.models import Appeal
from procurement.appeals.permissions import AGENCY_VIEW, FILE, STAFF, VIEW
from procurement.appeals.queries import appeal_of
from procurement.appeals.transitions import AppealState
from procurement.designations.afterwards import Afterwards, add_afterwards
from procurement.designations.models import Determination
from procurement.designations.queries import is_replaced

TITLE = "Appeal"
CAME = {
    AppealState.DISMISSED: "An appeal was dismissed. The decision stands as it was issued.",
    AppealState.GRANTED: "An appeal was granted. Another decision has taken the place of this one.",
    AppealState.LATE: "An appeal came after the time for it was over. It is on record and was not taken.",
}


@add_afterwards
def appeal_against(determination: Determination, person: Any, at: datetime) -> Iterator[Afterwards]:
    """For its provider the way to appeal or to its appeal; for staff theirs; for everyone what is public."""
    if determination.issued_at is None:
        return
    appeal = appeal_of(determination)
    if appeal and (appeal.state != AppealState.LATE or _way(appeal, person, at)[0]):
        yield _of(appeal, person, at)
    elif determination.kind == "appeal":
        if person is not None:
            yield Afterwards(TITLE, "This decision was made on an appeal. The department looks again only once.")
    elif _stands(determination, person, at):
        yield from _window(determination, person, at)


def _stands(determination: Determination, person: Any, at: datetime) -> bool:
    """Whether no later decision has taken its place, as this person may know."""
    return not is_replaced(determination, at=at) if person is None else determination.state == "issued"


def _window(determination: Determination, person: Any, at: datetime) -> Iterator[Afterwards]:
    due = file_by(determination)
    if at >= due:
        if person is not None:
            words = f"Nobody appealed. The time for it ended on {instant_words(due, settings.TIME_ZONE)}."
            yield Afterwards(TITLE, words)
        return
    clock = {"due": due, "due_words": "closes"}
    may_file = person is not None and not STAFF(person, determination) and FILE.decide(person, determination)
    if may_file:
        words = "You may appeal once, with your grounds and new evidence. Somebody who had no part before decides."
        url = reverse("appeals:file", args=[determination.reference])
        yield Afterwards(TITLE, words, url, "Appeal this decision", **clock)
    elif may_file is False or person is None:
        yield Afterwards(TITLE, "The provider may appeal against this decision.", **clock)
    else:
        yield Afterwards(TITLE, f"Your organization may appeal against this decision. {may_file.reason}", **clock)


def _of(appeal: Appeal, person: Any, at: datetime) -> Afterwards:
    """What came of it; as long as this person may not know that, the appeal is told as under way."""
    url, action = _way(appeal, person, at)
    if appeal.is_open or not url:
        filed = instant_words(appeal.created_at, settings.TIME_ZONE)
        words = f"An appeal was filed on {filed}. Until it is decided, this decision stands."
        return Afterwards(TITLE, words, url, action, appeal.decide_by, "decided by")
    return Afterwards(TITLE, CAME[appeal.state], url, action)


def _way(appeal: Appeal, person: Any, at: datetime) -> tuple[str, str]:
    if person is not None and AGENCY_VIEW.decide(person, appeal):
        return reverse("appeals:agency_detail", args=[appeal.reference]), f"See appeal {appeal.reference}"
    if person is not None and VIEW.decide(person, appeal):
        return reverse("appeals:detail", args=[appeal.reference]), f"See appeal {appeal.reference}"
    if appeal.is_public(at):
        return reverse("appeals:public", args=[appeal.reference]), f"Read appeal {appeal.reference}"
    return "", ""

"""What debriefs add to the pages of a decision: the clock to ask for one, and the way to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from procurement.debriefs.deadlines import ask_by
from procurement.debriefs.permissions import AGENCY_VIEW, ASK, STAFF, VIEW
from procurement.debriefs.queries import debrief_of
from procurement.designations.afterwards import Afterwards, add_afterwards
from procurement.designations.models import Determination

TITLE = "Debrief"
MAY_ASK = "The department explains the decision to you: what counted, what was missing, what to do better next time."


@add_afterwards
def debrief_about(determination: Determination, person: Any, at: datetime) -> Iterator[Afterwards]:
    """For its provider the way to ask or to its debrief, for staff theirs; nothing for everyone else."""
    if person is None or determination.issued_at is None:
        return
    debrief = debrief_of(determination)
    if debrief:
        words = "It was held, and what was said is on record." if debrief.state == "held" else "It was asked for."
        due = {} if debrief.state == "held" else {"due": debrief.hold_by}
        for permission, page in ((AGENCY_VIEW, "agency_detail"), (VIEW, "detail")):
            if permission.decide(person, debrief):
                url = reverse(f"debriefs:{page}", args=[debrief.reference])
                yield Afterwards(TITLE, words, url, f"See debrief {debrief.reference}", **due)
                return
    elif at < ask_by(determination) and not STAFF(person, determination):
        may_ask = ASK.decide(person, determination)
        url = reverse("debriefs:ask", args=[determination.reference]) if may_ask else ""
        action = "Ask for a debrief" if may_ask else ""
        yield Afterwards(TITLE, MAY_ASK, url, action, ask_by(determination), "closes")

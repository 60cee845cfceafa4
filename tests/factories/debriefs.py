"""Debriefs for tests: asked for by the provider's owner in time, held by an officer."""

from datetime import timedelta

from procurement.debriefs import services
from tests.factories.designations import ISSUED, make_determination
from tests.factories.memory import lived_once
from tests.factories.organizations import owner_of
from tests.factories.rounds import officer

ASKED = ISSUED + timedelta(hours=20)
HELD = ASKED + timedelta(days=2)
RECORD = {
    "how": "call",
    "held_on": HELD.date(),
    "attended": "Ann Lee for the provider; the officer.",
    "told": "Section 4 was thin.",
}


def ask(determination, *, questions="What was missing?", actor=None, at=ASKED):
    actor = actor or owner_of(determination.provider)
    return services.ask(determination=determination, questions=questions, actor=actor, at=at)


def hold(debrief, *, actor=None, at=HELD, **changes):
    return services.hold(debrief=debrief, actor=actor or officer(), at=at, **{**RECORD, **changes})


@lived_once
def make_debrief(*, state="asked", tier=""):
    """A debrief in the state asked for, about a decision that declines."""
    debrief = ask(make_determination(state="issued", tier=tier))
    return hold(debrief) if state == "held" else debrief

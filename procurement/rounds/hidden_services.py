"""Writing what reviewers do not see of the applications of a round."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.freshness import require_fresh
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.queries import the_agency
from procurement.rounds.models import Round
from procurement.rounds.permissions import EDIT
from procurement.rounds.transitions import RoundState

NAMES = (
    ("provider", "Whose application it is: the provider’s name, its owners and mail domains"),
    ("model", "The name of the model"),
)


@service
def set_hidden(*, asked: Round, hidden: Iterable[str], actor: Any, at: datetime, seen: str | None = None) -> Round:
    """Choose what reviewers do not see: names, and answers as ``section.question``. It counts for reviews that open
    from now on; those that are open keep what they had.

    Raises ValidationError for what the form does not ask, Refused for an archived round, Stale where others chose.
    """
    EDIT.check(actor, asked)
    asked = locked(asked)
    if asked.state == RoundState.ARCHIVED:
        raise Refused("This round was put away, so nothing of it changes any more.")
    require_fresh(seen=seen, now=hidden_values(asked))
    chosen = sorted(set(hidden))
    if not set(chosen) <= set(dict(hideable(asked))):
        raise ValidationError({"hidden": "Choose from what the round’s form asks."})
    if chosen != asked.hidden:
        asked.hidden = chosen
        asked.save(update_fields=["hidden"])
        payload = {"hidden": chosen}
        record("round.hidden_set", subject=asked, actor=actor, organization=the_agency(), at=at, payload=payload)
    return asked


def hideable(asked: Round) -> list[tuple[str, str]]:
    """What can be hidden, with its words: names, then every question of the form."""
    questions = [
        (f"{section.key}.{question.key}", f"{section.title}: {question.label}")
        for section in asked.definition.sections
        for question in section.questions
    ]
    return [*NAMES, *questions]


def hidden_values(asked: Round) -> dict[str, Any]:
    """What is hidden, under the name that people read."""
    words = dict(hideable(asked))
    return {"What reviewers do not see": [words.get(key, key) for key in asked.hidden]}

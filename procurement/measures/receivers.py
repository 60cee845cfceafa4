"""Hears decisions about measures: tells experts what is asked of them, officers what waits, and who proposed it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from marketplace.audit.queries import history_of
from marketplace.notifications.services import notify
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with, the_agency
from marketplace.people.models import User
from procurement.measures import signals
from procurement.measures.models import MeasureDecision, MeasureVote
from procurement.measures.queries import everything, what_is_missing


@receiver(signals.panelist_asked)
def tell_panelist(sender: Any, vote: MeasureVote, at: datetime, **kwargs: Any) -> None:
    """An expert hears what is asked."""
    notify(
        to=[vote.panelist],
        subject=f"{vote.decision.reference}: you are asked whether {vote.decision.measure} is a valid measure",
        lines=["Declare first whether you are tied to its owner. Then vote and say why."],
        url=reverse("measures:vote", args=[vote.pk]),
        at=at,
    )


@receiver(signals.vote_settled)
def tell_officers(sender: Any, vote: MeasureVote, at: datetime, **kwargs: Any) -> None:
    """Officers hear that a place is free or that every vote is in; never how somebody voted."""
    decision = everything().get(pk=vote.decision_id)
    stepped_back = vote.state == "recused"
    if stepped_back or not what_is_missing(decision):
        news = "an expert stepped back" if stepped_back else "every vote is in"
        line = "Name another expert." if stepped_back else "Read the votes and record what the panel decided."
        notify(
            to=people_with(the_agency(), Role.PROGRAM_OFFICER),
            subject=f"{decision.reference}: {news}",
            lines=[line],
            url=reverse("measures:agency_detail", args=[decision.reference]),
            at=at,
        )


@receiver(signals.measure_decided)
def tell_proposer(sender: Any, decision: MeasureDecision, at: datetime, **kwargs: Any) -> None:
    """Who proposed the measure hears what was decided; the reasons stand on its page."""
    proposed = history_of(decision.measure).filter(name="measure.propose").values("actor_id")
    notify(
        to=User.objects.filter(pk__in=proposed, is_active=True),
        subject=f"{decision.reference}: {decision.measure} is {decision.outcome.lower()}",
        lines=["Its page in the registry has the reasons."],
        url=reverse("evidence:measures"),
        at=at,
    )

"""More time in a published round, with a reason and without any other change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.clocks.words import instant_words
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.models import Organization
from marketplace.organizations.queries import the_agency
from procurement.rounds import signals
from procurement.rounds.amendment_services import checked_reason
from procurement.rounds.models import Round, RoundExtension
from procurement.rounds.permissions import EXTEND
from procurement.rounds.transitions import RoundState


@service
def extend_round(
    *, asked: Round, organization: Organization | None, closes_at: datetime, reason: str, actor: Any, at: datetime
) -> RoundExtension:
    """Give one provider, or everyone when ``organization`` is None, until ``closes_at``; also after the closing.

    Time for everyone moves the round's closing and is public with its reason. Time for one provider is read by that
    provider and the agency. Pilotage rules 7, I3: an outage extends for all.
    """
    EXTEND.check(actor, asked)
    asked = locked(asked)
    if asked.state != RoundState.PUBLISHED:
        raise Refused("Only a published round that is not archived is given more time.")
    if asked.closes_at is None:
        raise Refused("This round has no closing date, so everyone has time already.")
    reason = checked_reason(reason)
    before = asked.closes_at if organization is None else asked.closing_for(organization.pk)
    _check(before, closes_at, organization, asked.zone, at)
    extension = RoundExtension.objects.create(
        round=asked,
        organization=organization,
        reason=reason,
        closes_before=before,
        closes_after=closes_at,
        made_by=actor,
        made_at=at,
    )
    if organization is None:
        asked.closes_at = closes_at
        asked.save(update_fields=["closes_at"])
    payload = {"closes_before": before, "closes_after": closes_at}
    record(
        "round.extended", subject=asked, actor=actor, organization=the_agency(), at=at, payload=payload,
        public=organization is None,
    )  # fmt: skip
    signals.round_extended.send(sender=RoundExtension, extension=extension, at=at)
    return extension


def _check(before: datetime, closes_at: datetime, organization: Organization | None, zone: str, at: datetime) -> None:
    faults = {}
    if organization is not None and not (organization.offers and organization.is_confirmed):
        faults["organization"] = "Choose a provider that the department has confirmed."
    if closes_at <= max(before, at):
        words = instant_words(max(before, at), zone)
        faults["closes_on"] = f"Give more time than there is: an instant after {words}."
    if faults:
        raise ValidationError(faults)

"""Handing a whole desk to a colleague for a while. It ends by itself, or earlier by whoever may hand it over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.access.permissions import NotAllowed
from marketplace.audit.services import record
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.organizations import signals
from marketplace.organizations.models import DeskHandover, Membership, Organization
from marketplace.organizations.permissions import HAND_OVER, MANAGE_PEOPLE
from marketplace.people.models import User

MOST_DAYS = 366


@service
def hand_over_desk(
    *, organization: Organization, giver: User, taker: User, starts_at: datetime, ends_at: datetime, actor: Any,
    at: datetime,
) -> DeskHandover:  # fmt: skip
    """From `starts_at` until before `ends_at` the taker sees all that waits on the giver in this organization, gets the
    mails, and acts where their own roles and the conflict rules allow (Pilotage product text, small offices).

    Owners hand over anybody's desk, others their own. Raises ValidationError for people who do not both belong to it,
    for days that are over, the wrong way round or more than a year, and Refused where the desk is handed over already.
    """
    HAND_OVER.check(actor, organization)
    _require_own_or_owner(organization, giver, actor)
    organization = locked(organization)
    for field, person in (("giver", giver), ("taker", taker)):
        if not Membership.objects.filter(organization=organization, person=person, person__is_active=True).exists():
            raise ValidationError({field: f"{person} does not belong to {organization}. Choose somebody who does."})
    if giver == taker:
        raise ValidationError({"taker": "Choose somebody else than the one whose desk it is."})
    if ends_at <= at or ends_at <= starts_at:
        raise ValidationError({"ends_on": "The last day is not before the first, and not over yet."})
    if (ends_at - starts_at).days > MOST_DAYS:
        raise ValidationError({"ends_on": "A desk is handed over for a year at most. Give the role instead."})
    rows = DeskHandover.objects.filter(organization=organization, giver=giver, ended_at=None)
    if rows.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exists():
        raise Refused(f"The desk of {giver} is handed over in these days already. End that first.")
    handover = DeskHandover.objects.create(
        organization=organization,
        giver=giver,
        taker=taker,
        starts_at=starts_at,
        ends_at=ends_at,
        made_by=actor,
        made_at=at,
    )
    _record("desk.handed_over", handover, actor, at)
    signals.desk_handed_over.send(sender=DeskHandover, handover=handover, actor=actor, at=at)
    return handover


@service
def end_handover(*, handover: DeskHandover, actor: Any, at: datetime) -> DeskHandover:
    """End it before its last day; one that is over or was ended stays as it is."""
    HAND_OVER.check(actor, handover.organization)
    _require_own_or_owner(handover.organization, handover.giver, actor)
    handover = locked(handover)
    if handover.ended_at is not None or at >= handover.ends_at:
        return handover
    handover.ended_at = at
    handover.save(update_fields=["ended_at"])
    _record("desk.taken_back", handover, actor, at)
    signals.desk_taken_back.send(sender=DeskHandover, handover=handover, actor=actor, at=at)
    return handover


def _require_own_or_owner(organization: Organization, giver: User, actor: Any) -> None:
    if giver != actor and not MANAGE_PEOPLE.decide(actor, organization):
        raise NotAllowed("Only an owner hands over the desk of somebody else.")


def _record(name: str, handover: DeskHandover, actor: Any, at: datetime) -> None:
    organization = handover.organization
    payload = {
        "of": str(handover.giver),
        "to": str(handover.taker),
        "from": handover.starts_at,
        "until": handover.ends_at,
    }
    record(name, subject=organization, actor=actor, organization=organization, at=at, payload=payload)

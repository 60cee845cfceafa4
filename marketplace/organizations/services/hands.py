"""Helping hands: one task on one record for a named person, until it is given or taken back, or its time is over."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.access.rules import Decision
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.typed import too_long
from marketplace.lifecycles.words import checked_email
from marketplace.organizations import signals
from marketplace.organizations.helping import find_record, kind_of, task_of
from marketplace.organizations.models import HelpingHand, Membership, Organization
from marketplace.organizations.permissions import ANSWER_HAND, HANDS
from marketplace.organizations.services.invitations import OPEN_FOR, refuse_more_than_the_share
from marketplace.organizations.transitions import HAND, HandState
from marketplace.people.models import User

NOTE_MAX_CHARACTERS = 1000
KEPT_OUT = "A conflict of interest or an earlier part in the matter keeps {person} out of this task. Ask somebody else."


@service
def grant_hand(
    *,
    organization: Organization,
    reference: str,
    task: str,
    email: str,
    ends_at: datetime | None = None,
    note: str = "",
    actor: Any,
    at: datetime,
) -> HelpingHand:
    """Ask whoever holds an e-mail address to do one task on one record; it counts once they accept (Pilotage product
    text, small offices).

    The same asked again while the first is open is the first. Raises ValidationError for a record that is not the
    organization's, a task that it does not have, an address that cannot be one, an end that is not ahead, and a person
    who holds the role already or whom a conflict of interest keeps out; Refused after the day's share.
    """
    HANDS.check(actor, organization)
    organization = locked(organization)
    found = find_record(reference.strip())
    if found is None or found[0].organization(found[1]) != organization:
        raise ValidationError({"reference": f"“{reference}” is no record of {organization} with tasks to grant."})
    kind, record = found
    kind.grant.check(actor, record)
    wanted = task_of(task)
    if wanted is None or kind.model not in wanted.on:
        raise ValidationError({"task": f"Choose one of the tasks on this {kind.noun}."})
    email = checked_email(email, field="email").lower()
    if ends_at is not None and ends_at <= at:
        raise ValidationError({"ends_on": "This day is over. Choose a later one, or none."})
    if fault := too_long(note, NOTE_MAX_CHARACTERS):
        raise ValidationError({"note": fault})
    person = User.objects.filter(email__iexact=email, is_active=True).first()
    _refuse_misfit(person, wanted, record, organization)
    label = kind.model._meta.label_lower
    open_one = HelpingHand.objects.filter(
        task=task,
        subject_type=label,
        subject_id=record.pk,
        email=email,
        state__in=(HandState.OFFERED, HandState.ACCEPTED),
    )
    for earlier in open_one:
        if not earlier.is_over(at):
            return earlier
        _close(earlier, "revoke", actor=None, at=at)
    refuse_more_than_the_share(organization, at)
    hand = HelpingHand.objects.create(
        organization=organization,
        task=task,
        role=wanted.role,
        subject_type=label,
        subject_id=record.pk,
        reference=record.reference,
        email=email,
        token=secrets.token_urlsafe(32),
        note=note.strip(),
        granted_by=actor,
        granted_at=at,
        ends_at=ends_at,
    )
    payload = {"task": task, "reference": record.reference}
    HAND.created(hand, actor=actor, organization=organization, at=at, payload=payload)
    signals.hand_offered.send(sender=HelpingHand, hand=hand, actor=actor, at=at)
    return hand


@service
def accept_hand(*, hand: HelpingHand, actor: Any, at: datetime) -> HelpingHand:
    """The person asked takes the task on. Raises Refused once its time is over, or where something keeps them out."""
    ANSWER_HAND.check(actor, hand)
    hand = locked(hand)
    HAND.require(hand, "accept")
    if not is_answerable(hand, at):
        raise Refused("This request has lapsed. Ask the organization for a new one.")
    fits = fitness_of(actor, hand)
    if not fits:
        raise Refused(f"You cannot take this on. {fits.reason}")
    hand.person, hand.answered_at = actor, at
    saved = ("person", "answered_at")
    HAND.move(hand, "accept", actor=actor, organization=hand.organization, at=at, also_save=saved)
    signals.hand_answered.send(sender=HelpingHand, hand=hand, actor=actor, at=at)
    return hand


@service
def decline_hand(*, hand: HelpingHand, actor: Any, at: datetime) -> HelpingHand:
    """The person asked does not take the task on, or gives it back: from then on it stands in for nothing."""
    ANSWER_HAND.check(actor, hand)
    hand = locked(hand)
    _close(hand, "decline", actor=actor, at=at)
    signals.hand_answered.send(sender=HelpingHand, hand=hand, actor=actor, at=at)
    return hand


@service
def revoke_hand(*, hand: HelpingHand, actor: Any, at: datetime) -> HelpingHand:
    """An owner takes the task back, at once. What the person did until then stands."""
    HANDS.check(actor, hand.organization)
    hand = locked(hand)
    _close(hand, "revoke", actor=actor, at=at)
    signals.hand_revoked.send(sender=HelpingHand, hand=hand, actor=actor, at=at)
    return hand


def is_answerable(hand: HelpingHand, at: datetime) -> bool:
    """Whether the request can still be answered: for 14 days, and no longer than the task itself runs."""
    return hand.is_open(at) and at < hand.granted_at + OPEN_FOR


def fitness_of(person: Any, hand: HelpingHand) -> Decision:
    """Whether anything but the role keeps the person from the task, as its own rules say."""
    task, kind = task_of(hand.task), kind_of(hand.subject_type)
    record = kind.model._base_manager.filter(pk=hand.subject_id).first() if kind else None
    if task is None or record is None:
        return Decision(False, "What it was about is no longer there.")
    return task.on[kind.model].decide(person, record)


def _refuse_misfit(person: User | None, task: Any, record: Any, organization: Organization) -> None:
    if person is None:
        return
    if Membership.objects.filter(organization=organization, person=person, role=task.role).exists():
        raise ValidationError({"email": f"{person} is {task.as_whom} of {organization} already, for every record."})
    if not task.on[type(record)](person, record):
        raise ValidationError({"email": KEPT_OUT.format(person=person)})


def _close(hand: HelpingHand, move: str, *, actor: Any, at: datetime) -> None:
    hand.closed_at = at
    HAND.move(hand, move, actor=actor, organization=hand.organization, at=at, also_save=("closed_at",))

"""Writing what surrounds panels: standing panels of a round, and whether a review was paid."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.words import checked_words
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with, reviewers, the_agency
from marketplace.people.models import User
from procurement.reviews.models import Honorarium, StandingPanel
from procurement.reviews.permissions import DECLINE_PAY, PAY, SET_STANDING, SET_STANDING_OF
from procurement.reviews.transitions import HONORARIUM
from procurement.rounds.models import Round

NOTE_MAX_CHARACTERS = 200


@service
def set_standing_panel(
    *, asked: Round, subject: str, grade_band: str, lead: User | None, members: Iterable[User], actor: Any, at: datetime
) -> StandingPanel:
    """Name whom to suggest first for a round, or for one subject or grade band of it; replaces what was named before.

    Conflicts are looked at review by review. Raises ValidationError for people without the role, or for a part that
    the round does not invite.
    """
    SET_STANDING.check(actor, asked)
    asked, members = locked(asked), list(members)
    keys = {person.pk for person in members}
    faults = {}
    if reviewers().filter(pk__in=keys).count() != len(keys) or not keys:
        faults["members"] = "Choose people of the pool of reviewers, at least one."
    if lead is not None and not people_with(the_agency(), Role.REVIEW_LEAD).filter(pk=lead.pk).exists():
        faults["lead"] = f"{lead} is not a review lead. Choose somebody with that role."
    if lead is not None and lead.pk in keys:
        faults["lead"] = f"{lead} is among the reviewers. The lead does not score: choose another."
    for name, value in (("subject", subject), ("grade_band", grade_band)):
        if value and not asked.categories.filter(**{name: value}).exists():
            faults[name] = "The round does not invite this. Choose another, or all of it."
    if faults:
        raise ValidationError(faults)
    values = {"lead": lead, "set_by": actor, "set_at": at}
    panel, _ = StandingPanel.objects.update_or_create(
        round=asked, subject=subject, grade_band=grade_band, defaults=values
    )
    panel.members.set(members)
    record("standing_panel.set", subject=asked, actor=actor, organization=the_agency(), at=at)
    return panel


@service
def remove_standing_panel(*, panel: StandingPanel, actor: Any, at: datetime) -> None:
    """Suggest nobody first any more. Panels that were asked stay as they are."""
    SET_STANDING_OF.check(actor, panel)
    if StandingPanel.objects.filter(pk=panel.pk).delete()[0]:
        record("standing_panel.removed", subject=panel.round, actor=actor, organization=the_agency(), at=at)


@service
def pay_honorarium(*, honorarium: Honorarium, note: str, actor: Any, at: datetime) -> Honorarium:
    """Note that a review was paid, by which check or transfer."""
    PAY.check(actor, honorarium)
    missing = "Give the check or transfer number."
    note = checked_words(" ".join(note.split()), field="note", most=NOTE_MAX_CHARACTERS, missing=missing)
    return _settle(honorarium, "pay", note, actor, at)


@service
def decline_honorarium(*, honorarium: Honorarium, actor: Any, at: datetime) -> Honorarium:
    """The reviewer takes no money for this review."""
    DECLINE_PAY.check(actor, honorarium)
    return _settle(honorarium, "decline", "", actor, at)


def _settle(honorarium: Honorarium, move: str, note: str, actor: Any, at: datetime) -> Honorarium:
    honorarium = locked(honorarium)
    HONORARIUM.require(honorarium, move)
    honorarium.note, honorarium.settled_by, honorarium.settled_at = note, actor, at
    saved = ("note", "settled_by", "settled_at")
    HONORARIUM.move(honorarium, move, actor=actor, organization=the_agency(), at=at, also_save=saved)
    return honorarium

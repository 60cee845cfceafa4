"""Writing version changes: filed by the provider with what is different, then accepted, declined or sent to review."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from marketplace.lifecycles.errors import Refused, Stale
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.words import checked_words
from marketplace.organizations.queries import the_agency
from marketplace.products.models import LearningModel
from marketplace.products.queries import missing_sections
from marketplace.products.services import freeze_version
from procurement.designations.adoption import adopt_version
from procurement.versionchanges import signals
from procurement.versionchanges.models import VersionChange
from procurement.versionchanges.permissions import DECIDE, FILE, WITHDRAW
from procurement.versionchanges.queries import approval_of, open_change_of, policy_for, publishable
from procurement.versionchanges.reading import changes_of
from procurement.versionchanges.transitions import VERSION_CHANGE

WORDS_MAX = 5_000
NOTHING_MATERIAL = "Nothing material is different, so the version counts at once."
DECIDED = ("reason", "decided_by", "decided_at")


@service
def file_change(
    *, model: LearningModel, explanation: str, actor: Any, at: datetime, edition: int | None = None
) -> VersionChange:
    """The provider asks that its approval stand on the newest version, which is frozen with this.

    Until it is accepted the approved version stays the one that is shown and ordered. Where nothing material is
    different it is accepted at once. ``edition`` is the save that the provider saw. Raises Refused without an approval,
    without a later version, while another request waits, and where sections are missing; Stale where it was saved
    since.
    """
    FILE.check(actor, model)
    locked(model)
    designation = approval_of(model, at=at)
    if designation is None:
        raise Refused("This model has no approval, so there is nothing to change. Apply to a round with this version.")
    waiting = open_change_of(model)
    if waiting:
        raise Refused(f"Request {waiting.reference} about version {waiting.after.number} waits for the department.")
    version = publishable(model, designation)
    if version is None:
        raise Refused("There is no later version to publish. Change the description first; that starts one.")
    version = locked(version)
    if edition is not None and edition != version.edition:
        raise Stale("The description was saved again while you had this page open. Look at the changes, then send.")
    missing = missing_sections(version)
    if missing:
        raise Refused(f"The description still lacks: {', '.join(missing)}.")
    if not version.is_frozen:
        version = freeze_version(version=version, actor=actor, at=at)
    changes = changes_of(designation.version, version, policy=policy_for(designation, at=at))
    change = VersionChange.objects.create(
        model=model,
        provider=model.provider,
        designation=designation,
        before=designation.version,
        after=version,
        explanation=checked_words(
            explanation, field="explanation", most=WORDS_MAX, missing="Say what is different and why."
        ),
        differences=[each.as_stored() for each in changes],
        filed_by=actor,
        created_at=at,
    )
    VERSION_CHANGE.created(change, actor=actor, organization=change.provider, at=at)
    if not change.material:
        change.reason = NOTHING_MATERIAL
        return _accepted(change, None, at)
    signals.change_filed.send(sender=VersionChange, change=change, at=at)
    return change


@service
def accept(*, change: VersionChange, reason: str, actor: Any, at: datetime) -> VersionChange:
    """Let the approval stand on the version from now on. Raises Refused where no approval runs any more."""
    change = _held(change, "accept", reason, actor)
    return _accepted(change, actor, at)


@service
def decline(*, change: VersionChange, reason: str, actor: Any, at: datetime) -> VersionChange:
    """Leave the approved version as it is. The provider may change the description and ask again."""
    return _decided(_held(change, "decline", reason, actor), "decline", actor, at)


@service
def refer(*, change: VersionChange, reason: str, actor: Any, at: datetime) -> VersionChange:
    """Ask for a new application with this version: it is another model than the one that was approved."""
    return _decided(_held(change, "refer", reason, actor), "refer", actor, at)


@service
def send_to_review(*, change: VersionChange, reason: str, actor: Any, at: datetime) -> VersionChange:
    """Have a tier review look whether the tier still fits this version; afterwards it is accepted or declined."""
    change = _held(change, "send_to_review", reason, actor)
    if approval_of(change.model, at=at) is None:
        raise Refused("The approval has ended meanwhile, so there is no tier to review. Decline the version.")
    change = _decided(change, "send_to_review", actor, at)
    signals.change_sent_to_review.send(sender=VersionChange, change=change, actor=actor, at=at)
    return change


@service
def come_back(*, change: VersionChange, at: datetime) -> VersionChange:
    """Have a version wait for its decision again. Called where the tier review that it was sent to is decided."""
    change = locked(change)
    VERSION_CHANGE.move(change, "come_back", actor=None, organization=the_agency(), at=at)
    signals.change_filed.send(sender=VersionChange, change=change, at=at)
    return change


@service
def withdraw(*, change: VersionChange, actor: Any, at: datetime) -> VersionChange:
    """The provider takes its request back. The version stays frozen, and it may ask again."""
    WITHDRAW.check(actor, change)
    change = locked(change)
    VERSION_CHANGE.move(change, "withdraw", actor=actor, organization=change.provider, at=at)
    signals.change_withdrawn.send(sender=VersionChange, change=change, at=at)
    return change


MOVES = {"accept": accept, "decline": decline, "send_to_review": send_to_review, "refer": refer}


def _held(change: VersionChange, move: str, reason: str, actor: Any) -> VersionChange:
    """The request under the locks of its model and itself, with the reason on it."""
    DECIDE.check(actor, change)
    locked(change.model)
    change = locked(change)
    VERSION_CHANGE.require(change, move)
    change.reason = checked_words(
        reason, field="reason", most=WORDS_MAX, missing="Give the reason. The provider reads it."
    )
    return change


def _accepted(change: VersionChange, actor: Any, at: datetime) -> VersionChange:
    adopt_version(version=change.after, source_reference=change.reference, actor=actor, at=at)
    return _decided(change, "accept", actor, at)


def _decided(change: VersionChange, move: str, actor: Any, at: datetime) -> VersionChange:
    change.decided_by, change.decided_at = actor, at
    VERSION_CHANGE.move(change, move, actor=actor, organization=the_agency(), at=at, also_save=DECIDED)
    signals.change_decided.send(sender=VersionChange, change=change, move=move, at=at)
    return change

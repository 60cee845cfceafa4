"""Suspending, reinstating and revoking an approval, each with a reason that everyone reads."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.queries import the_agency
from procurement.designations import signals
from procurement.designations.models import Designation, Suspension
from procurement.designations.permissions import ENFORCE
from procurement.designations.transitions import DESIGNATION


@service
def suspend(*, designation: Designation, reason: str, actor: Any, at: datetime) -> Designation:
    """Stop an approval from counting from ``at`` until it is reinstated."""
    return _suspended(designation, "suspend", reason, actor, at)


@service
def suspend_replaced(*, designation: Designation, reason: str, actor: Any, at: datetime) -> Designation:
    """The same for an approval that runs until a decision issued already becomes public. That one is not touched."""
    return _suspended(designation, "suspend_replaced", reason, actor, at)


@service
def reinstate(*, designation: Designation, reason: str, actor: Any, at: datetime) -> Designation:
    """Let a suspended approval count again from ``at``. Its term does not grow by the time it was suspended."""
    return _reinstated(designation, "reinstate", reason, actor, at)


@service
def reinstate_replaced(*, designation: Designation, reason: str, actor: Any, at: datetime) -> Designation:
    """The same for an approval that runs until a decision issued already becomes public."""
    return _reinstated(designation, "reinstate_replaced", reason, actor, at)


@service
def revoke(*, designation: Designation, reason: str, actor: Any, at: datetime) -> Designation:
    """End an approval for good at ``at``."""
    ENFORCE.check(actor, designation)
    designation = locked(designation)
    DESIGNATION.require(designation, "revoke")
    if designation.ends_at <= at:
        raise Refused("The term of this approval is over already.")
    designation.revoked_reason = _reason(reason)
    designation.ends_at = max(at, designation.starts_at)
    return _moved(designation, "revoke", reason, actor, at, "revoked_reason", "ends_at")


def _suspended(designation: Designation, move: str, reason: str, actor: Any, at: datetime) -> Designation:
    ENFORCE.check(actor, designation)
    designation = locked(designation)
    DESIGNATION.require(designation, move)
    _require_in_period(designation, at)
    if designation.open_suspension:
        raise Refused("This approval is suspended already.")
    Suspension.objects.create(designation=designation, reason=_reason(reason), starts_at=at)
    return _moved(designation, move, reason, actor, at)


def _reinstated(designation: Designation, move: str, reason: str, actor: Any, at: datetime) -> Designation:
    ENFORCE.check(actor, designation)
    designation = locked(designation)
    DESIGNATION.require(designation, move)
    suspension = designation.open_suspension
    if suspension is None:
        raise Refused("This approval is not suspended.")
    suspension.ends_at, suspension.ended_reason = at, _reason(reason)
    suspension.save(update_fields=["ends_at", "ended_reason"])
    return _moved(designation, move, reason, actor, at)


def _moved(designation: Designation, move: str, reason: str, actor: Any, at: datetime, *saved: str) -> Designation:
    DESIGNATION.move(designation, move, actor=actor, organization=the_agency(), at=at, also_save=saved)
    signals.designation_changed.send(sender=Designation, designation=designation, at=at)
    act = move.removesuffix("_replaced")
    signals.approval_enforced.send(sender=Designation, designation=designation, act=act, reason=reason.strip(), at=at)
    return designation


def _reason(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": "Give the reason. Everyone reads it."})
    return reason.strip()


def _require_in_period(designation: Designation, at: datetime) -> None:
    if not designation.is_in_period(at):
        raise Refused("This approval is not in force now, so it cannot be suspended.")

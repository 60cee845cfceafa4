"""Recording what happened, in the transaction of the change."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from marketplace.access.scope import current_request_id, forget, remembering
from marketplace.audit.chain import GENESIS_HASH, event_hash
from marketplace.audit.events import is_registered
from marketplace.audit.models import AuditEvent, AuditHead

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


@dataclass
class _Ledger(threading.local):
    depth: int = 0
    pending: list[AuditEvent] = field(default_factory=list)


_ledger = _Ledger()


def service(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Run a write in one transaction. The outermost service appends the audit events of all, last before it commits,
    so that the chain's head is locked as briefly as can be. A raised refusal leaves nothing. Who may what is read once,
    as in a request; what was remembered in a request is forgotten after it, as it may be about what was just changed.
    """

    @wraps(function)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        outermost = _ledger.depth == 0
        before = len(_ledger.pending)
        _ledger.depth += 1
        try:
            with remembering(), transaction.atomic():
                result = function(*args, **kwargs)
                if outermost:
                    _append(_ledger.pending)
            if outermost:
                forget()
            return result
        except BaseException:
            del _ledger.pending[before:]
            raise
        finally:
            _ledger.depth -= 1
            if outermost:
                _ledger.pending.clear()

    return run


def record(
    name: str,
    *,
    subject: models.Model,
    actor: Any,
    at: datetime,
    organization: Any = None,
    payload: dict[str, Any] | None = None,
    public: bool = False,
) -> None:
    """Note an event of the running service; it is written with its hash when the outermost service ends.

    `actor` None is the system. The payload is small and holds nothing sealed or undisclosed.
    Raises RuntimeError outside a service, LookupError for an event without words, ValueError for a naive instant.
    """
    if _ledger.depth == 0:
        raise RuntimeError(f"{name} was recorded outside a service.")
    if not is_registered(name):
        raise LookupError(f"The event {name} has no words; register it.")
    if at.tzinfo is None:
        raise ValueError(f"{name} needs an aware instant.")
    _ledger.pending.append(
        AuditEvent(
            name=name,
            at=at.astimezone(UTC),
            actor=actor,
            actor_name=str(actor) if actor else "The portal",
            organization_id=organization.pk if organization else None,
            organization_name=str(organization)[:200] if organization else "",
            subject_type=subject._meta.label_lower,
            subject_id=subject.pk,
            subject_label=str(subject)[:200],
            request_id=current_request_id(),
            is_public=public,
            payload=json.loads(json.dumps(payload or {}, cls=DjangoJSONEncoder)),
        )
    )


def _append(events: list[AuditEvent]) -> None:
    if not events:
        return
    head = AuditHead.objects.select_for_update().filter(pk=1).first()
    if head is None:
        AuditHead.objects.get_or_create(pk=1, defaults={"sequence": 0, "hash": GENESIS_HASH})
        head = AuditHead.objects.select_for_update().get(pk=1)
    for event in events:
        event.sequence = head.sequence + 1
        event.previous_hash = head.hash
        event.hash = event_hash(previous_hash=head.hash, content=event.content())
        head.sequence, head.hash = event.sequence, event.hash
    AuditEvent.objects.bulk_create(events)
    head.save()

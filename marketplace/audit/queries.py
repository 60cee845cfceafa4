"""Reading the trail."""

from dataclasses import dataclass

from django.db import models
from django.db.models import QuerySet

from marketplace.audit.chain import GENESIS_HASH, event_hash
from marketplace.audit.models import AuditEvent, AuditHead


def history_of(*subjects: models.Model, public_only: bool = False) -> QuerySet[AuditEvent]:
    """The events of some records together, oldest first."""
    wanted = models.Q()
    for subject in subjects:
        wanted |= models.Q(subject_type=subject._meta.label_lower, subject_id=subject.pk)
    if not subjects:
        return AuditEvent.objects.none()
    events = AuditEvent.objects.filter(wanted)
    return events.filter(is_public=True) if public_only else events


def lately(*, organization_id: int, limit: int = 10) -> QuerySet[AuditEvent]:
    """What people of an organization did last, newest first."""
    return AuditEvent.objects.filter(organization_id=organization_id).order_by("-at", "-sequence")[:limit]


def head_hash() -> str:
    """The hash of the last event, as receipts print it."""
    head = AuditHead.objects.filter(pk=1).first()
    return head.hash if head else GENESIS_HASH


@dataclass(frozen=True)
class ChainReport:
    """How many events were walked and the first thing that does not hold, if any."""

    event_count: int
    problem: str = ""


def verify_chain(*, expected_head: str = "") -> ChainReport:
    """Walk the chain from its start. Finds an edited, removed or reordered event and, given the head of a receipt
    or an export, a cut tail."""
    expected_head = expected_head.strip().lower()
    previous, count, seen_expected = GENESIS_HASH, 0, not expected_head or expected_head == GENESIS_HASH
    for event in AuditEvent.objects.order_by("sequence").iterator(chunk_size=2000):
        count += 1
        if event.sequence != count:
            return ChainReport(count, f"Event {count} is missing: the next one there is {event.sequence}.")
        if event.previous_hash != previous:
            return ChainReport(count, f"Event {event.sequence} does not follow the one before it.")
        if _hash_of(event, previous) != event.hash:
            return ChainReport(count, f"Event {event.sequence} ({event.name}) was changed after it was written.")
        previous = event.hash
        seen_expected = seen_expected or previous == expected_head
    head = AuditHead.objects.filter(pk=1).first()
    if head is None and count:
        return ChainReport(count, f"The chain’s head is gone: nothing says that event {count} is the last.")
    if head and (head.sequence, head.hash) != (count, previous):
        return ChainReport(count, f"The chain ends at event {count}, but its head says {head.sequence}.")
    if not seen_expected:
        return ChainReport(
            count, "The head you gave is not in the chain: its tail was cut, or the head is of another chain."
        )
    return ChainReport(count)


def _hash_of(event: AuditEvent, previous: str) -> str:
    """The hash that the event's content gives; empty where it holds what no event ever held."""
    try:
        return event_hash(previous_hash=previous, content=event.content())
    except (AttributeError, TypeError, ValueError):
        return ""

"""Writing case work: reminders, messages, and batches whose rows are done one by one by the services of each act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.clocks.calendar import local_day
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.typed import too_long
from marketplace.lifecycles.words import checked_words
from marketplace.organizations.queries import the_agency
from procurement.applications.models import Application
from procurement.casework import signals
from procurement.casework.models import Batch, BatchAct, BatchRow, CaseMessage, Reminder
from procurement.casework.permissions import MESSAGE, PREPARE, REMIND, RUN
from procurement.casework.queries import is_reminded
from procurement.casework.transitions import BATCH, RowState
from procurement.casework.whose_turn import turn_of

ROWS_MOST = 100
TEXT_MAX_CHARACTERS = 4000


@service
def remind(*, application: Application, note: str = "", actor: Any, at: datetime) -> Reminder:
    """Remind whoever’s turn it is, once a day at most. ``note`` is for the department’s own record.

    Raises Refused where nobody’s turn it is, where nobody can be told, or where they were reminded that day.
    """
    REMIND.check(actor, application)
    application = locked(application)
    turn = turn_of(application)
    if turn is None:
        raise Refused("Nothing is to be done with this application now, so there is nobody to remind.")
    day = local_day(at, application.round.zone)
    if is_reminded(application, day=day):
        raise Refused("They were reminded today already.")
    people = turn.people()
    if not people:
        raise Refused("There is nobody to remind. Give somebody the role first.")
    told = ", ".join(str(person) for person in people)
    reminder = Reminder.objects.create(
        application=application, day=day, told=told[:200], note=note.strip(), sent_by=actor, sent_at=at
    )
    record("application.reminded", subject=application, actor=actor, organization=the_agency(), at=at)
    signals.reminder_sent.send(sender=Reminder, reminder=reminder, turn=turn, people=people, at=at)
    return reminder


@service
def write_to_provider(*, application: Application, text: str, actor: Any, at: datetime) -> CaseMessage:
    """Write to the provider about its application. It reads the text in the portal; the mail only says that it is
    there."""
    MESSAGE.check(actor, application)
    missing = "Write what the provider should know."
    text = checked_words(text, field="text", most=TEXT_MAX_CHARACTERS, missing=missing)
    message = CaseMessage.objects.create(application=application, text=text, sent_by=actor, sent_at=at)
    record("application.messaged", subject=application, actor=actor, organization=the_agency(), at=at)
    signals.message_sent.send(sender=CaseMessage, message=message, at=at)
    return message


@service
def prepare_batch(
    *, act: str, applications: Iterable[Application], reason: str, common: Mapping[str, Any], actor: Any, at: datetime
) -> Batch:
    """Prepare one act on up to a hundred applications, each with the same reason until another is given.

    Nothing is done before it is confirmed. Raises ValidationError for no application, too many, or an unknown act.
    """
    PREPARE.check(actor)
    chosen = list(applications)
    faults = {}
    if act not in BatchAct.values:
        faults["act"] = f"Choose one of: {', '.join(map(str, BatchAct.labels))}."
    if not chosen:
        faults["chosen"] = "Choose at least one application."
    elif len(chosen) > ROWS_MOST:
        faults["chosen"] = f"Choose at most {ROWS_MOST} applications; these are {len(chosen)}."
    if fault := too_long(reason, TEXT_MAX_CHARACTERS):
        faults["reason"] = fault
    if faults:
        raise ValidationError(faults)
    batch = Batch.objects.create(act=act, common=dict(common), made_by=actor, created_at=at)
    BatchRow.objects.bulk_create(BatchRow(batch=batch, application=each, reason=reason.strip()) for each in chosen)
    BATCH.created(batch, actor=actor, organization=the_agency(), at=at, payload={"act": act, "rows": len(chosen)})
    return batch


@service
def keep_reasons(*, batch: Batch, reasons: Mapping[int, str], actor: Any, at: datetime) -> Batch:
    """Keep each row’s own reason, by its key, for the rows that are not done yet; the first time confirms the batch.
    One that is too long is kept as well: its row says so when it is tried."""
    RUN.check(actor, batch)
    batch = locked(batch)
    for row in batch.rows.exclude(state=RowState.DONE):
        reason = reasons.get(row.pk, row.reason).replace("\0", "").strip()
        if reason != row.reason:
            BatchRow.objects.filter(pk=row.pk).update(reason=reason)
    if batch.state == "prepared":
        BATCH.move(batch, "run", actor=actor, organization=the_agency(), at=at)
    return batch


@service
def finish_row(*, row: BatchRow, at: datetime) -> BatchRow:
    """Note that a row is done, in the transaction of what was done. Raises Refused where it was done already."""
    row = locked(row)
    if row.state == RowState.DONE:
        raise Refused("This was done already.")
    row.state, row.failure, row.done_at = RowState.DONE, "", at
    row.save(update_fields=["state", "failure", "done_at"])
    return row


@service
def fail_row(*, row: BatchRow, words: str) -> BatchRow:
    """Note why a row could not be done; it can be tried again. A row that is done stays so."""
    row = locked(row)
    if row.state != RowState.DONE:
        row.state, row.failure = RowState.FAILED, words
        row.save(update_fields=["state", "failure"])
    return row

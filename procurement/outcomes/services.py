"""Writing outcome reports: open, write part by part, send, reply, return, check, publish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from marketplace.audit.services import record
from marketplace.clocks.calendar import at_local
from marketplace.clocks.federal import federal_calendar
from marketplace.clocks.words import clock_words, day_words, instant_words
from marketplace.lifecycles.errors import Refused, Stale
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.typed import too_long
from marketplace.organizations.queries import the_agency
from procurement.contracts.gathering import agreed_numbers
from procurement.negotiations.compose import OUTCOME_DAYS, REPORTING
from procurement.outcomes import signals
from procurement.outcomes.entry import CONTEXT, SETUP, TEXT_MAX
from procurement.outcomes.models import OutcomeReport, ReportPart, Result
from procurement.outcomes.permissions import REPLY, VERIFY, WRITE
from procurement.outcomes.queries import pilots_without_report
from procurement.outcomes.reading import analysis_of, read_report, terms_of, typed_rows
from procurement.outcomes.rowlike import why_rowlike
from procurement.outcomes.transitions import OUTCOME_REPORT, WRITABLE, ReportState
from procurement.outcomes.verdict import CANNOT_DECIDE
from procurement.pilots.models import CLOSE_OF_BUSINESS, Pilot
from procurement.pilots.services import write_down_verdict


@service
def open_report(*, pilot: Pilot, at: datetime) -> OutcomeReport:
    """Ask for the report that the contract sets, due on its day. Once: again gives the one that is there."""
    pilot = locked(pilot)
    existing = OutcomeReport.objects.filter(pilot=pilot).first()
    if existing:
        return existing
    if pilot.state not in ("active", "completed"):
        raise Refused("An outcome report is asked for once the pilot has started.")
    due_at = at_local(report_day(pilot), CLOSE_OF_BUSINESS, pilot.zone)
    report = OutcomeReport.objects.create(pilot=pilot, due_at=due_at, created_at=at)
    OUTCOME_REPORT.created(report, actor=None, at=at)
    signals.report_opened.send(sender=OutcomeReport, report=report, at=at)
    return report


def report_day(pilot: Pilot) -> date:
    """As many days after the pilot's last day as the contract fixed; that day itself where it fixed none."""
    days = agreed_numbers(pilot.terms, REPORTING).get(OUTCOME_DAYS, 0)
    return pilot.ends_on + timedelta(days=days)


@service
def open_owed_reports(*, at: datetime) -> list[OutcomeReport]:
    """Ask for every report that is owed and was not asked for yet."""
    return [open_report(pilot=pilot, at=at) for pilot in pilots_without_report()]


@service
def begin_report(*, report: OutcomeReport, actor: Any, at: datetime) -> OutcomeReport:
    """The district begins to write. The first part that is saved does this."""
    WRITE.check(actor, report)
    report = locked(report)
    OUTCOME_REPORT.move(report, "start", actor=actor, organization=report.pilot.buyer, at=at)
    return report


@service
def save_part(
    *, report: OutcomeReport, key: str, answers: Mapping[str, Any], edition: int, actor: Any, at: datetime
) -> ReportPart:
    """Keep one part as typed. Raises Stale for an old edition, ValidationError for what looks like rows of children."""
    WRITE.check(actor, report)
    report = locked(report)
    _writable(report)
    part = terms_of(report.pilot).part(key)
    if part is None:
        raise Refused("The contract asks for no such part.")
    typed = {asked.key: str(answers.get(asked.key) or "").strip() for asked in part.asked}
    listed = {name: reason for name, text in typed.items() if (reason := why_rowlike(text))}
    if listed:
        raise ValidationError(listed)
    row = ReportPart.objects.filter(report=report, key=key).select_related("saved_by").first()
    row = row or ReportPart(report=report, key=key)
    if row.edition != edition:
        raise Stale(_stale_words(row, report))
    if row.pk and row.answers == typed:
        return row
    row.answers, row.edition, row.saved_by, row.saved_at = typed, row.edition + 1, actor, at
    row.save()
    if report.state == ReportState.DUE:
        begin_report(report=report, actor=actor, at=at)
    record("outcome_report.part_saved", subject=report, actor=actor, organization=report.pilot.buyer, at=at,
           payload={"part": key, "edition": row.edition})  # fmt: skip
    return row


@service
def submit_report(*, report: OutcomeReport, actor: Any, at: datetime) -> OutcomeReport:
    """Send it: the totals are frozen, the provider's time to reply begins, the department checks it.

    Raises ValidationError naming each part that is not complete, and Refused before the pilot's teaching has ended.
    """
    WRITE.check(actor, report)
    report = locked(report)
    OUTCOME_REPORT.require(report, "submit")
    pilot = report.pilot
    if pilot.state != "completed":
        raise Refused("Record first that teaching has ended; then send the report.")
    readings = read_report(report, terms_of(pilot))
    gaps = [
        f"{reading.part.title}: {'needs a change' if reading.errors else 'is not complete'}."
        for reading in readings.values()
        if not reading.is_complete
    ]
    if gaps:
        raise ValidationError(gaps)
    report.setup, report.context = dict(readings[SETUP].values), dict(readings[CONTEXT].values)
    report.results.all().delete()
    Result.objects.bulk_create(
        Result(report=report, **{name: getattr(row, name) for name in row.__slots__}) for row in typed_rows(readings)
    )
    report.submitted_at, report.submitted_by, report.return_reason = at, actor, ""
    calendar = federal_calendar(pilot.zone)
    report.reply_until = calendar.deadline(at, pilot.policy_version.rules.clocks.outcome_reply_business_days)
    fields = ("setup", "context", "submitted_at", "submitted_by", "return_reason", "reply_until")
    OUTCOME_REPORT.move(report, "submit", actor=actor, organization=pilot.buyer, at=at, also_save=fields)
    signals.report_submitted.send(sender=OutcomeReport, report=report, at=at)
    return report


@service
def reply_to_report(*, report: OutcomeReport, text: str, actor: Any, at: datetime) -> OutcomeReport:
    """The provider's answer, printed beside the outcome as received. Once, within its time."""
    REPLY.check(actor, report)
    report = locked(report)
    if report.state not in (ReportState.SUBMITTED, ReportState.VERIFIED):
        raise Refused("A reply is taken while the report is checked, before the outcome is published.")
    if report.replied_at:
        raise Refused(f"Your reply of {day_words(localdate(report.replied_at))} stands. It is printed as received.")
    if at >= report.reply_until:
        raise Refused(f"The time to reply ended on {instant_words(report.reply_until, report.pilot.zone)}.")
    text = text.strip()
    problem = _text_problem(text)
    if problem:
        raise ValidationError({"text": problem})
    report.reply, report.replied_at, report.replied_by_name = text, at, str(actor)
    report.save(update_fields=["reply", "replied_at", "replied_by_name"])
    record("outcome_report.replied", subject=report, actor=actor, organization=report.pilot.provider, at=at)
    signals.report_replied.send(sender=OutcomeReport, report=report, at=at)
    return report


@service
def return_report(*, report: OutcomeReport, reason: str, actor: Any, at: datetime) -> OutcomeReport:
    """The department sends it back, and says what is wrong."""
    VERIFY.check(actor, report)
    report = locked(report)
    OUTCOME_REPORT.require(report, "return")
    if not reason.strip():
        raise ValidationError({"reason": "Say what has to change, so that the district can mend it."})
    report.return_reason = reason.strip()
    OUTCOME_REPORT.move(report, "return", actor=actor, organization=the_agency(), at=at, also_save=("return_reason",))
    signals.report_returned.send(sender=OutcomeReport, report=report, at=at)
    return report


@service
def verify_report(*, report: OutcomeReport, actor: Any, at: datetime) -> OutcomeReport:
    """The department finds the numbers sound. The verdict by the contract's rule is written down into the pilot."""
    VERIFY.check(actor, report)
    report = locked(report)
    OUTCOME_REPORT.require(report, "verify")
    report.verdict = analysis_of(report).verdict.outcome or CANNOT_DECIDE
    report.verified_at, report.verified_by = at, actor
    fields = ("verdict", "verified_at", "verified_by")
    OUTCOME_REPORT.move(report, "verify", actor=actor, organization=the_agency(), at=at, also_save=fields)
    write_down_verdict(
        pilot=report.pilot, verdict=report.verdict, outcome_reference=report.reference, actor=actor, at=at
    )
    signals.report_verified.send(sender=OutcomeReport, report=report, at=at)
    return report


def _writable(report: OutcomeReport) -> None:
    if report.pilot.state == "terminated":
        raise Refused("This pilot ended early, so no outcome report is asked for any more.")
    if report.state not in WRITABLE:
        raise Refused(f"This report is “{report.get_state_display().lower()}”, so its numbers stand as they were sent.")


def _stale_words(row: ReportPart, report: OutcomeReport) -> str:
    if not row.pk:
        return "This page was opened before the report began. Open it again; what you typed is still here."
    when = clock_words(row.saved_at, report.pilot.zone)
    return (
        f"{row.saved_by} saved this part at {when} on {day_words(localdate(row.saved_at))}, after you had opened it. "
        "Your answers are still here: compare them with what was saved, then save again."
    )


def _text_problem(text: str) -> str:
    if not text:
        return "Write what readers should know. It is printed as received."
    return too_long(text, TEXT_MAX) or why_rowlike(text)

"""The history of a model's page: every public decision, review, appeal, change, pilot and outcome, with its record."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from marketplace.audit.models import AuditEvent
from marketplace.audit.queries import history_of as audit_history_of
from marketplace.products.models import LearningModel
from procurement.appeals.queries import public_at as public_appeals_at
from procurement.designations.queries import history_of
from procurement.outcomes.models import OutcomeReport
from procurement.pilots.models import Pilot
from procurement.tierreviews.queries import published as published_reviews
from search.catalog.model_pilots import PilotLine


@dataclass(frozen=True, slots=True)
class Moment:
    """One public moment of the model's history, with the record it comes from."""

    at: datetime
    words: str
    url: str = ""
    reference: str = ""


def moments_of(model: LearningModel, lines: Sequence[PilotLine], at: datetime) -> tuple[Moment, ...]:
    """Everything that is public of a model up to an instant, the newest first."""
    found = [*_decisions(model, at), *_reviews(model), *_appeals(model, at), *_pilots(lines, at)]
    return tuple(sorted((one for one in found if one.at <= at), key=lambda one: one.at, reverse=True))


def _decisions(model: LearningModel, at: datetime) -> Iterator[Moment]:
    for entry in history_of(model, at=at):
        url = reverse("designations:determination", args=[entry.reference])
        yield Moment(entry.at, entry.words, url, entry.reference)


def _reviews(model: LearningModel) -> Iterator[Moment]:
    for review in published_reviews().filter(model=model):
        url = reverse("tierreviews:public", args=[review.reference])
        reason = review.get_trigger_display()
        words = f"A tier review was opened: {reason[:1].lower()}{reason[1:]}"
        yield Moment(review.created_at, words, url, review.reference)


def _appeals(model: LearningModel, at: datetime) -> Iterator[Moment]:
    rows = public_appeals_at(at).filter(determination__model=model)
    for appeal in rows.select_related("determination__policy_version"):
        url = reverse("appeals:public", args=[appeal.reference])
        yield Moment(appeal.created_at, "The provider filed an appeal", url, appeal.reference)
        yield Moment(appeal.public_at, f"Appeal {appeal.get_state_display().lower()}", url, appeal.reference)


def _pilots(lines: Iterable[PilotLine], at: datetime) -> Iterator[Moment]:
    """What is public of pilots and outcomes, each event with the record that it led to."""
    subjects: dict[tuple[str, int], Pilot] = {}
    records: list[Pilot | OutcomeReport] = []
    for line in lines:
        report = getattr(line.pilot, "outcome_report", None)
        for record in filter(None, (line.pilot, report)):
            records.append(record)
            subjects[record._meta.label_lower, record.pk] = line.pilot
    published = {line.pilot.pk: line.outcome for line in lines if line.outcome}
    for event in audit_history_of(*records, public_only=True).filter(at__lte=at):
        pilot = subjects[event.subject_type, event.subject_id]
        outcome = published.get(pilot.pk) if event.subject_type == OutcomeReport._meta.label_lower else None
        name, record = ("outcomes:public", outcome) if outcome else ("pilots:summary", pilot)
        yield Moment(event.at, _told(event, pilot), reverse(name, args=[record.reference]), record.reference)


def _told(event: AuditEvent, pilot: Pilot) -> str:
    """Who did it, and in which district where that was another body."""
    buyer = pilot.buyer
    if event.organization_id in (None, buyer.pk):
        return f"{buyer}: {event.words}"
    return f"{event.organization_name}: {event.words} in {buyer}"

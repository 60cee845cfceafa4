"""Applications with all that case work asks of them; batches; what was written and reminded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery, prefetch_related_objects

from marketplace.access.permissions import twin_of
from marketplace.clocks.calendar import local_day
from marketplace.people.models import User
from procurement.applications.models import Application
from procurement.applications.queries import for_staff, listed_for, visible_to
from procurement.applications.transitions import RUNNING_STATES
from procurement.casework.models import Batch, BatchRow, Reminder
from procurement.casework.permissions import MESSAGE, READ_MESSAGES, REMIND, RUN, STAFF
from procurement.casework.whose_turn import Turn, turn_of
from procurement.designations.models import Determination
from procurement.policy.pins import policies_in_use
from procurement.reviews.models import Assignment

twin_of(REMIND)(for_staff)
twin_of(MESSAGE)(for_staff)
twin_of(READ_MESSAGES)(visible_to)


@dataclass(frozen=True, slots=True)
class Case:
    """One running application: whose turn it is, whether that is late, and whether they were reminded today."""

    turn: Turn
    is_late: bool
    reminded_today: bool

    @property
    def application(self) -> Application:
        """The application."""
        return self.turn.application


@twin_of(RUN)
def own_batches(person: Any) -> QuerySet[Batch]:
    """The batches that the person prepared."""
    if not STAFF(person, None):
        return Batch.objects.none()
    return Batch.objects.filter(made_by_id=getattr(person, "pk", None))


def with_turns(applications: QuerySet[Application]) -> QuerySet[Application]:
    """The same applications with all that whose turn it is, and each act of a batch, ask of them, in few queries.
    `gathered` gives them."""
    shown = ("model", "provider", "fee", "subject__panel__lead", "subject__panel__consensus")
    people = Assignment.objects.select_related("reviewer").defer("left_reason")
    rows = _reminded(applications).select_related(*shown).prefetch_related("round", *_asked_in(people))
    return rows.defer(*HEAVY)


def _asked_in(parts: QuerySet[Assignment]) -> dict[Prefetch, str]:
    """What whose turn it is asks of applications, each with the one state in which it does."""
    return {
        Prefetch("cures"): "cure_requested",
        Prefetch("subject__panel__assignments", parts): "under_review",
        Prefetch("subject__determinations", Determination.objects.only(*DECIDED_BY)): "consensus",
    }


def gathered(applications: QuerySet[Application]) -> list[Application]:
    """The rows of `with_turns`; what many share, such as the policy, is one object, read once in a request."""
    policies = {version.pk: version for version in policies_in_use()}
    rows = list(applications)
    for row in rows:
        row.round.policy_version = policies[row.round.policy_version_id]
        if row.subject is not None:
            row.subject.policy_version = policies[row.subject.policy_version_id]
            row.subject.provider = row.provider
    return rows


DECIDED_BY = ("kind", "state", "reference", "recommended_by_id", "created_at", "tier_recommended", "subject_id")
TURN = (
    *("reference", "state", "round_id", "submitted_at", "resubmitted_at", "model__name", "provider__name"),
    *("fee__reference", "fee__state", "fee__settled_at"),
    *("subject__reference", "subject__created_at", "subject__policy_version_id"),
    *("subject__panel__subject_id", "subject__panel__lead_id", "subject__panel__consensus__panel_id"),
    *("subject__panel__consensus__state", "subject__panel__consensus__opened_at"),
    "subject__panel__consensus__agreed_at",
)
HEAVY = ("canonical_text", "subject__content", "subject__criteria")


def cases_for(person: Any, *, at: datetime) -> list[Case]:
    """Every running application that no conflict keeps from the person: late ones first, then by their clock."""
    turns = [(row, turn_of(row)) for row in _running(person)]
    cases = [
        Case(turn, turn.is_late(at), row.reminded_on == local_day(at, row.round.zone)) for row, turn in turns if turn
    ]
    return sorted(cases, key=_order)


def _running(person: Any) -> list[Application]:
    """With what whose turn it is asks of each, and nothing else: there are thousands, and people are shared."""
    rows = _reminded(listed_for(person).filter(state__in=RUNNING_STATES)).only(*TURN)
    rows = rows.select_related("model", "provider", "fee", "subject__panel__consensus").prefetch_related("round")
    found = gathered(rows)
    for asked, state in _asked_in(Assignment.objects.defer("left_reason")).items():
        prefetch_related_objects([row for row in found if row.state == state], asked)
    panels = [row.subject.panel for row in found if row.state in ("under_review", "consensus")]
    parts = [part for row in found if row.state == "under_review" for part in row.subject.panel.assignments.all()]
    asked = {panel.lead_id for panel in panels} | {part.reviewer_id for part in parts}
    people = User.objects.only("name", "email").in_bulk(asked - {None})
    for panel in panels:
        panel.lead = people.get(panel.lead_id)
    for part in parts:
        part.reviewer = people[part.reviewer_id]
    return found


def _reminded(applications: QuerySet[Application]) -> QuerySet[Application]:
    """The same with the last day on which somebody was reminded of each."""
    reminded = Reminder.objects.filter(application=OuterRef("pk")).order_by("-day").values("day")[:1]
    return applications.annotate(reminded_on=Subquery(reminded))


def is_reminded(application: Application, *, day: date) -> bool:
    """Whether somebody was reminded of an application on a day."""
    return Reminder.objects.filter(application=application, day=day).exists()


def rows_of(batch: Batch) -> list[BatchRow]:
    """The rows of a batch with all that its page asks of their applications, in a fixed number of queries."""
    rows = list(batch.rows.all())
    chosen = Application.objects.filter(pk__in=[row.application_id for row in rows])
    found = {each.pk: each for each in gathered(with_turns(chosen))}
    for row in rows:
        row.application = found[row.application_id]
    return rows


def _order(case: Case) -> tuple[bool, float, str]:
    clock = case.turn.due or case.turn.since
    return (case.turn.due is None, clock.timestamp(), case.application.reference)

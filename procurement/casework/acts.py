"""The acts of a batch: each calls the services of its own slice for one application, under their permissions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from marketplace.access.permissions import Permission
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.freshness import marks_of
from marketplace.lifecycles.services import service
from marketplace.lifecycles.words import checked_words
from procurement.applications import services as applications
from procurement.applications.models import Application
from procurement.applications.permissions import SCREEN
from procurement.casework import services
from procurement.casework.models import Batch, BatchAct, BatchRow
from procurement.casework.permissions import MESSAGE, REMIND
from procurement.casework.queries import rows_of
from procurement.casework.transitions import RowState
from procurement.casework.whose_turn import turn_of
from procurement.designations import services as designations
from procurement.designations.contents import recommended_values
from procurement.designations.models import Determination
from procurement.designations.permissions import is_determiner, recommended_it
from procurement.designations.queries import whole as whole_decisions
from procurement.reviews import services as reviews
from procurement.reviews.permissions import ASSIGN
from procurement.reviews.proposing import refusal_of
from procurement.reviews.suggesting import Proposed, places_of, proposals

ABOUT: Mapping[str, str] = {
    BatchAct.SCREEN: "Note for colleagues",
    BatchAct.CURE: "What is missing, one thing a line",
    BatchAct.ASSIGN: "Why now, for the record",
    BatchAct.REMIND: "Why now, for the record",
    BatchAct.MESSAGE: "What the provider should know",
    BatchAct.DETERMINE: "Reason, which the provider reads",
}
IN_STATE: Mapping[str, tuple[str, ...]] = {
    BatchAct.SCREEN: ("submitted", "screening"),
    BatchAct.CURE: ("submitted", "screening"),
    BatchAct.ASSIGN: ("under_review",),
    BatchAct.DETERMINE: ("consensus",),
}


@dataclass(frozen=True, slots=True)
class Recommended:
    """What is recommended for a row that waits for a decision, and the marks of it."""

    decision: Determination
    marks: str


@dataclass(frozen=True, slots=True)
class _Given:
    """What a row is done with besides its reason."""

    proposed: Proposed | None
    seen: str | None


def recommended(batch: Batch, rows: Sequence[BatchRow], person: Any) -> dict[int, Recommended]:
    """What each row of a batch of decisions would be decided as, by the key of the row, unless a conflict of interest
    keeps it from the person."""
    if batch.act != BatchAct.DETERMINE:
        return {}
    open_to = [row for row in rows if REMIND.decide(person, row.application)]
    keys = {found.pk: row.pk for row in open_to if (found := _first(row.application))}
    whole = Determination.objects.filter(pk__in=keys)
    return {keys[one.pk]: Recommended(one, marks_of(recommended_values(one))) for one in whole}


def obstacle(act: str, application: Application, person: Any) -> str:
    """Why the act cannot be done with an application by this person now; empty where nothing is known to stand in the
    way. What only the service can tell is said when it is tried."""
    states = IN_STATE.get(act)
    if states and application.state not in states:
        return f"It is “{application.get_state_display()}”, so this cannot be done."
    if act == BatchAct.DETERMINE:
        return _obstacle_to_deciding(application, person)
    if act == BatchAct.ASSIGN and not places_of(application.subject) and application.subject.panel.lead_id:
        return "Its panel is complete."
    if act == BatchAct.REMIND and turn_of(application) is None:
        return "Nothing is to be done with it now."
    asked = _asked_of(act)
    return asked.decide(person, application.subject if asked is ASSIGN else application).reason


def _obstacle_to_deciding(application: Application, person: Any) -> str:
    found = _first(application)
    if found is None:
        return "No decision is recommended yet."
    asked = is_determiner.decide(person, application)
    if asked and found.recommended_by_id == person.pk:
        return recommended_it.reason_when_inverted
    return (asked and REMIND.decide(person, application)).reason


def run_batch(
    *, batch: Batch, seen: Mapping[int, str] = MappingProxyType({}), actor: Any, at: datetime
) -> tuple[int, int]:
    """Do what is not done yet, each application for itself: one that fails keeps no other from being done. Gives how
    many were done now and how many failed. ``seen`` are the marks of the recommendations that the page showed, by the
    key of the row: one that was revised since is not decided on."""
    rows = [row for row in rows_of(batch) if row.state != RowState.DONE]
    proposed = _proposed(batch, rows, at)
    done = failed = 0
    for row in rows:
        given = _Given(proposed.get(row.application_id), seen.get(row.pk))
        words = refusal_of(_trying(batch, row, given, actor, at))
        done += not words
        failed += bool(words) and services.fail_row(row=row, words=words).state == RowState.FAILED
    return done, failed


def _trying(batch: Batch, row: BatchRow, given: _Given, actor: Any, at: datetime) -> Callable[[], Any]:
    return lambda: _do(batch=batch, row=row, given=given, actor=actor, at=at)


@service
def _do(*, batch: Batch, row: BatchRow, given: _Given, actor: Any, at: datetime) -> None:
    services.finish_row(row=row, at=at)
    checked_words(row.reason, field="reason", most=services.TEXT_MAX_CHARACTERS)
    application, common = row.application, batch.common
    if batch.act == BatchAct.REMIND:
        services.remind(application=application, note=row.reason, actor=actor, at=at)
    elif batch.act == BatchAct.MESSAGE:
        services.write_to_provider(application=application, text=row.reason, actor=actor, at=at)
    elif batch.act == BatchAct.SCREEN:
        applications.pass_screening(
            application=_begun(application, actor, at),
            checked=common.get("checked", ()),
            note=row.reason,
            actor=actor,
            at=at,
        )
    elif batch.act == BatchAct.CURE:
        known = {section.key for section in application.round.definition.sections}
        applications.request_cure(
            application=_begun(application, actor, at),
            items=row.reason.splitlines(),
            sections=[key for key in common.get("sections", ()) if key in known],
            actor=actor,
            at=at,
        )
    elif batch.act == BatchAct.ASSIGN:
        _assign(application, given.proposed, actor, at)
    else:
        _determine(application, row.reason, given.seen, actor, at)


def _begun(application: Application, actor: Any, at: datetime) -> Application:
    if application.state != "submitted":
        return application
    return applications.begin_screening(application=application, actor=actor, at=at)


def _assign(application: Application, proposed: Proposed | None, actor: Any, at: datetime) -> None:
    if proposed is None:
        raise Refused("It is not under review, so it has no panel.")
    subject = application.subject
    if not proposed.people and (proposed.lead is None or not proposed.needs_lead):
        lacks = "Nobody in the pool is free to review it." if proposed.lacking else "Its panel is complete."
        raise Refused(lacks)
    if proposed.needs_lead and proposed.lead is not None:
        reviews.name_lead(subject=subject, lead=proposed.lead, actor=actor, at=at)
    for one in proposed.people:
        reviews.assign_reviewer(subject=subject, reviewer=one.person, actor=actor, at=at)


def _determine(application: Application, reason: str, seen: str | None, actor: Any, at: datetime) -> None:
    found = _first(application)
    if found is None:
        raise Refused("No decision is recommended yet.")
    if not reason.strip():
        raise Refused("Give a reason. The provider reads it.")
    determination = whole_decisions().get(pk=found.pk)
    designations.issue(
        determination=determination,
        tier=determination.tier_recommended,
        reason=reason,
        seen=seen,
        actor=actor,
        at=at,
    )


def _proposed(batch: Batch, rows: Sequence[BatchRow], at: datetime) -> dict[int, Proposed]:
    if batch.act != BatchAct.ASSIGN:
        return {}
    running = [row.application for row in rows if row.application.state == "under_review"]
    found = proposals([each.subject for each in running], at=at)
    return {each.pk: one for each, one in zip(running, found, strict=True)}


def _first(application: Application) -> Determination | None:
    rows = application.subject.determinations.all() if application.subject else ()
    return next((row for row in rows if row.kind == "first" and row.state == "recommended"), None)


def _asked_of(act: str) -> Permission:
    if act in (BatchAct.SCREEN, BatchAct.CURE):
        return SCREEN
    if act == BatchAct.ASSIGN:
        return ASSIGN
    return REMIND if act == BatchAct.REMIND else MESSAGE

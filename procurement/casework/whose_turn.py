"""Whose turn it is with an application, by when, and the reminder that says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from marketplace.clocks.federal import federal_calendar
from marketplace.lifecycles.models import Record
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with
from marketplace.people.models import User
from procurement.applications.models import Application
from procurement.applications.permissions import AUTHORS, SENDERS
from procurement.applications.queries import screening_due
from procurement.reviews.models import Assignment
from procurement.reviews.suggesting import places_of
from procurement.reviews.ties import people_for

People = Callable[[], list[User]]


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is, what they have to do and by when. ``subject`` and ``line`` are the reminder; ``people`` finds
    whom it goes to, none of whom a conflict keeps out; ``page`` is the page of the portal, with what it is of.
    Where ``due`` is None the matter has no fixed date."""

    application: Application
    who: str
    what: str
    due: datetime | None
    since: datetime
    subject: str
    line: str
    page: tuple[str, str]
    people: People

    @property
    def url(self) -> str:
        """Where it is done."""
        name, reference = self.page
        return reverse(name, args=[reference] if reference else [])

    def is_late(self, at: datetime) -> bool:
        """Whether the time is over."""
        return self.due is not None and self.due <= at


def turn_of(application: Application) -> Turn | None:
    """Whose turn it is with an application that was sent; None once nothing is to be done any more."""
    read = _BY_STATE.get(application.state)
    return read(application) if read else None


def _being_checked(application: Application) -> Turn:
    fee = application.fee
    if fee is not None and not fee.is_settled:
        return Turn(
            application, str(application.provider), "Pay the fee", None, application.submitted_at,
            f"{application.reference}: the fee is still due",
            "The check begins once it is paid or an exemption is granted.",
            ("payments:detail", fee.reference),
            lambda: list(people_with(application.provider, *AUTHORS, *SENDERS)),
        )  # fmt: skip
    return _of_officers(
        application,
        "Check that everything is there",
        screening_due(application),
        application.last_sent_at,
        application,
        "applications:agency_detail",
    )


def _missing(application: Application) -> Turn:
    cure = max(application.cures.all(), key=lambda one: one.number)
    return Turn(
        application, str(application.provider), "Send what is missing", cure.due_at, cure.asked_at,
        f"{application.reference}: something is still missing", "Send it in time, or the application is closed.",
        ("applications:cure", application.reference),
        lambda: list(people_with(application.provider, *AUTHORS, *SENDERS)),
    )  # fmt: skip


def _under_review(application: Application) -> Turn | None:
    subject = application.subject
    rows = list(subject.panel.assignments.all())
    if places_of(subject) or subject.panel.lead_id is None:
        left = [row.offered_at for row in rows]
        return _of_panel(application, "Complete the panel", None, max(left, default=subject.created_at))
    waiting = [row for row in rows if row.state in ("offered", "accepted")]
    if not waiting:
        return None
    names = ", ".join(str(row.reviewer) for row in waiting)
    return Turn(
        application, names, "Send scores", min(row.due_at for row in waiting), min(row.offered_at for row in waiting),
        f"{subject.reference}: your review is waiting", "Declare, then score each criterion, and send your scores.",
        ("reviews:queue", ""), lambda: _reviewers(waiting),
    )  # fmt: skip


def _in_consensus(application: Application) -> Turn:
    subject = application.subject
    consensus, panel = subject.panel.consensus, subject.panel
    calendar = federal_calendar(subject.policy_version.rules.calendar.zone)
    due = calendar.deadline(consensus.opened_at, subject.policy_version.rules.clocks.decision_business_days)
    if consensus.state == "open" and panel.lead is None:
        return _of_panel(application, "Name a lead", due, consensus.opened_at)
    if consensus.state == "open":
        return Turn(
            application, str(panel.lead), "Record the consensus", due, consensus.opened_at,
            f"{subject.reference}: the consensus is waiting", "Bring the panel together and record what it agrees.",
            ("reviews:consensus", subject.reference), lambda: [panel.lead],
        )  # fmt: skip
    first = next((row for row in subject.determinations.all() if row.kind == "first"), None)
    if first is None:
        return _of_panel(application, "Recommend a decision", due, consensus.agreed_at)
    return Turn(
        application, "Determiners", "Decide", due, first.created_at,
        f"{first.reference}: a decision is waiting", "A recommendation was made. Decide on it.",
        ("designations:agency_detail", first.reference),
        lambda: _of_role(application, Role.DETERMINER, without=first.recommended_by_id),
    )  # fmt: skip


def _of_officers(
    application: Application, what: str, due: datetime | None, since: datetime, record: Record, page: str
) -> Turn:
    return Turn(
        application, "Program officers", what, due, since, f"{record.reference}: it is the department’s turn",
        f"{what}.", (page, record.reference),
        lambda: _of_role(application, Role.PROGRAM_OFFICER),
    )  # fmt: skip


def _of_panel(application: Application, what: str, due: datetime | None, since: datetime) -> Turn:
    return _of_officers(application, what, due, since, application.subject, "reviews:subject")


def _of_role(application: Application, role: str, *, without: int | None = None) -> list[User]:
    policy = application.round.policy_version
    found = people_for(role, provider=application.provider, policy=policy, subject=application.subject)
    return [person for person in found if person.pk != without]


def _reviewers(rows: list[Assignment]) -> list[User]:
    return [row.reviewer for row in rows]


_BY_STATE = {
    "submitted": _being_checked,
    "screening": _being_checked,
    "cure_requested": _missing,
    "under_review": _under_review,
    "consensus": _in_consensus,
}

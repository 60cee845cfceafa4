"""Writing rounds: draft, edit, publish, archive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.clocks.calendar import local_day
from marketplace.clocks.federal import federal_calendar
from marketplace.clocks.words import instant_words
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.freshness import require_fresh
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.queries import the_agency
from marketplace.organizations.remedies import refuse_dead_end
from procurement.applicationforms.models import ApplicationFormVersion
from procurement.applicationforms.services import load_form
from procurement.policy.queries import policy_in_force
from procurement.rounds import signals
from procurement.rounds.dates import shifted
from procurement.rounds.hidden_services import hidden_values
from procurement.rounds.models import Round, RoundCategory
from procurement.rounds.permissions import ARCHIVE, CREATE, EDIT, PUBLISH
from procurement.rounds.queries import documents_of, next_reference
from procurement.rounds.transitions import ROUND


@dataclass(frozen=True, slots=True)
class Notice:
    """What an officer writes in a round. Each combination of subject, grade band and service is a category. Without a
    closing it is rolling; without a form of its own it takes the one that the portal ships with."""

    title: str
    summary: str
    opens_at: datetime
    closes_at: datetime | None
    subjects: tuple[str, ...]
    grade_bands: tuple[str, ...]
    services: tuple[str, ...]
    zone: str = ""
    form: ApplicationFormVersion | None = None

    def categories(self) -> Iterable[tuple[str, str, str]]:
        """Each combination once, in order."""
        return product(self.subjects, self.grade_bands, self.services)


@service
def draft_round(*, notice: Notice, actor: Any, at: datetime) -> Round:
    """A draft pinned to the policy in force at ``at``, with copies of its criteria and of the form chosen.

    The same notice sent twice by the same person is drafted once.
    """
    CREATE.check(actor)
    policy = policy_in_force(at)
    if policy is None:
        raise Refused("No policy is in force yet. Publish one first; a round takes its criteria from it.")
    check_notice(notice)
    locked(policy)
    again = _drafted_before(notice, actor)
    if again:
        return again
    zone = notice.zone or policy.rules.calendar.zone
    chosen = notice.form or load_form(actor=None, at=at)
    drafted = Round.objects.create(
        reference=next_reference(local_day(notice.opens_at, zone).year),
        title=notice.title.strip(),
        summary=notice.summary.strip(),
        policy_version=policy,
        opens_at=notice.opens_at,
        closes_at=notice.closes_at,
        is_rolling=notice.closes_at is None,
        zone=zone,
        criteria=[criterion.as_json() for criterion in policy.rules.criteria],
        form_version=chosen,
        form=chosen.definition,
        created_by=actor,
        created_at=at,
    )
    set_categories(drafted, notice)
    ROUND.created(drafted, actor=actor, organization=the_agency(), at=at)
    return drafted


@service
def edit_round(*, draft: Round, notice: Notice, actor: Any, at: datetime, seen: str | None = None) -> Round:
    """Change a draft; Stale where others stand than were seen. A published round changes only by amendment."""
    EDIT.check(actor, draft)
    draft = locked(draft)
    if draft.state != "draft":
        raise Refused("This round is published, so its criteria and dates stand as they are.")
    require_fresh(seen=seen, now=values_of(draft))
    check_notice(notice)
    draft.title, draft.summary = notice.title.strip(), notice.summary.strip()
    draft.opens_at, draft.closes_at = notice.opens_at, notice.closes_at
    draft.is_rolling = notice.closes_at is None
    draft.zone = notice.zone or draft.zone
    if notice.form is not None:
        draft.form_version, draft.form = notice.form, notice.form.definition
    draft.save()
    set_categories(draft, notice)
    record("round.edited", subject=draft, actor=actor, organization=the_agency(), at=at)
    return draft


def values_of(draft: Round) -> dict[str, Any]:
    """What a draft's form changes, under the names that people read."""
    return {
        "The title": draft.title,
        "What you are looking for": draft.summary,
        "The opening": instant_words(draft.opens_at, draft.zone),
        "The closing": draft.closing_words,
        "The form": str(draft.form_version or ""),
        "The categories": [str(category) for category in draft.categories.order_by("pk")],
    }


def document_values(asked: Round) -> dict[str, Any]:
    """What the page of documents changes, under the names that people read."""
    return {"The documents": [f"{each.title} ({each.file.name})" for each in documents_of(asked)]}


def values_to_publish(draft: Round) -> dict[str, Any]:
    """All that becomes public or stands with a draft once it is published, under the names that people read."""
    return values_of(draft) | document_values(draft) | hidden_values(draft)


@service
def publish_round(*, draft: Round, actor: Any, at: datetime, seen: str | None = None) -> Round:
    """Make a draft public. From then on its criteria, form and dates stand (Pilotage rules 1.2, P1).

    Raises Stale where another draft stands than was seen, DeadEnd where a step up to the decision on an appeal would
    have nobody.
    """
    PUBLISH.check(actor, draft)
    draft = locked(draft)
    ROUND.require(draft, "publish")
    require_fresh(seen=seen, now=values_to_publish(draft), advice="Read the draft as it is now, then publish it.")
    if draft.has_closed(at):
        raise Refused("This round would close in the past. Set a later closing date, then publish it.")
    if not draft.categories.exists():
        raise Refused("This round invites nothing yet. Choose at least one subject, grade band and service.")
    pin_clocks(draft)
    if draft.questions_until and draft.questions_until <= at:
        ended = instant_words(draft.questions_until, draft.zone)
        raise Refused(f"Nobody could ask: questions would end {ended}. Set a later closing date, then publish it.")
    refuse_dead_end("round", draft, organization=the_agency())
    draft.published_at = at
    saved = ("published_at", "questions_until", "answers_until")
    draft.documents.update(public_at=at)
    ROUND.move(draft, "publish", actor=actor, organization=the_agency(), at=at, also_save=saved)
    signals.round_published.send(sender=Round, round=draft, at=at)
    return draft


@service
def archive_round(*, closed: Round, actor: Any, at: datetime) -> Round:
    """Put a closed round away. It stays public. A rolling one is ended first."""
    ARCHIVE.check(actor, closed)
    closed = locked(closed)
    ROUND.require(closed, "archive")
    if closed.closes_at is None:
        raise Refused("This round is rolling. End it first; it can be archived once it has closed.")
    if not closed.has_closed(at):
        raise Refused("This round has not closed yet. It can be archived once it has.")
    ROUND.move(closed, "archive", actor=actor, organization=the_agency(), at=at)
    return closed


def pin_clocks(asked: Round) -> None:
    """Set until when questions are taken and answered, as the round's policy counts them before its closing, if any."""
    if asked.closes_at is None:
        return
    rules = asked.policy_version.rules
    calendar, clocks = federal_calendar(rules.calendar.zone), rules.clocks
    before = (clocks.questions_before_business_days, clocks.answers_before_business_days)
    asked.questions_until, asked.answers_until = (
        shifted(asked.closes_at, -days, zone=asked.zone, calendar=calendar) for days in before
    )


def check_notice(notice: Notice) -> None:
    """Raise ValidationError where the notice lacks something or contradicts itself."""
    faults = {}
    if not notice.title.strip():
        faults["title"] = "Give the round a title, such as “Mathematics, grades 6 to 9”."
    if not notice.summary.strip():
        faults["summary"] = "Say in a few sentences what you are looking for."
    if notice.closes_at is not None and notice.closes_at <= notice.opens_at:
        faults["closes_on"] = "The closing date comes after the opening date."
    for name in ("subjects", "grade_bands", "services"):
        if not getattr(notice, name):
            faults[name] = "Choose at least one."
    if faults:
        raise ValidationError(faults)


def _drafted_before(notice: Notice, actor: Any) -> Round | None:
    mine = Round.objects.filter(state="draft", created_by=actor, title=notice.title.strip())
    same = mine.filter(summary=notice.summary.strip(), opens_at=notice.opens_at, closes_at=notice.closes_at)
    wanted = set(notice.categories())
    taken = ("subject", "grade_band", "service")
    return next((each for each in same if set(each.categories.values_list(*taken)) == wanted), None)


def set_categories(draft: Round, notice: Notice) -> None:
    """Make the categories of a round those of the notice."""
    draft.categories.all().delete()
    RoundCategory.objects.bulk_create(
        RoundCategory(round=draft, subject=subject, grade_band=grade_band, service=offered)
        for subject, grade_band, offered in notice.categories()
    )

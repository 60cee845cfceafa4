"""Amending a published round: field by field, with a reason, and with more time for everyone; ending a rolling one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from marketplace.audit.services import record
from marketplace.clocks.federal import federal_calendar
from marketplace.clocks.words import count_words, instant_words
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.freshness import require_fresh
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.words import checked_words
from marketplace.organizations.queries import the_agency
from marketplace.products.vocabulary import GradeBand, Service, Subject
from procurement.rounds import signals
from procurement.rounds.amending import Change, Field, changes_between
from procurement.rounds.dates import earliest_end, shifted
from procurement.rounds.models import Round, RoundAmendment
from procurement.rounds.permissions import AMEND, END
from procurement.rounds.services import Notice, check_notice, pin_clocks, set_categories, values_of
from procurement.rounds.transitions import RoundState

REASON_MAX_CHARACTERS = 2000
CATEGORY_FIELDS = (
    ("subject", "subjects", Subject),
    ("grade_band", "grade_bands", GradeBand),
    ("service", "services", Service),
)


@service
def amend_round(
    *, asked: Round, notice: Notice, reason: str, actor: Any, at: datetime, seen: str | None = None
) -> RoundAmendment:
    """Change a published round before it closes. The deadline moves as its policy says, and everyone is told.

    What is invited may grow but not shrink, for somebody may have begun an application for it. A rolling round stays
    rolling: `end_round` ends it. Stale where another notice stands than was seen.
    """
    AMEND.check(actor, asked)
    asked = locked(asked)
    changes = planned_changes(asked=asked, notice=notice, at=at, seen=seen)
    reason = checked_reason(reason)
    before = asked.closes_at
    _apply(asked, notice)
    set_categories(asked, notice)
    return amended(asked=asked, changes=changes, closes_before=before, reason=reason, actor=actor, at=at)


@service
def end_round(*, asked: Round, ends_at: datetime, reason: str, actor: Any, at: datetime) -> RoundAmendment:
    """Give a rolling round its end. It is public with its reason, and told to everyone who began an application.

    The notice is the business days that the policy gives with an amendment, and long enough to ask. From then on the
    round's questions have the clocks of a round that closes.
    """
    END.check(actor, asked)
    asked = locked(asked)
    if asked.state != RoundState.PUBLISHED or asked.closes_at is not None:
        raise Refused("Only a rolling round that is published and has no end yet is ended.")
    reason = checked_reason(reason)
    earliest = earliest_ending(asked=asked, at=at)
    if ends_at < earliest:
        words = instant_words(earliest, asked.zone)
        raise ValidationError({"ends_on": f"Who is writing has time to send. The earliest end is {words}."})
    invited = _invited(asked)
    before = _fields(asked, invited)
    asked.closes_at = ends_at
    pin_clocks(asked)
    changes = changes_between(before, _fields(asked, invited))
    return amended(asked=asked, changes=changes, closes_before=None, reason=reason, actor=actor, at=at)


def amended(
    *, asked: Round, changes: Sequence[Change], closes_before: datetime | None, reason: str, actor: Any, at: datetime
) -> RoundAmendment:
    """Save a locked round with what was changed in it, keep that as its next amendment, and send the news."""
    asked.save()
    last = asked.amendments.aggregate(last=Max("number"))["last"] or 0
    amendment = RoundAmendment.objects.create(
        round=asked,
        number=last + 1,
        reason=reason,
        changes=[change.as_json() for change in changes],
        closes_before=closes_before,
        closes_after=asked.closes_at,
        made_by=actor,
        made_at=at,
    )
    name = "round.ended" if amendment.ends_it else "round.amended"
    payload = {"number": amendment.number, "fields": [change.name for change in changes]}
    record(name, subject=asked, actor=actor, organization=the_agency(), at=at, payload=payload, public=True)
    signals.round_amended.send(sender=RoundAmendment, amendment=amendment, at=at)
    return amendment


def planned_changes(*, asked: Round, notice: Notice, at: datetime, seen: str | None = None) -> tuple[Change, ...]:
    """What the amendment would change, for a look before it is made. Raises as `amend_round` does; writes nothing."""
    require_amendable(asked, at)
    require_fresh(seen=seen, now=values_of(asked))
    check_notice(notice)
    invited = _invited(asked)
    faults = _shrinking(invited, notice)
    if notice.opens_at != asked.opens_at and at >= asked.opens_at:
        faults["opens_on"] = "The round has opened already, so its opening stands."
    before, after = _fields(asked, invited), _fields(_amended(asked, notice), _invited_by(notice))
    if not faults and before == after:
        raise Refused("Nothing is changed yet. Change at least one line, then look at it again.")
    faults |= _too_soon(asked, notice)
    if faults:
        raise ValidationError(faults)
    return changes_between(before, after)


def earliest_closing(*, asked: Round) -> datetime | None:
    """The earliest closing that an amendment may set: later than now's by the business days of the policy.

    None while the round has no closing.
    """
    if asked.closes_at is None:
        return None
    rules = asked.policy_version.rules
    calendar = federal_calendar(rules.calendar.zone)
    return shifted(asked.closes_at, rules.clocks.amendment_extends_business_days, zone=asked.zone, calendar=calendar)


def earliest_ending(*, asked: Round, at: datetime) -> datetime:
    """The earliest end that a rolling round may be given at this instant; never before it has opened."""
    rules = asked.policy_version.rules
    calendar, start = federal_calendar(rules.calendar.zone), max(at, asked.opens_at)
    return earliest_end(start, clocks=rules.clocks, zone=asked.zone, calendar=calendar)


def checked_reason(reason: str) -> str:
    """The reason, or ValidationError saying what is accepted."""
    return checked_words(reason, field="reason", most=REASON_MAX_CHARACTERS, missing="Say why. Everyone reads it.")


def require_amendable(asked: Round, at: datetime) -> None:
    """Raise Refused for a draft, and for what has closed."""
    if asked.state == RoundState.DRAFT:
        raise Refused("This round is still a draft. Change the draft; only what is published is amended.")
    if asked.state == RoundState.ARCHIVED or asked.has_closed(at):
        raise Refused("This round has closed, so what it asked stands. Publish a new round instead.")


def _shrinking(invited: dict[str, set[str]], notice: Notice) -> dict[str, str]:
    """What would no longer be invited, by field."""
    faults = {}
    for _, name, words in CATEGORY_FIELDS:
        gone = [label for value, label in words.choices if value in invited[name] - set(getattr(notice, name))]
        if gone:
            faults[name] = f"{', '.join(gone)} was invited, and somebody may have begun to apply. Keep it."
    return faults


def _too_soon(asked: Round, notice: Notice) -> dict[str, str]:
    earliest = earliest_closing(asked=asked)
    if earliest is None:
        return {} if notice.closes_at is None else {"closes_on": "This round is rolling. End it on the page for that."}
    if notice.closes_at is None:
        return {"closes_on": "This round closes on a date. It cannot become rolling once it is published."}
    if notice.closes_at >= earliest:
        return {}
    days = count_words(asked.policy_version.rules.clocks.amendment_extends_business_days, "business day")
    words = instant_words(earliest, asked.zone)
    return {"closes_on": f"An amendment gives everyone at least {days} more. The earliest closing is {words}."}


def _amended(asked: Round, notice: Notice) -> Round:
    """The round as it would be, not saved."""
    later = Round(zone=asked.zone, policy_version=asked.policy_version)
    _apply(later, notice)
    return later


def _apply(asked: Round, notice: Notice) -> None:
    asked.title, asked.summary = notice.title.strip(), notice.summary.strip()
    asked.opens_at, asked.closes_at = notice.opens_at, notice.closes_at
    pin_clocks(asked)


def _invited(asked: Round) -> dict[str, set[str]]:
    return {name: set(asked.categories.values_list(part, flat=True)) for part, name, _ in CATEGORY_FIELDS}


def _invited_by(notice: Notice) -> dict[str, set[str]]:
    return {name: set(getattr(notice, name)) for _, name, _ in CATEGORY_FIELDS}


def _fields(asked: Round, invited: dict[str, Collection[str]]) -> list[Field]:
    """The notice in words, in the order in which it is read."""
    labels = {
        name: ", ".join(label for value, label in words.choices if value in invited[name])
        for _, name, words in CATEGORY_FIELDS
    }
    return [
        Field("title", "Title", asked.title),
        Field("summary", "What is looked for", asked.summary),
        Field("subjects", "Subjects", labels["subjects"]),
        Field("grade_bands", "Grades", labels["grade_bands"]),
        Field("services", "Kinds of service", labels["services"]),
        Field("opens_at", "Opens", _words(asked.opens_at, asked.zone)),
        Field("questions_until", "Questions until", _words(asked.questions_until, asked.zone)),
        Field("answers_until", "Answers until", _words(asked.answers_until, asked.zone)),
        Field("closes_at", "Closes", asked.closing_words),
    ]


def _words(instant: datetime | None, zone: str) -> str:
    return instant_words(instant, zone) if instant else "Not set"

"""What an application for a tier takes today: time, documents, fee, clauses and dates."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from marketplace.clocks.federal import federal_calendar
from marketplace.clocks.words import effort_words
from procurement.applicationforms.questions import Section
from procurement.applicationforms.reading import read_form
from procurement.applicationforms.shipped import shipped_form
from procurement.clauses.models import ClauseKind
from procurement.clauses.queries import current_versions
from procurement.policy.fees import fee_in_words
from procurement.policy.models import PolicyVersion
from procurement.rounds.dates import decision_dates
from procurement.rounds.models import Round
from procurement.rounds.queries import SOONEST_CLOSING, open_at


def what_it_takes(tier: str, *, policy: PolicyVersion, at: datetime) -> dict[str, Any]:
    """For the page: sections and hours, fee, limits, locked clauses, and by when the next round is decided."""
    if not tier:
        return {}
    rounds = list(open_at(at).select_related("policy_version").order_by(*SOONEST_CLOSING))
    definition = rounds[0].definition if rounds else read_form(shipped_form())
    sections = [section for section in definition.sections if _is_asked(section, tier)]
    return {
        "limits": policy.rules.tiers.of(tier),
        "fee_words": fee_in_words(policy.rules.fees),
        "policy": policy,
        "sections": sections,
        "effort": effort_words(sum(section.minutes for section in sections)),
        "locked_clauses": current_versions().filter(kind=ClauseKind.LOCKED),
        "rounds": [(each, decided_by(each, at=at)) for each in rounds],
    }


def decided_by(asked: Round, *, at: datetime) -> datetime:
    """By when a round is decided: the days of its policy for checking, reviewing and deciding, after its closing.

    A rolling one decides on each application by itself: after ``at``, as if it were sent then.
    """
    rules = asked.policy_version.rules
    calendar = federal_calendar(rules.calendar.zone)
    return decision_dates(at if asked.is_rolling else asked.closes_at, clocks=rules.clocks, calendar=calendar)[-1]


def _is_asked(section: Section, tier: str) -> bool:
    """Whether an applicant for the tier has to fill it in."""
    return bool(section.panel) or any(question.is_required(tier) for question in section.questions)

"""Writing the pool: a reviewer's own expertise, load and days away; what the agency pays for a review."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.lifecycles.freshness import require_fresh
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.queries import the_agency
from marketplace.people.models import User
from marketplace.products.vocabulary import GradeBand, Subject
from procurement.reviewers.models import ReviewerProfile, ReviewMethod
from procurement.reviewers.permissions import OWN, SET_HONORARIUM
from procurement.reviewers.queries import profile_of

LOAD_MOST = 50
HONORARIUM_MOST_CENTS = 1_000_000_00
ABSENCES_MOST = 50
ABSENCE_LONGEST = timedelta(days=366)
KNOWN = {"subjects": Subject, "grade_bands": GradeBand, "methods": ReviewMethod}


@service
def save_expertise(
    *,
    subjects: Iterable[str],
    grade_bands: Iterable[str],
    methods: Iterable[str],
    load_max: int,
    actor: User,
    at: datetime,
    seen: str | None = None,
) -> ReviewerProfile:
    """Keep what the reviewer knows and how many open reviews they accept. Suggestions follow from it.

    Raises ValidationError for a word outside its list or a load outside 0 to 50, Stale where another profile stands.
    """
    OWN.check(actor)
    locked(actor)
    profile = profile_of(actor)
    require_fresh(seen=seen, now=values_of(profile))
    chosen = {"subjects": list(subjects), "grade_bands": list(grade_bands), "methods": list(methods)}
    for name, words in KNOWN.items():
        if not set(chosen[name]) <= set(words.values):
            raise ValidationError({name: f"Choose from: {', '.join(map(str, words.labels))}."})
    if not 0 <= load_max <= LOAD_MOST:
        raise ValidationError({"load_max": f"Enter a whole number from 0 to {LOAD_MOST}."})
    for name, values in (chosen | {"load_max": load_max}).items():
        setattr(profile, name, values)
    profile.save()
    record("reviewer.profile_changed", subject=actor, actor=actor, organization=the_agency(), at=at)
    return profile


@service
def add_absence(*, from_day: date, to_day: date, actor: User, at: datetime) -> ReviewerProfile:
    """Name days on which the reviewer takes on nothing, both included. The same days named twice are kept once."""
    OWN.check(actor)
    if to_day < from_day:
        raise ValidationError({"to_day": "The last day cannot be before the first."})
    if to_day - from_day > ABSENCE_LONGEST:
        raise ValidationError({"to_day": "Name at most a year at once. If you stop reviewing, tell the department."})
    locked(actor)
    profile, pair = profile_of(actor), [from_day.isoformat(), to_day.isoformat()]
    if pair not in profile.absences:
        if len(profile.absences) >= ABSENCES_MOST:
            raise ValidationError({"from_day": f"Keep at most {ABSENCES_MOST}. Remove some that are over."})
        profile.absences = sorted([*profile.absences, pair])
        profile.save()
        record("reviewer.absence_added", subject=actor, actor=actor, organization=the_agency(), at=at)
    return profile


@service
def remove_absence(*, from_day: date, to_day: date, actor: User, at: datetime) -> ReviewerProfile:
    """Take back days away."""
    OWN.check(actor)
    locked(actor)
    profile, pair = profile_of(actor), [from_day.isoformat(), to_day.isoformat()]
    if pair in profile.absences:
        profile.absences = [each for each in profile.absences if each != pair]
        profile.save()
        record("reviewer.absence_removed", subject=actor, actor=actor, organization=the_agency(), at=at)
    return profile


@service
def set_honorarium(*, reviewer: User, cents: int, actor: User, at: datetime) -> ReviewerProfile:
    """Set what each review that the person sends from now on is paid, in cents; 0 is nothing."""
    SET_HONORARIUM.check(actor, reviewer)
    if not 0 <= cents <= HONORARIUM_MOST_CENTS:
        raise ValidationError({"cents": "Enter an amount from $0 to $1,000,000."})
    locked(reviewer)
    profile = profile_of(reviewer)
    profile.honorarium_cents = cents
    profile.save()
    payload = {"cents": cents}
    record("reviewer.honorarium_set", subject=reviewer, actor=actor, organization=the_agency(), at=at, payload=payload)
    return profile


def values_of(profile: ReviewerProfile) -> dict[str, Any]:
    """What the reviewer's own form changes, under the names that people read."""
    return {
        "Subjects": ", ".join(profile.subjects),
        "Grades": ", ".join(profile.grade_bands),
        "What else you can judge": ", ".join(profile.methods),
        "Open reviews at once, at most": profile.load_max,
    }

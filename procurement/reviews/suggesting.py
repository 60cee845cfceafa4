"""Whom to ask: the pool, its conflicts and its load read once, for one review or for a whole round."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, Q, QuerySet

from marketplace.clocks.calendar import local_day
from marketplace.clocks.federal import federal_calendar
from marketplace.organizations.models import Membership, Role
from marketplace.organizations.queries import people_with, reviewers, the_agency
from marketplace.people.models import User
from marketplace.products.vocabulary import GradeBand, Subject
from procurement.reviewers.models import LOAD_DEFAULT, ReviewMethod
from procurement.reviewers.queries import with_profiles
from procurement.reviews import matching, ties
from procurement.reviews.conflicts import Conflict
from procurement.reviews.models import ReviewSubject, StandingPanel
from procurement.reviews.permissions import LEFT
from procurement.reviews.queries import open_load
from procurement.rounds.models import Round


@dataclass(frozen=True, slots=True)
class Suggested:
    """One person for one review: how they suit it, in words, and what speaks against asking them."""

    person: User
    fit: matching.Fit
    conflicts: tuple[Conflict, ...] = ()

    @property
    def load_words(self) -> str:
        """Open reviews, of how many they accept."""
        return f"{self.fit.load} of {self.fit.candidate.load_max}"

    @property
    def reasons(self) -> list[str]:
        """Why this person."""
        found = ["On the standing panel"] if self.fit.is_standing else []
        found += [str(Subject(each).label) for each in self.fit.subjects]
        found += [str(GradeBand(each).label) for each in self.fit.grade_bands]
        return found + [str(ReviewMethod(each).label) for each in self.fit.methods]

    @property
    def obstacles(self) -> list[str]:
        """What speaks against it, apart from conflicts."""
        found = ["Has as many open reviews as they accept"] if self.fit.is_full else []
        return [*found, "Away for much of the time"] if self.fit.is_away else found


@dataclass(frozen=True, slots=True)
class Proposed:
    """A panel for one review: whom to ask, who might lead, and how many places nobody can fill."""

    subject: ReviewSubject
    people: tuple[Suggested, ...]
    lead: User | None
    lacking: int
    needs_lead: bool


class Pool:
    """The reviewers, or the review leads, with all that suggestions ask of them, in a fixed number of queries."""

    def __init__(self, people: QuerySet[User], *, at: datetime, load: Count | None = None) -> None:
        memberships = Prefetch("memberships", Membership.objects.select_related("organization"))
        load = load or open_load()
        rows = with_profiles(people.annotate(load=load), today=at.date()).prefetch_related(memberships)
        self.people = {person.pk: person for person in rows}
        self.at = at
        self._pasts = ties.pasts_of(self.people)
        self._found: dict[tuple[int, int, int], tuple[Conflict, ...]] = {}

    @property
    def candidates(self) -> list[matching.Candidate]:
        """The people as the rule of matching takes them."""
        return [_candidate(person) for person in self.people.values()]

    def conflicts(self, person: User, subject: ReviewSubject) -> tuple[Conflict, ...]:
        """What stands against the person reviewing the subject; detected once a provider."""
        years = subject.policy_version.rules.review.conflict_lookback_years
        key = (person.pk, subject.provider_id, years)
        if key not in self._found:
            self._found[key] = ties.detected(
                person,
                subject.provider,
                memberships=person.memberships.all(),
                past=self._pasts[person.pk],
                years=years,
                at=self.at,
            )
        return self._found[key]

    def tied_to(self, subject: ReviewSubject) -> frozenset[int]:
        """Everybody of the pool with a conflict."""
        return frozenset(pk for pk, person in self.people.items() if self.conflicts(person, subject))


def suggestions(subject: ReviewSubject, *, at: datetime) -> list[Suggested]:
    """Each person of the pool who was not asked and does not lead, those to ask first at the top. People in conflict
    stand last, with what it is."""
    pool = Pool(reviewers(on=subject), at=at)
    asked = _asked(subject)
    case = case_of(subject, pool, standing=standing_of(subject.round_id), places=1, at=at)
    fits = matching.suggest(case, [one for one in pool.candidates if one.key not in asked])
    people = [(pool.people[one.candidate.key], one) for one in fits]
    return [Suggested(person, one, pool.conflicts(person, subject)) for person, one in people]


def proposals(subjects: Sequence[ReviewSubject], *, at: datetime) -> list[Proposed]:
    """A panel for each of these reviews, and a lead where none is named, computed together so that load is shared."""
    pool = Pool(reviewers(), at=at)
    running = Q(led_panels__subject__is_closed=False) & ~Q(led_panels__consensus__state="agreed")
    leads = Pool(people_with(the_agency(), Role.REVIEW_LEAD), at=at, load=Count("led_panels", filter=running))
    standing = _standing_by_round(subjects)
    cases, lead_cases = [], []
    for subject in subjects:
        panels = standing.get(subject.round_id, ())
        cases.append(case_of(subject, pool, standing=panels, places=places_of(subject), at=at))
        lead_cases.append(_lead_case(subject, leads, panels, at))
    found = matching.propose(cases, pool.candidates)
    found_leads = matching.propose(lead_cases, [_lead_candidate(person) for person in leads.people.values()])
    return [
        Proposed(
            subject=subject,
            people=tuple(Suggested(pool.people[one.candidate.key], one) for one in proposal.people),
            lead=leads.people[chosen.people[0].candidate.key] if chosen.people else None,
            lacking=proposal.lacking,
            needs_lead=subject.panel.lead_id is None,
        )
        for subject, proposal, chosen in zip(subjects, found, found_leads, strict=True)
    ]


def case_of(
    subject: ReviewSubject, pool: Pool, *, standing: Iterable[StandingPanel], places: int, at: datetime
) -> matching.Case:
    """A review as the rule of matching takes it."""
    rules = subject.policy_version.rules
    zone = rules.calendar.zone
    due = federal_calendar(zone).deadline(at, rules.clocks.review_business_days)
    subjects, grades = scope_sets(subject)
    on_panel = [row.reviewer_id for row in subject.panel.assignments.all() if row.state not in LEFT]
    brought = [_candidate(pool.people[pk]).methods for pk in on_panel if pk in pool.people]
    wanted = [panel for panel in standing if _is_for(panel, subjects, grades)]
    return matching.Case(
        key=subject.pk,
        begins=local_day(at, zone),
        due=local_day(due, zone),
        places=places,
        subjects=subjects,
        grade_bands=grades,
        methods=frozenset().union(*brought),
        standing=frozenset(person.pk for panel in wanted for person in panel.members.all()),
        barred=pool.tied_to(subject) | _asked(subject),
    )


def standing_of(round_id: int | None) -> list[StandingPanel]:
    """The standing panels of a round, with their people."""
    if round_id is None:
        return []
    return list(StandingPanel.objects.filter(round=round_id).select_related("lead").prefetch_related("members"))


def places_of(subject: ReviewSubject) -> int:
    """How many reviewers a panel still needs."""
    on_panel = sum(row.state not in LEFT for row in subject.panel.assignments.all())
    return max(0, subject.policy_version.rules.review.reviewers_min - on_panel)


def scope_sets(subject: ReviewSubject) -> tuple[frozenset[str], frozenset[str]]:
    """The subjects and grade bands of what is reviewed."""
    return frozenset(row[0] for row in subject.scope), frozenset(row[1] for row in subject.scope)


def waiting_for_panels(subjects: QuerySet[ReviewSubject], asked: Round) -> list[ReviewSubject]:
    """Those of the reviews of a round, oldest first, whose panel lacks reviewers or a lead and is not done scoring."""
    rows = subjects.filter(round=asked, is_closed=False, panel__consensus__isnull=True)
    rows = rows.select_related("provider", "policy_version", "panel").prefetch_related("panel__assignments")
    rows = rows.defer("content", "criteria").order_by("created_at", "pk")
    return [row for row in rows if places_of(row) or row.panel.lead_id is None]


def _standing_by_round(subjects: Iterable[ReviewSubject]) -> dict[int | None, list[StandingPanel]]:
    rounds = {subject.round_id for subject in subjects}
    rows = StandingPanel.objects.filter(round__in=rounds - {None}).select_related("lead").prefetch_related("members")
    found: dict[int | None, list[StandingPanel]] = {}
    for row in rows:
        found.setdefault(row.round_id, []).append(row)
    return found


def _asked(subject: ReviewSubject) -> frozenset[int]:
    asked = {row.reviewer_id for row in subject.panel.assignments.all()}
    return frozenset(asked | {subject.panel.lead_id}) - {None}


def _is_for(panel: StandingPanel, subjects: frozenset[str], grades: frozenset[str]) -> bool:
    return panel.subject in ("", *subjects) and panel.grade_band in ("", *grades)


def _lead_case(subject: ReviewSubject, leads: Pool, standing: Iterable[StandingPanel], at: datetime) -> matching.Case:
    subjects, grades = scope_sets(subject)
    today = at.date()
    return matching.Case(
        key=subject.pk,
        begins=today,
        due=today,
        places=int(subject.panel.lead_id is None),
        standing=frozenset(panel.lead_id for panel in standing if panel.lead_id and _is_for(panel, subjects, grades)),
        barred=leads.tied_to(subject) | _asked(subject),
    )


def _lead_candidate(person: User) -> matching.Candidate:
    return matching.Candidate(key=person.pk, name=person.name, load=person.load, load_max=10**6)


def _candidate(person: User) -> matching.Candidate:
    profile = getattr(person, "reviewer_profile", None)
    return matching.Candidate(
        key=person.pk,
        name=person.name,
        subjects=frozenset(profile.subjects if profile else ()),
        grade_bands=frozenset(profile.grade_bands if profile else ()),
        methods=frozenset(profile.methods if profile else ()),
        load=person.load,
        load_max=profile.load_max if profile else LOAD_DEFAULT,
        away=tuple((one.from_day, one.to_day) for one in person.days_away),
    )

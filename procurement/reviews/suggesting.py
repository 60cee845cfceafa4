"""Whom to ask: the pool, its conflicts and its load read once, for one review or for a whole round."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.timezone import localdate

from marketplace.clocks.calendar import local_day
from marketplace.clocks.federal import federal_calendar
from marketplace.organizations.models import HelpingHand, Membership, Role
from marketplace.organizations.queries import people_with, the_agency
from marketplace.organizations.roster import hands_on
from marketplace.people.models import User
from marketplace.products.vocabulary import GradeBand, Subject
from procurement.reviewers.models import ReviewerProfile, ReviewMethod
from procurement.reviews import matching, ties
from procurement.reviews.conflicts import Conflict
from procurement.reviews.models import ReviewSubject, StandingPanel
from procurement.reviews.permissions import LEFT
from procurement.reviews.queries import led_load, open_load
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


@dataclass(frozen=True, slots=True)
class StandingPerson:
    """One member of a standing panel, with the part of the round it is for and its lead."""

    subject: str
    grade_band: str
    lead_id: int | None
    member_id: int


class Pool:
    """The reviewers and the review leads, with all that suggestions ask of them, in a fixed number of queries.

    With ``on`` also those who lend a hand on that review.
    """

    def __init__(self, *, at: datetime, on: ReviewSubject | None = None) -> None:
        memberships = Prefetch("memberships", Membership.objects.select_related("organization"))
        lends = {f"lends_{role}": _lends(on, role) for role in (Role.REVIEWER, Role.REVIEW_LEAD)}
        people = people_with(the_agency(), Role.REVIEWER, Role.REVIEW_LEAD, on=on)
        rows = (
            people.annotate(load=open_load(), led=led_load(), **lends)
            .select_related("reviewer_profile")
            .prefetch_related(memberships)
        )
        self.people = {person.pk: person for person in rows}
        self.at = at
        self.reviewers = self._in_the_role_of(Role.REVIEWER)
        self.leads = self._in_the_role_of(Role.REVIEW_LEAD)
        self._known = {pk: ties.facts_of(person, person.memberships.all()) for pk, person in self.people.items()}
        self._pasts = ties.pasts_of(self.people)
        self._found: dict[tuple[int, int, int], tuple[Conflict, ...]] = {}

    def _in_the_role_of(self, role: str) -> list[int]:
        return [pk for pk, one in self.people.items() if getattr(one, f"lends_{role}") or _holds(one, role)]

    @property
    def candidates(self) -> list[matching.Candidate]:
        """The reviewers as the rule of matching takes them."""
        return [_candidate(self.people[pk], self.at) for pk in self.reviewers]

    @property
    def lead_candidates(self) -> list[matching.Candidate]:
        """The review leads as the rule of matching takes them; how many panels they lead is their load."""
        people = (self.people[pk] for pk in self.leads)
        return [matching.Candidate(key=one.pk, name=one.name, load=one.led, load_max=10**6) for one in people]

    def conflicts(self, person: User, subject: ReviewSubject) -> tuple[Conflict, ...]:
        """What stands against the person reviewing the subject; detected once a provider."""
        years = subject.policy_version.rules.review.conflict_lookback_years
        key = (person.pk, subject.provider_id, years)
        if key not in self._found:
            self._found[key] = ties.found_against(
                self._known[person.pk], subject.provider, self._pasts[person.pk], years, self.at
            )
        return self._found[key]

    def tied_to(self, subject: ReviewSubject) -> frozenset[int]:
        """Everybody with a conflict."""
        return frozenset(pk for pk, person in self.people.items() if self.conflicts(person, subject))


def _lends(on: ReviewSubject | None, role: str) -> Exists:
    hands = HelpingHand.objects.none() if on is None else hands_on(on, role)
    return Exists(hands.filter(person_id=OuterRef("pk")))


def _holds(person: User, role: str) -> bool:
    return any(row.role == role and row.organization.regulates for row in person.memberships.all())


def suggestions(subject: ReviewSubject, pool: Pool) -> list[Suggested]:
    """Each reviewer who was not asked and does not lead, those to ask first at the top. People in conflict stand last,
    with what it is."""
    asked = _asked(subject)
    case = case_of(subject, pool, standing=standing_people([subject.round_id])[subject.round_id], places=1)
    fits = matching.suggest(case, [one for one in pool.candidates if one.key not in asked])
    people = [(pool.people[one.candidate.key], one) for one in fits]
    return [Suggested(person, one, pool.conflicts(person, subject)) for person, one in people]


def proposals(subjects: Sequence[ReviewSubject], *, at: datetime) -> list[Proposed]:
    """A panel for each of these reviews, and a lead where none is named, computed together so that load is shared."""
    pool = Pool(at=at)
    standing = standing_people({subject.round_id for subject in subjects})
    cases, lead_cases = [], []
    for subject in subjects:
        case = case_of(subject, pool, standing=standing[subject.round_id], places=places_of(subject))
        cases.append(case)
        lead_cases.append(replace(case, places=int(subject.panel.lead_id is None), standing=case.standing_leads))
    found = matching.propose(cases, pool.candidates)
    found_leads = matching.propose(lead_cases, pool.lead_candidates)
    return [
        Proposed(
            subject=subject,
            people=tuple(Suggested(pool.people[one.candidate.key], one) for one in proposal.people),
            lead=pool.people[chosen.people[0].candidate.key] if chosen.people else None,
            lacking=proposal.lacking,
            needs_lead=subject.panel.lead_id is None,
        )
        for subject, proposal, chosen in zip(subjects, found, found_leads, strict=True)
    ]


def case_of(subject: ReviewSubject, pool: Pool, *, standing: Iterable[StandingPerson], places: int) -> matching.Case:
    """A review as the rule of matching takes it."""
    rules = subject.policy_version.rules
    zone = rules.calendar.zone
    due = federal_calendar(zone).deadline(pool.at, rules.clocks.review_business_days)
    subjects = frozenset(row[0] for row in subject.scope)
    grades = frozenset(row[1] for row in subject.scope)
    on_panel = [row.reviewer_id for row in subject.panel.assignments.all() if row.state not in LEFT]
    brought = [_candidate(pool.people[pk], pool.at).methods for pk in on_panel if pk in pool.people]
    wanted = [one for one in standing if one.subject in ("", *subjects) and one.grade_band in ("", *grades)]
    return matching.Case(
        key=subject.pk,
        begins=local_day(pool.at, zone),
        due=local_day(due, zone),
        places=places,
        subjects=subjects,
        grade_bands=grades,
        methods=frozenset().union(*brought),
        standing=frozenset(one.member_id for one in wanted),
        standing_leads=frozenset(one.lead_id for one in wanted if one.lead_id),
        barred=pool.tied_to(subject) | _asked(subject),
    )


def standing_people(rounds: Iterable[int | None]) -> dict[int | None, list[StandingPerson]]:
    """The people of the standing panels of these rounds, in one query."""
    found: dict[int | None, list[StandingPerson]] = {each: [] for each in rounds}
    rows = StandingPanel.members.through.objects.filter(standingpanel__round__in=[each for each in found if each])
    at = "standingpanel__"
    for round_id, *facts in rows.values_list(
        f"{at}round_id", f"{at}subject", f"{at}grade_band", f"{at}lead_id", "user_id"
    ):
        found[round_id].append(StandingPerson(*facts))
    return found


def standing_of(round_id: int | None) -> list[StandingPanel]:
    """The standing panels of a round, with their people."""
    if round_id is None:
        return []
    return list(StandingPanel.objects.filter(round=round_id).select_related("lead").prefetch_related("members"))


def places_of(subject: ReviewSubject) -> int:
    """How many reviewers a panel still needs."""
    on_panel = sum(row.state not in LEFT for row in subject.panel.assignments.all())
    return max(0, subject.policy_version.rules.review.reviewers_min - on_panel)


def waiting_for_panels(subjects: QuerySet[ReviewSubject], asked: Round) -> list[ReviewSubject]:
    """Those of the reviews of a round, oldest first, whose panel lacks reviewers or a lead and is not done scoring.
    What many share, such as the policy, is one object."""
    rows = subjects.filter(round=asked, is_closed=False, panel__consensus__isnull=True)
    rows = rows.select_related("panel").prefetch_related("provider", "policy_version", "panel__assignments")
    rows = rows.defer("content", "criteria").order_by("created_at", "pk")
    return [row for row in rows if places_of(row) or row.panel.lead_id is None]


def _asked(subject: ReviewSubject) -> frozenset[int]:
    asked = {row.reviewer_id for row in subject.panel.assignments.all()}
    return frozenset(asked | {subject.panel.lead_id}) - {None}


def _candidate(person: User, at: datetime) -> matching.Candidate:
    profile = getattr(person, "reviewer_profile", None) or ReviewerProfile()
    return matching.Candidate(
        key=person.pk,
        name=person.name,
        subjects=frozenset(profile.subjects),
        grade_bands=frozenset(profile.grade_bands),
        methods=frozenset(profile.methods),
        load=person.load,
        load_max=profile.load_max,
        away=tuple((one.from_day, one.to_day) for one in profile.days_away(since=localdate(at))),
    )

"""PURE: who should review what: by expertise, load, days away and conflict, for one review or for a whole round.

Nobody is proposed who has a conflict, was asked before, is away for half of the time or longer, or has as many open
reviews as they accept. Among the others the standing panel of the round comes first, then who knows most of what is
reviewed, then who has the smallest share of what they accept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

STANDING_POINTS, SUBJECT_POINTS, GRADE_POINTS, METHOD_POINTS = 8, 4, 2, 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person of the pool: what they know, how many open reviews they have and accept, which days they are away."""

    key: int
    name: str
    subjects: frozenset[str] = frozenset()
    grade_bands: frozenset[str] = frozenset()
    methods: frozenset[str] = frozenset()
    load: int = 0
    load_max: int = 5
    away: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """What is to be reviewed, from when until when, and how many places are free. ``barred`` may not be asked: those
    in conflict, those asked before, the lead. ``methods`` are what the panel has already, ``standing`` and
    ``standing_leads`` the people wanted first."""

    key: int
    begins: date
    due: date
    places: int = 1
    subjects: frozenset[str] = frozenset()
    grade_bands: frozenset[str] = frozenset()
    methods: frozenset[str] = frozenset()
    standing: frozenset[int] = frozenset()
    standing_leads: frozenset[int] = frozenset()
    barred: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Fit:
    """How a candidate suits a case, and what speaks against asking them; nothing does where ``is_free``."""

    candidate: Candidate
    load: int
    is_standing: bool
    subjects: tuple[str, ...]
    grade_bands: tuple[str, ...]
    methods: tuple[str, ...]
    is_barred: bool
    is_full: bool
    is_away: bool

    @property
    def is_free(self) -> bool:
        """Whether the candidate can be proposed."""
        return not (self.is_barred or self.is_full or self.is_away)

    @property
    def points(self) -> int:
        """The more, the better the candidate suits the case."""
        known = bool(self.subjects) * SUBJECT_POINTS + bool(self.grade_bands) * GRADE_POINTS
        return self.is_standing * STANDING_POINTS + known + bool(self.methods) * METHOD_POINTS


@dataclass(slots=True)
class Proposal:
    """Whom to ask for one case, best first, and how many places stay free for want of anybody."""

    case: Case
    people: list[Fit] = field(default_factory=list)

    @property
    def lacking(self) -> int:
        """Places for which nobody is free."""
        return self.case.places - len(self.people)


def fit(case: Case, candidate: Candidate, *, load: int | None = None, methods: Iterable[str] = ()) -> Fit:
    """How one candidate suits one case, with this many open reviews, beside people who bring these methods."""
    load = candidate.load if load is None else load
    return Fit(
        candidate=candidate,
        load=load,
        is_standing=candidate.key in case.standing,
        subjects=tuple(sorted(case.subjects & candidate.subjects)),
        grade_bands=tuple(sorted(case.grade_bands & candidate.grade_bands)),
        methods=tuple(sorted(candidate.methods - case.methods.union(methods))),
        is_barred=candidate.key in case.barred,
        is_full=load >= candidate.load_max,
        is_away=is_away(candidate, case),
    )


def suggest(case: Case, candidates: Iterable[Candidate]) -> list[Fit]:
    """Everybody of the pool, those to ask first at the top."""
    return sorted((fit(case, candidate) for candidate in candidates), key=_order)


def propose(cases: Sequence[Case], candidates: Sequence[Candidate]) -> list[Proposal]:
    """A panel for each case, in the order given. Cases with the fewest people to choose from choose first, and whoever
    is proposed counts as busier for the next."""
    loads = {candidate.key: candidate.load for candidate in candidates}
    free = {case.key: [one for one in candidates if _may(case, one)] for case in cases}
    found = {}
    for case in sorted(cases, key=lambda case: (len(free[case.key]), case.key)):
        proposal = found[case.key] = Proposal(case)
        known = {one.key: fit(case, one).points for one in free[case.key]} if case.places else {}
        left, has = free[case.key] if case.places else [], case.methods
        while left and proposal.lacking > 0:
            left = [one for one in left if loads[one.key] < one.load_max]
            best = min(left, key=lambda one: _rank(one, known[one.key], loads[one.key], has, case), default=None)
            if best is None:
                break
            proposal.people.append(fit(case, best, load=loads[best.key], methods=has))
            has = has | best.methods
            loads[best.key] += 1
            left.remove(best)
    return [found[case.key] for case in cases]


def is_away(candidate: Candidate, case: Case) -> bool:
    """Whether the candidate is away for half of the days of the case or longer."""
    if not candidate.away:
        return False
    days = (case.due - case.begins).days + 1
    away = {
        max(first, case.begins) + timedelta(days=number)
        for first, last in candidate.away
        for number in range((min(last, case.due) - max(first, case.begins)).days + 1)
    }
    return len(away) * 2 >= days


def _may(case: Case, candidate: Candidate) -> bool:
    return candidate.key not in case.barred and candidate.load < candidate.load_max and not is_away(candidate, case)


def _rank(one: Candidate, points: int, load: int, has: frozenset[str], case: Case) -> tuple[int, float, str, int]:
    """The order of ``_order`` among those who can be proposed, without making a fit of each."""
    brought_before = bool(one.methods - case.methods)
    brings = bool(one.methods - has)
    return (-(points + (brings - brought_before) * METHOD_POINTS), load / max(one.load_max, 1), one.name, one.key)


def _order(one: Fit) -> tuple[bool, bool, bool, int, float, str, int]:
    share = one.load / max(one.candidate.load_max, 1)
    blocked = (one.is_barred, one.is_full, one.is_away)
    return (*blocked, -one.points, share, one.candidate.name, one.candidate.key)

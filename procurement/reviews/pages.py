"""What the pages of a review show, put together from its records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from procurement.policy.criteria import Criterion
from procurement.reviews.agreement import Spread, spread_of
from procurement.reviews.models import Assignment, ReviewSubject, Score
from procurement.reviews.queries import scores_by_criterion


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a task list."""

    title: str
    url: str
    kind: str
    words: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CriterionScores:
    """What the reviewers gave one criterion, and the panel's common score where there is one."""

    criterion: Criterion
    spread: Spread
    scores: list[Score]
    agreed: Any = None


def score_tasks(assignment: Assignment) -> list[Task]:
    """Each criterion with whether the reviewer has scored it. The gate opens the others."""
    scores = {score.criterion: score for score in assignment.scores.all()}
    rubric = assignment.subject.rubric
    is_sent = assignment.state == "submitted"
    tasks = []
    for criterion in rubric:
        score = scores.get(criterion.key)
        is_open = not is_sent and (criterion.is_gate or rubric[0].key in scores)
        url = reverse("reviews:score", args=[assignment.pk, criterion.key]) if is_open else ""
        kind, words = ("done", _score_words(score)) if score else ("open", "Not scored")
        if is_open and criterion.key in assignment.drafts:
            kind, words = (kind, f"{words}, a change begun") if score else ("half", "Begun, not scored")
        if not score and not is_open:
            kind, words = "wait", f"After “{rubric[0].name}”"
        tasks.append(Task(criterion.name, url, kind, words))
    return tasks


def _score_words(score: Score) -> str:
    return score.words if score.is_not_applicable else f"Score {score.value}"


def evidence_for(subject: ReviewSubject, criterion: str) -> list[dict[str, Any]]:
    """The sections of the content that speak to a criterion; all of them where none does."""
    sections = subject.seen.sections
    return [section for section in sections if criterion in section.get("criteria", ())] or sections


def spreads(subject: ReviewSubject) -> list[CriterionScores]:
    """Every criterion with its scores and spread. Only for who may see them."""
    consensus = getattr(subject.panel, "consensus", None)
    agreed = {score.criterion: score for score in consensus.scores.all()} if consensus else {}
    rows = scores_by_criterion(subject)
    return [
        CriterionScores(
            criterion,
            spread_of([score.value for score in rows[criterion.key]]),
            rows[criterion.key],
            agreed.get(criterion.key),
        )
        for criterion in subject.rubric
    ]

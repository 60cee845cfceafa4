"""Writing the consensus: the lead records what the panel agreed, with reasons, and closes it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.freshness import require_fresh
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.queries import the_agency
from procurement.policy.criteria import Criterion
from procurement.reviews import signals
from procurement.reviews.agreement import needs_reason, spread_of
from procurement.reviews.models import Consensus, ConsensusScore, ReviewSubject
from procurement.reviews.permissions import CONSENSUS as MAY_RECORD
from procurement.reviews.queries import scores_by_criterion
from procurement.reviews.transitions import CONSENSUS


@service
def save_consensus_score(
    *,
    subject: ReviewSubject,
    criterion: str,
    value: int | None,
    reason: str,
    departure_reason: str,
    is_not_applicable: bool = False,
    actor: Any,
    at: datetime,
    seen: str | None = None,
) -> ConsensusScore:
    """Keep the panel's common score on one criterion, or that it does not apply. Further from the mean than the
    policy's step needs a reason, as does saying otherwise than the reviewers whether it applies; where none is needed
    none is kept. Raises Stale where another score stands than was seen."""
    MAY_RECORD.check(actor, subject)
    consensus = locked(subject.panel.consensus)
    CONSENSUS.require(consensus, "agree")
    _require_open(subject)
    asked = subject.criterion(criterion)
    if asked is None:
        raise ValidationError({"value": "There is no such criterion."})
    require_fresh(seen=seen, now=score_values(subject, criterion))
    given = [score.value for score in scores_by_criterion(subject)[criterion]]
    _check(subject, asked, given, value, is_not_applicable, reason, departure_reason)
    score, _ = ConsensusScore.objects.update_or_create(
        consensus=consensus,
        criterion=criterion,
        defaults={
            "value": value,
            "is_not_applicable": is_not_applicable,
            "reason": reason.strip(),
            "departure_reason": departure_reason.strip() if _moved(subject, given, value) else "",
            "saved_at": at,
        },
    )
    record("consensus.score_saved", subject=consensus, actor=actor, organization=the_agency(), at=at)
    return score


def score_values(subject: ReviewSubject, criterion: str) -> dict[str, Any]:
    """The panel's common score on one criterion, or that there is none, under the names that people read."""
    saved = ConsensusScore.objects.filter(consensus__panel__subject=subject, criterion=criterion).first()
    return {
        "The panel’s score": saved.words if saved else "",
        "The panel’s reason": saved.reason if saved else "",
        "Why it moved from the mean": saved.departure_reason if saved else "",
    }


@service
def agree(*, subject: ReviewSubject, summary: str, actor: Any, at: datetime) -> Consensus:
    """Close the consensus once every criterion has its common score. ``summary`` is the panel's words on the whole."""
    MAY_RECORD.check(actor, subject)
    consensus = locked(subject.panel.consensus)
    CONSENSUS.require(consensus, "agree")
    _require_open(subject)
    scored = set(consensus.scores.values_list("criterion", flat=True))
    missing = [criterion.name for criterion in subject.rubric if criterion.key not in scored]
    if missing:
        raise Refused(f"These criteria have no common score yet: {', '.join(missing)}.")
    if not summary.strip():
        raise ValidationError({"summary": "Say in a few sentences what is strong and what is weak."})
    consensus.summary, consensus.agreed_by, consensus.agreed_at = summary.strip(), actor, at
    saved = ("summary", "agreed_by", "agreed_at")
    CONSENSUS.move(consensus, "agree", actor=actor, organization=the_agency(), at=at, also_save=saved)
    signals.consensus_agreed.send(sender=Consensus, consensus=consensus, at=at)
    return consensus


def _require_open(subject: ReviewSubject) -> None:
    if ReviewSubject.objects.filter(pk=subject.pk, is_closed=True).exists():
        raise Refused("This review was closed: what it was about was withdrawn.")


def _check(
    subject: ReviewSubject,
    criterion: Criterion,
    given: list[int | None],
    value: int | None,
    is_not_applicable: bool,
    reason: str,
    departure_reason: str,
) -> None:
    faults = {}
    if fault := criterion.fault_of(value, is_not_applicable=is_not_applicable):
        faults["value"] = fault
    if not reason.strip():
        faults["reason"] = "Give the panel’s reason. The provider reads it."
    if "value" not in faults and not departure_reason.strip() and (moved := _moved(subject, given, value)):
        faults["departure_reason"] = moved
    if faults:
        raise ValidationError(faults)


def _moved(subject: ReviewSubject, given: list[int | None], value: int | None) -> str:
    """How the panel moved away from what the reviewers gave, if so far that a reason is needed."""
    values = [each for each in given if each is not None]
    if value is None:
        return "Reviewers gave scores here. Say why the panel finds that it does not apply." if values else ""
    if not values:
        return "Every reviewer found that this does not apply. Say why the panel scores it."
    step = subject.policy_version.rules.review.consensus_step_points
    if not needs_reason(consensus=value, values=values, step_points=step):
        return ""
    mean = spread_of(values).mean
    return f"{value} is more than {step} away from the reviewers’ mean of {mean}. Say why the panel moved."

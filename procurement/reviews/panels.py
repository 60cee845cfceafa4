"""When a panel is complete, and what becomes of its consensus when it no longer is."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from marketplace.audit.services import record
from marketplace.organizations.queries import the_agency
from procurement.reviews import signals
from procurement.reviews.agreement import agreement_of
from procurement.reviews.models import Consensus, Panel, ReviewSubject
from procurement.reviews.queries import ON_PANEL, scores_by_criterion
from procurement.reviews.transitions import CONSENSUS


def open_consensus_if_complete(panel: Panel, *, at: datetime) -> Consensus | None:
    """Open the consensus once everybody left on the panel, and at least the policy's number, has sent scores.

    Called inside a service, with the panel locked.
    """
    subject = panel.subject
    states = list(panel.assignments.filter(ON_PANEL).values_list("state", flat=True))
    enough = len(states) >= subject.policy_version.rules.review.reviewers_min
    if (
        subject.is_closed
        or not enough
        or set(states) != {"submitted"}
        or Consensus.objects.filter(panel=panel).exists()
    ):
        return None
    consensus = Consensus.objects.create(panel=panel, opened_at=at, **agreement_among(subject))
    CONSENSUS.created(consensus, actor=None, organization=the_agency(), at=at)
    signals.consensus_opened.send(sender=Consensus, consensus=consensus, at=at)
    return consensus


def void_scores(panel: Panel, *, actor: Any, at: datetime) -> None:
    """What follows when a reviewer who had sent scores left. A consensus that is open is taken back if too few remain,
    else agreement is computed anew; one that was agreed stands and its page says that scores were voided since.

    Called inside a service, with the panel locked and the reviewer's part moved.
    """
    subject = panel.subject
    record("review_subject.scores_voided", subject=subject, actor=actor, organization=the_agency(), at=at)
    consensus = Consensus.objects.select_for_update(of=("self",)).filter(panel=panel, state="open").first()
    if consensus is None:
        return
    if panel.assignments.filter(state="submitted").count() >= subject.policy_version.rules.review.reviewers_min:
        Consensus.objects.filter(pk=consensus.pk).update(**agreement_among(subject))
        return
    consensus.scores.all().delete()
    consensus.delete()
    panel.refresh_from_db()
    record("review_subject.consensus_withdrawn", subject=subject, actor=actor, organization=the_agency(), at=at)
    signals.consensus_withdrawn.send(sender=Consensus, subject=subject, at=at)


def agreement_among(subject: ReviewSubject) -> dict[str, Any]:
    """How far those who sent scores agree, as a consensus keeps it."""
    scores = scores_by_criterion(subject)
    agreement = agreement_of({key: [score.value for score in rows] for key, rows in scores.items()})
    alpha = None if agreement.alpha is None else Decimal(agreement.alpha).quantize(Decimal("0.001"))
    return {"alpha": alpha, "agreement_words": agreement.words}

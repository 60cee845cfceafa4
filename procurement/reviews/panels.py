"""When a panel is complete."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from marketplace.organizations.queries import the_agency
from procurement.reviews import signals
from procurement.reviews.agreement import agreement_of
from procurement.reviews.models import Consensus, Panel
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
    scores = scores_by_criterion(subject)
    agreement = agreement_of({key: [score.value for score in rows] for key, rows in scores.items()})
    alpha = None if agreement.alpha is None else Decimal(agreement.alpha).quantize(Decimal("0.001"))
    consensus = Consensus.objects.create(panel=panel, opened_at=at, alpha=alpha, agreement_words=agreement.words)
    CONSENSUS.created(consensus, actor=None, organization=the_agency(), at=at)
    signals.consensus_opened.send(sender=Consensus, consensus=consensus, at=at)
    return consensus

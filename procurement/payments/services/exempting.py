"""Paying nothing: on request, or because the record was taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.words import checked_words
from marketplace.organizations.queries import the_agency
from procurement.payments import signals
from procurement.payments.models import ExemptGround, ExemptionRequest, Fee
from procurement.payments.permissions import ASK, DECIDE
from procurement.payments.transitions import EXEMPTION_REQUEST, FEE, ExemptionState, FeeState

REASON_MAX_CHARACTERS = 2000


@service
def ask_exemption(*, fee: Fee, reason: str, actor: Any, at: datetime) -> ExemptionRequest:
    """Ask to pay nothing. One request at a time; after a refusal another may follow."""
    ASK.check(actor, fee)
    fee = locked(fee)
    if fee.state != FeeState.DUE:
        raise Refused(f"Nothing is due: this fee is “{fee.get_state_display()}”.")
    if fee.exemption_requests.filter(state=ExemptionState.ASKED).exists():
        raise Refused("An exemption is asked for already. The department answers it first.")
    asked = ExemptionRequest.objects.create(
        fee=fee,
        reason=checked_words(
            reason, field="reason", most=REASON_MAX_CHARACTERS, missing="Say why you should pay nothing."
        ),
        asked_by=actor,
        asked_at=at,
    )
    EXEMPTION_REQUEST.created(asked, actor=actor, organization=fee.payer, at=at)
    signals.exemption_asked.send(sender=Fee, fee=fee, at=at)
    return asked


@service
def decide_exemption(
    *, ask: ExemptionRequest, is_granted: bool, reason: str, actor: Any, at: datetime
) -> ExemptionRequest:
    """Grant or refuse, with a reason that the payer reads."""
    DECIDE.check(actor, ask.fee)
    fee = locked(ask.fee)
    ask = locked(ask)
    move = "grant" if is_granted else "refuse"
    EXEMPTION_REQUEST.require(ask, move)
    ask.fee, ask.decided_by, ask.decided_at = fee, actor, at
    ask.decision_reason = checked_words(
        reason, field="decision_reason", most=REASON_MAX_CHARACTERS, missing="Give the reason. The provider reads it."
    )
    saved = ("decided_by", "decided_at", "decision_reason")
    EXEMPTION_REQUEST.move(ask, move, actor=actor, organization=the_agency(), at=at, also_save=saved)
    if is_granted:
        _exempt(fee, ExemptGround.ON_REQUEST, actor, at)
        signals.fee_settled.send(sender=Fee, fee=fee, at=at)
    else:
        signals.exemption_refused.send(sender=Fee, fee=fee, ask=ask, at=at)
    return ask


@service
def release_fee(*, fee: Fee, at: datetime) -> Fee:
    """Nothing is owed any more, as the record was taken back before the fee was paid. What was paid stays paid."""
    fee = locked(fee)
    if fee.state == FeeState.DUE:
        let_requests_lapse(fee, at)
        _exempt(fee, ExemptGround.WITHDRAWN, None, at)
    return fee


def let_requests_lapse(fee: Fee, at: datetime) -> None:
    """Close a request that nobody has answered, as nothing is due any more."""
    for ask in fee.exemption_requests.select_for_update().filter(state=ExemptionState.ASKED):
        EXEMPTION_REQUEST.move(ask, "lapse", actor=None, organization=the_agency(), at=at)


def _exempt(fee: Fee, ground: ExemptGround, actor: Any, at: datetime) -> None:
    fee.exempt_ground, fee.settled_at = ground, at
    FEE.move(
        fee,
        "exempt",
        actor=actor,
        organization=the_agency(),
        at=at,
        also_save=("exempt_ground", "settled_at"),
        payload={"ground": str(ground)},
    )

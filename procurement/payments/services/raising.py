"""Asking for a fee."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from marketplace.lifecycles.services import locked, service
from marketplace.organizations.models import Organization
from marketplace.organizations.queries import the_agency
from procurement.payments import signals
from procurement.payments.models import Fee, FeeKind
from procurement.payments.queries import is_public_body
from procurement.payments.transitions import FEE, FeeState
from procurement.policy.fees import Payer, ground_of
from procurement.policy.models import PolicyVersion


@service
def raise_fee(
    *,
    kind: FeeKind,
    source_reference: str,
    title: str,
    payer: Organization,
    policy_version: PolicyVersion,
    people_count: int | None,
    actor: Any,
    at: datetime,
) -> Fee | None:
    """Ask for the fee of a record by the policy that it pins. Who is exempt by a class of the policy is so at once.

    None where the policy asks for nothing. The caller has checked that the actor may do what costs the fee.
    """
    rules = policy_version.rules
    if not rules.fees.application_cents:
        return None
    fee = Fee.objects.create(
        kind=kind,
        source_reference=source_reference,
        title=title[:200],
        payer=payer,
        policy_version=policy_version,
        amount_cents=rules.fees.application_cents,
        zone=rules.calendar.zone,
        people_count=people_count,
        created_at=at,
    )
    payload = {"for": source_reference, "amount_cents": fee.amount_cents, "people_count": people_count}
    FEE.created(fee, actor=None, organization=the_agency(), at=at, payload=payload)
    ground = ground_of(rules.fees, Payer(is_public_body(payer), people_count))
    if not ground:
        signals.fee_raised.send(sender=Fee, fee=fee, at=at)
        return fee
    fee.exempt_ground, fee.settled_at = ground, at
    FEE.move(
        fee,
        "exempt",
        actor=None,
        organization=the_agency(),
        at=at,
        also_save=("exempt_ground", "settled_at"),
        payload={"ground": ground},
    )
    return fee


@service
def ask_again(*, fee: Fee, actor: Any, at: datetime) -> Fee:
    """Let a fee that was given back fall due again, so that it can be paid; one that is due already stays so.

    The payment that went back stays on record, and the fee no longer stands on it. The caller has checked that what
    the fee is for still waits for it, and that the actor may have it asked for.
    """
    fee = locked(fee)
    if fee.state == FeeState.DUE:
        return fee
    FEE.require(fee, "ask_again")
    fee.payments.filter(settles=True).update(settles=False)
    fee.settled_at = None
    FEE.move(fee, "ask_again", actor=actor, organization=the_agency(), at=at, also_save=("settled_at",))
    signals.fee_asked_again.send(sender=Fee, fee=fee, at=at)
    return fee

"""Asking for a fee."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from marketplace.lifecycles.services import service
from marketplace.organizations.models import Organization
from marketplace.organizations.queries import the_agency
from procurement.payments import signals
from procurement.payments.models import Fee, FeeKind
from procurement.payments.queries import is_public_body
from procurement.payments.transitions import FEE
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

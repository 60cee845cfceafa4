"""What fees have for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.desk.registry import DeskItem, desk_source, office_source
from marketplace.organizations.models import Role
from marketplace.organizations.queries import agency_roles_of, organization_ids, the_agency
from procurement.payments.models import ExemptionRequest, Fee
from procurement.payments.permissions import PAYERS
from procurement.payments.queries import listed_for, surplus, with_open_matters
from procurement.payments.transitions import ExemptionState, FeeState
from procurement.policy.display import money_in_words


@desk_source(capability="offers")
def fees_to_pay(person: Any, at: datetime) -> Iterator[DeskItem]:
    """A payer's fees that are due, and exemptions that it waits for."""
    mine = Fee.objects.filter(payer_id__in=organization_ids(person, *PAYERS), state=FeeState.DUE)
    for fee in with_open_matters(mine):
        yield DeskItem(
            organization_id=fee.payer_id,
            title=f"Exemption from the fee for {fee.title}" if fee.is_asked else f"Pay the fee for {fee.title}",
            url=reverse("payments:detail", args=[fee.reference]),
            reference=fee.reference,
            detail=money_in_words(fee.amount_cents),
            action="Pay",
            waiting_for=str(the_agency()) if fee.is_asked else "",
            since=fee.created_at,
        )


@desk_source(capability="regulates")
def fees_to_decide(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Exemptions that wait for a decision, and money that is to go back."""
    if Role.PROGRAM_OFFICER in agency_roles_of(person):
        for item in fees_waiting(person, at):
            yield item.for_who_acts()


@office_source
def fees_waiting(person: Any, at: datetime) -> Iterator[DeskItem]:
    """The same for whoever decides."""
    listed = listed_for(person)
    asked = ExemptionRequest.objects.filter(state=ExemptionState.ASKED, fee__in=listed).select_related("fee__payer")
    for one in asked:
        yield _item(one.fee, f"Decide an exemption for {one.fee.payer.name}", "Decide", one.asked_at)
    for payment in surplus().filter(fee__in=listed).select_related("fee__payer"):
        yield _item(payment.fee, f"Give a payment back to {payment.fee.payer.name}", "Give back", payment.received_at)


def _item(fee: Fee, title: str, action: str, since: datetime) -> DeskItem:
    return DeskItem(
        organization_id=the_agency().pk,
        title=title,
        url=reverse("payments:agency_detail", args=[fee.reference]),
        reference=fee.reference,
        detail=f"{money_in_words(fee.amount_cents)} for {fee.source_reference}",
        action=action,
        waiting_for="Program officers",
        since=since,
    )

"""Whom a request still needs once it is issued: a signatory on either side. Asked before it is issued."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace.desk.steps import Step, declare_steps
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with
from procurement.quotes.models import PilotRequest
from procurement.quotes.permissions import is_on_one_side


@declare_steps("pilot_request")
def signatures(request: PilotRequest) -> Iterator[Step]:
    """Two people who sign, one for each side."""
    for order, side in enumerate((request.buyer, request.provider), start=1):
        people = people_with(side, Role.SIGNATORY)
        yield Step(f"sign for {side}", Role.SIGNATORY, people, is_on_one_side, request, order, organization=side)

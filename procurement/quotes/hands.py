"""Checking and issuing a request, as somebody elsewhere can do it for a district in which nobody else could."""

from marketplace.organizations.helping import offer_task, open_to_hands
from marketplace.organizations.models import Role
from procurement.quotes.models import PilotRequest
from procurement.quotes.permissions import GRANT_HAND, may_approve

open_to_hands(
    PilotRequest,
    noun="request",
    page="quotes:detail",
    grant=GRANT_HAND,
    organization=lambda record: record.buyer,
)
offer_task("issue_request", role=Role.APPROVER, words="Check and issue the request", on={PilotRequest: may_approve})

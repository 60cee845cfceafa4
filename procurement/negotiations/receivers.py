"""A request that was issued opens its negotiation; one that ended ends it. Both sides are told."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from marketplace.notifications.services import notify
from marketplace.organizations.queries import people_with
from procurement.negotiations import signals
from procurement.negotiations.models import Negotiation, NegotiationComment, Revision, Side
from procurement.negotiations.permissions import BUYER_ROLES, PROVIDER_ROLES
from procurement.negotiations.queries import side_of
from procurement.negotiations.services import abandon_with_request, open_negotiation
from procurement.quotes.models import PilotRequest
from procurement.quotes.signals import request_ended, request_issued


@receiver(request_issued)
def open_talks(sender: Any, pilot_request: PilotRequest, actor: Any, at: datetime, **kwargs: Any) -> None:
    """Revision 1 in place, and the provider told."""
    negotiation = open_negotiation(request=pilot_request, actor=actor, at=at)
    _tell(
        negotiation, Side.PROVIDER, at,
        f"{pilot_request.reference}: {pilot_request.buyer} asks for a pilot of {pilot_request.model}",
        ["The first revision waits for your answer. You can accept it, or propose another."],
    )  # fmt: skip


@receiver(request_ended)
def end_talks(sender: Any, pilot_request: PilotRequest, actor: Any, at: datetime, **kwargs: Any) -> None:
    """The negotiation ends with its request."""
    negotiation = Negotiation.objects.filter(request=pilot_request).first()
    if negotiation:
        abandon_with_request(negotiation=negotiation, reason=pilot_request.ended_reason, actor=actor, at=at)


@receiver(signals.revision_proposed)
def tell_of_revision(sender: Any, negotiation: Negotiation, revision: Revision, at: datetime, **kwargs: Any) -> None:
    """The other side is told that it is its turn."""
    who = negotiation.organization_of(revision.side)
    _tell(
        negotiation, Side(revision.side).other, at,
        f"{negotiation.reference}: {who} proposes revision {revision.number}",
        ["It waits for your answer. The page shows what it changes."],
    )  # fmt: skip


@receiver(signals.negotiation_agreed)
def tell_of_agreement(sender: Any, negotiation: Negotiation, revision: Revision, at: datetime, **kwargs: Any) -> None:
    """Both sides are told."""
    for side in Side:
        _tell(
            negotiation, side, at, f"{negotiation.reference}: both sides accepted revision {revision.number}",
            ["The contract has been put together from it. Next, the district sends it out for signature."],
        )  # fmt: skip


@receiver(signals.negotiation_abandoned)
def tell_of_end(sender: Any, negotiation: Negotiation, actor: Any, at: datetime, **kwargs: Any) -> None:
    """The side that did not end it is told."""
    mine = side_of(actor, negotiation) if actor else None
    for side in Side:
        if side != mine:
            _tell(negotiation, side, at, f"{negotiation.reference}: the negotiation has ended", ["The page says why."])


@receiver(signals.comment_shared)
def tell_of_comment(
    sender: Any, negotiation: Negotiation, comment: NegotiationComment, at: datetime, **kwargs: Any
) -> None:
    """The other side is told that there is a comment, not what it says."""
    who = negotiation.organization_of(comment.side)
    _tell(negotiation, Side(comment.side).other, at, f"{negotiation.reference}: {who} left a comment", [])


def _tell(negotiation: Negotiation, side: str, at: datetime, subject: str, lines: list[str]) -> None:
    roles = BUYER_ROLES if side == Side.BUYER else PROVIDER_ROLES
    notify(
        to=people_with(negotiation.organization_of(side), *roles),
        subject=subject,
        lines=lines,
        url=reverse("negotiations:detail", args=[negotiation.reference]),
        at=at,
    )

"""A signed contract opens a pilot; both sides hear whose turn it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from marketplace.notifications.services import notify
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with
from procurement.contracts.models import Contract
from procurement.contracts.signals import contract_executed
from procurement.designations.models import Designation
from procurement.designations.signals import approval_enforced
from procurement.pilots import signals
from procurement.pilots.models import Milestone, Pilot
from procurement.pilots.queries import going_on
from procurement.pilots.services import open_pilot

ENFORCED = {"suspend": "is suspended", "reinstate": "counts again", "revoke": "is revoked"}
BUYER_ROLES = (Role.BUYER, Role.OWNER)
PROVIDER_ROLES = (Role.AUTHOR, Role.OWNER)
MILESTONE_NEWS = {
    "deliver": ("buyer", "was delivered", "Look at it, then accept it or send it back with what is missing."),
    "return": ("provider", "came back", "The district says what is missing. Mend it and deliver it again."),
    "accept": (
        "provider",
        "was accepted",
        "You can record its invoice now. The amount agrees with the contract to the cent.",
    ),
    "invoice": ("buyer", "was invoiced", "It matches the contract to the cent. Record the payment once it is made."),
    "pay": ("provider", "was paid", "The district’s business office recorded the payment."),
}


@receiver(contract_executed)
def open_from_contract(sender: Any, contract: Contract, at: datetime, **kwargs: Any) -> None:
    """Both sides have signed: the pilot is there, with its milestones as signed."""
    open_pilot(contract=contract, at=at)


@receiver(approval_enforced)
def tell_districts_of_enforcement(
    sender: Any, designation: Designation, act: str, reason: str, at: datetime, **kwargs: Any
) -> None:
    """Districts whose pilot of the model is ahead or runs hear what became of its approval, and why."""
    news = f"the approval of {designation.model.name} {ENFORCED[act]}"
    for pilot in going_on(designation.model):
        _tell(
            pilot, people_with(pilot.buyer, *BUYER_ROLES), at, news,
            f"Why: {reason}", "What is signed stays as it was signed; the contract says how it can end early.",
        )  # fmt: skip


@receiver(signals.pilot_opened)
def tell_of_pilot(sender: Any, pilot: Pilot, at: datetime, **kwargs: Any) -> None:
    """The district hears what comes before the first day."""
    _tell(
        pilot, people_with(pilot.buyer, *BUYER_ROLES), at, "the pilot is set up",
        "Tell families before it starts and record how. Then start it on the contract’s first day.",
    )  # fmt: skip


@receiver(signals.pilot_started)
def tell_of_start(sender: Any, pilot: Pilot, at: datetime, **kwargs: Any) -> None:
    """The provider hears that its milestones now run."""
    _tell(
        pilot, people_with(pilot.provider, *PROVIDER_ROLES), at, "the pilot has started",
        "Deliver each milestone by its day.",
    )  # fmt: skip


@receiver(signals.pilot_terminated)
def tell_of_end(sender: Any, pilot: Pilot, at: datetime, **kwargs: Any) -> None:
    """The provider hears that the district ended the pilot, and where the reason stands."""
    _tell(
        pilot, people_with(pilot.provider, *PROVIDER_ROLES), at, "the pilot was ended early",
        "The reason stands on its page. What was accepted can still be invoiced.",
    )  # fmt: skip


@receiver(signals.milestone_moved)
def tell_of_milestone(sender: Any, milestone: Milestone, move: str, at: datetime, **kwargs: Any) -> None:
    """The other side hears that it is its turn."""
    side, news, line = MILESTONE_NEWS[move]
    pilot = milestone.pilot
    people = people_with(pilot.buyer, *BUYER_ROLES) if side == "buyer" else people_with(pilot.provider, *PROVIDER_ROLES)
    notify(
        to=people,
        subject=f"{pilot.reference}: milestone {milestone.number} {news}",
        lines=[line],
        url=reverse("pilots:milestone", args=[pilot.reference, milestone.number]),
        at=at,
        deadline=milestone.due_at if move in ("deliver", "return") and milestone.due_at > at else None,
    )


def _tell(pilot: Pilot, people: Any, at: datetime, news: str, *lines: str) -> None:
    url = reverse("pilots:detail", args=[pilot.reference])
    notify(to=people, subject=f"{pilot.reference}: {news}", lines=lines, url=url, at=at)

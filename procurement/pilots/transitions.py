"""The lives of a pilot and of its milestones."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class PilotState(TextChoices):
    """Where a pilot stands. Whether it is late follows from its dates."""

    SCHEDULED = "scheduled", "Not started"
    ACTIVE = "active", "Running"
    COMPLETED = "completed", "Teaching ended"
    CLOSED = "closed", "Closed"
    TERMINATED = "terminated", "Ended early"


OVER = (PilotState.COMPLETED, PilotState.CLOSED, PilotState.TERMINATED)


class MilestoneState(TextChoices):
    """Where a milestone stands between promise and payment."""

    PLANNED = "planned", "Planned"
    DELIVERED = "delivered", "Delivered"
    RETURNED = "returned", "Returned"
    ACCEPTED = "accepted", "Accepted"
    INVOICED = "invoiced", "Invoiced"
    PAID = "paid", "Paid"


PILOT = Lifecycle(
    "pilot",
    states=PilotState,
    initial=PilotState.SCHEDULED,
    moves=[
        Move("start", "scheduled", "active", words="started the pilot", public=True),
        Move("complete", "active", "completed", words="recorded that teaching has ended", public=True),
        Move("close", "completed", "closed", words="closed the pilot", public=True),
        Move("terminate", ("scheduled", "active"), "terminated", words="ended the pilot early", public=True),
    ],
    created_words="opened the pilot from the signed contract",
)
MILESTONE = Lifecycle(
    "milestone",
    states=MilestoneState,
    initial=MilestoneState.PLANNED,
    moves=[
        Move("deliver", ("planned", "returned"), "delivered", words="delivered a milestone"),
        Move("return", "delivered", "returned", words="returned a milestone"),
        Move("accept", "delivered", "accepted", words="accepted a milestone"),
        Move("invoice", "accepted", "invoiced", words="recorded an invoice"),
        Move("pay", "invoiced", "paid", words="recorded a payment"),
    ],
    created_words="set a milestone as the contract has it",
)

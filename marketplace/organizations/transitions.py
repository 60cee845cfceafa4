"""How an organization comes to be confirmed, and what becomes of an invitation and of a helping hand."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class OrganizationState(TextChoices):
    """Whether the agency has confirmed that an organization is who it says it is."""

    UNCONFIRMED = "unconfirmed", "not confirmed yet"
    CONFIRMED = "confirmed", "confirmed"
    REFUSED = "refused", "refused"


class InvitationState(TextChoices):
    """What became of an invitation; *expired* is derived from its instant."""

    SENT = "sent", "sent"
    ACCEPTED = "accepted", "accepted"
    DECLINED = "declined", "declined"
    WITHDRAWN = "withdrawn", "withdrawn"


class HandState(TextChoices):
    """What became of a helping hand; that its time is over is derived from its instant."""

    OFFERED = "offered", "asked"
    ACCEPTED = "accepted", "accepted"
    DECLINED = "declined", "declined"
    REVOKED = "revoked", "taken back"


ORGANIZATION = Lifecycle(
    "organization",
    states=OrganizationState,
    initial="unconfirmed",
    created_words="registered the organization",
    moves=[
        Move("confirm", "unconfirmed", "confirmed", words="confirmed the organization"),
        Move("refuse", "unconfirmed", "refused", words="did not confirm the organization"),
        Move("ask_again", "refused", "unconfirmed", words="corrected the facts and asked again"),
    ],
)

INVITATION = Lifecycle(
    "invitation",
    states=InvitationState,
    initial="sent",
    created_words="invited a colleague",
    moves=[
        Move("accept", "sent", "accepted", words="accepted the invitation"),
        Move("decline", "sent", "declined", words="declined the invitation"),
        Move("withdraw", "sent", "withdrawn", words="withdrew the invitation"),
    ],
)

HAND = Lifecycle(
    "helping_hand",
    states=HandState,
    initial="offered",
    created_words="asked somebody for a helping hand",
    moves=[
        Move("accept", "offered", "accepted", words="took the task on"),
        Move("decline", ("offered", "accepted"), "declined", words="gave the task back"),
        Move("revoke", ("offered", "accepted"), "revoked", words="took the task back"),
    ],
)

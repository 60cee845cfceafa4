"""Who is told when organizations register, are decided on, and invite people."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse

from marketplace.clocks.words import instant_words
from marketplace.notifications.services import notify, write_to_address
from marketplace.organizations import signals
from marketplace.organizations.helping import Task, task_of
from marketplace.organizations.models import DeskHandover, HelpingHand, Invitation, Organization, Role
from marketplace.organizations.roles import ROLE_MEANINGS
from marketplace.organizations.roster import people_with, the_agency


@receiver(signals.organization_registered)
def tell_the_registrars(sender: Any, organization: Organization, actor: Any, at: datetime, **kwargs: Any) -> None:
    """The agency's officers have an organization to confirm."""
    if organization.regulates:
        return
    notify(
        to=people_with(the_agency(), Role.PROGRAM_OFFICER),
        subject=f"{organization} asks to be confirmed",
        lines=[f"{actor} registered it. Check who they are, then confirm it or say why not."],
        url=reverse("organizations:agency_detail", args=[organization.slug]),
        at=at,
    )


@receiver(signals.organization_decided)
def tell_the_owners(sender: Any, organization: Organization, at: datetime, **kwargs: Any) -> None:
    """Its owners learn the decision and, where it was refused, the reason."""
    if organization.is_confirmed:
        act, lines = "is confirmed", ["From now on it can issue, submit and sign here."]
    else:
        act, lines = "was not confirmed", ["The department’s reasons are on its page, with what you can do."]
    notify(
        to=people_with(organization, Role.OWNER),
        subject=f"{organization} {act}",
        lines=lines,
        url=reverse("organizations:detail", args=[organization.slug]),
        at=at,
    )


@receiver(signals.invitation_sent)
def write_to_the_invited(sender: Any, invitation: Invitation, at: datetime, **kwargs: Any) -> None:
    """The mail with the link; the address may have no account yet."""
    write_to_address(
        address=invitation.email,
        subject=f"{invitation.organization} invites you as {invitation.get_role_display()}",
        lines=[
            f"{invitation.invited_by} invites you to act for {invitation.organization} in Pilotage.",
            f"As {invitation.get_role_display()}: {ROLE_MEANINGS[invitation.role]}",
            "You need an account with this e-mail address. You can make one when you open the invitation.",
        ],
        url=reverse("organizations:invitation", args=[invitation.token]),
        deadline=invitation.expires_at,
        at=at,
    )


@receiver(signals.invitation_answered)
def tell_who_invited(sender: Any, invitation: Invitation, actor: Any, at: datetime, **kwargs: Any) -> None:
    """The one who invited learns the answer."""
    notify(
        to=[invitation.invited_by],
        subject=f"{actor} {invitation.get_state_display()} your invitation to {invitation.organization}",
        lines=[f"The role was {invitation.get_role_display()}."],
        url=reverse("organizations:people", args=[invitation.organization.slug]),
        at=at,
    )


@receiver(signals.hand_offered)
def ask_for_a_hand(sender: Any, hand: HelpingHand, actor: Any, at: datetime, **kwargs: Any) -> None:
    """The mail with the link; the address may have no account yet. Nothing of the record but its reference is in it."""
    lines = [
        f"{actor} asks you, for {hand.organization}, to do one thing on {hand.reference}:",
        f"{_task(hand).words}.",
        *hand.note.splitlines(),
        "You take it on or decline on the page. You need an account with this e-mail address; you can make one there.",
    ]
    subject = f"{hand.reference}: {hand.organization} asks you for a helping hand"
    url = reverse("organizations:hand", args=[hand.token])
    write_to_address(address=hand.email, subject=subject, lines=lines, url=url, deadline=hand.ends_at, at=at)


@receiver(signals.hand_answered)
def tell_who_asked_for_a_hand(sender: Any, hand: HelpingHand, actor: Any, at: datetime, **kwargs: Any) -> None:
    """The one who asked learns the answer."""
    act = "takes the task on" if hand.closed_at is None else "does not do the task"
    notify(
        to=[hand.granted_by],
        subject=f"{hand.reference}: {actor} {act}",
        lines=[f"The task is: {_task(hand).words}."],
        url=reverse("organizations:hands", args=[hand.organization.slug]),
        at=at,
    )


@receiver(signals.hand_revoked)
def tell_the_helper(sender: Any, hand: HelpingHand, at: datetime, **kwargs: Any) -> None:
    """Who was asked hears that nothing is asked of them any more."""
    write_to_address(
        address=hand.email,
        subject=f"{hand.reference}: {hand.organization} no longer asks you for a helping hand",
        lines=["The task was taken back. What you did until then stands."],
        url=reverse("organizations:hand", args=[hand.token]),
        at=at,
    )


@receiver([signals.desk_handed_over, signals.desk_taken_back])
def tell_both_of_the_desk(sender: Any, handover: DeskHandover, at: datetime, **kwargs: Any) -> None:
    """Giver and taker hear from when to when, and when it is ended early."""
    zone = settings.TIME_ZONE
    if handover.ended_at:
        act, line = "is handed back", "From now on it waits on its owner alone again."
    else:
        act = f"is handed over to {handover.taker}"
        line = f"From {instant_words(handover.starts_at, zone)} to {instant_words(handover.ends_at, zone)}."
    notify(
        to=[handover.giver, handover.taker],
        subject=f"{handover.organization}: the desk of {handover.giver} {act}",
        lines=[line],
        url=reverse("organizations:hand_over", args=[handover.organization.slug]),
        at=at,
    )


def _task(hand: HelpingHand) -> Task:
    return task_of(hand.task) or Task(hand.task, hand.role, "One task", {})

"""Inviting colleagues by mail, and their answers."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError

from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.words import checked_email
from marketplace.organizations import signals
from marketplace.organizations.models import Invitation, Membership, Organization
from marketplace.organizations.permissions import ANSWER, MANAGE_PEOPLE
from marketplace.organizations.services.memberships import add_roles, require_role_of
from marketplace.organizations.transitions import INVITATION, InvitationState
from marketplace.people.models import User

OPEN_FOR = timedelta(days=14)
MOST_A_DAY, MOST_A_DAY_UNCONFIRMED = 50, 10


@service
def invite(*, organization: Organization, email: str, role: str, actor: User, at: datetime) -> Invitation:
    """Offer a role to an e-mail address for 14 days; a mail with the link goes out.

    The same offer made again while the first is open is the first. One that has lapsed is withdrawn and replaced.
    Raises ValidationError for an address that cannot be one, a role that is not there, or somebody who holds it, and
    Refused after the day's share, so that nobody makes the portal write to strangers.
    """
    MANAGE_PEOPLE.check(actor, organization)
    organization = locked(organization)
    email = checked_email(email, field="email").lower()
    require_role_of(organization, role)
    if Membership.objects.filter(organization=organization, role=role, person__email__iexact=email).exists():
        raise ValidationError({"email": f"{email} holds this role already."})
    open_one = Invitation.objects.filter(organization=organization, email=email, role=role, state=InvitationState.SENT)
    for earlier in open_one:
        if earlier.is_open(at):
            return earlier
        INVITATION.move(earlier, "withdraw", actor=actor, organization=organization, at=at)
    refuse_more_than_the_share(organization, at)
    invitation = Invitation.objects.create(
        organization=organization,
        email=email,
        role=role,
        token=secrets.token_urlsafe(32),
        invited_by=actor,
        invited_at=at,
        expires_at=at + OPEN_FOR,
    )
    INVITATION.created(invitation, actor=actor, organization=organization, at=at, payload={"role": role})
    signals.invitation_sent.send(sender=Invitation, invitation=invitation, actor=actor, at=at)
    return invitation


def refuse_more_than_the_share(organization: Organization, at: datetime) -> None:
    """Raise Refused where the day's share of mails to strangers is used up, invitations and helping hands together."""
    most, since = MOST_A_DAY if organization.is_confirmed else MOST_A_DAY_UNCONFIRMED, at - timedelta(days=1)
    invited = organization.invitations.filter(invited_at__gt=since).count()
    if invited + organization.hands.filter(granted_at__gt=since).count() >= most:
        later = "" if organization.is_confirmed else ", and more a day once the department has confirmed you"
        raise Refused(f"{most} people were invited within a day. You can invite others tomorrow{later}.")


@service
def accept_invitation(*, invitation: Invitation, actor: User, at: datetime) -> Invitation:
    """The invited person takes the role. Raises Refused once it has lapsed."""
    invitation = _answer(invitation, "accept", actor=actor, at=at)
    add_roles(organization=invitation.organization, person=actor, roles=[invitation.role], at=at)
    signals.invitation_answered.send(sender=Invitation, invitation=invitation, actor=actor, at=at)
    return invitation


@service
def decline_invitation(*, invitation: Invitation, actor: User, at: datetime) -> Invitation:
    """The invited person does not want the role."""
    invitation = _answer(invitation, "decline", actor=actor, at=at)
    signals.invitation_answered.send(sender=Invitation, invitation=invitation, actor=actor, at=at)
    return invitation


@service
def withdraw_invitation(*, invitation: Invitation, actor: User, at: datetime) -> Invitation:
    """An owner takes an open invitation back; its link stops working."""
    MANAGE_PEOPLE.check(actor, invitation.organization)
    invitation = locked(invitation)
    INVITATION.move(invitation, "withdraw", actor=actor, organization=invitation.organization, at=at)
    return invitation


def _answer(invitation: Invitation, move: str, *, actor: User, at: datetime) -> Invitation:
    ANSWER.check(actor, invitation)
    invitation = locked(invitation)
    INVITATION.require(invitation, move)
    if at >= invitation.expires_at:
        raise Refused("This invitation has lapsed. Ask the organization for a new one.")
    invitation.answered_by, invitation.answered_at = actor, at
    INVITATION.move(
        invitation,
        move,
        actor=actor,
        organization=invitation.organization,
        at=at,
        also_save=("answered_by", "answered_at"),
    )
    return invitation

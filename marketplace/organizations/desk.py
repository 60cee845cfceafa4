"""What organizations put on somebody's desk."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.clocks.words import count_words
from marketplace.desk.registry import DeskItem, HandedDesk, desk_source, handed_desk_source
from marketplace.organizations.helping import task_of
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import is_registrar
from marketplace.organizations.queries import (
    awaiting_decision,
    handovers_with,
    hands_asked_of,
    invitations_for,
    unclassified_districts,
)
from marketplace.organizations.roster import organizations_of
from marketplace.organizations.services.hands import is_answerable
from marketplace.organizations.services.invitations import OPEN_FOR
from marketplace.organizations.transitions import HandState, InvitationState, OrganizationState


@handed_desk_source
def handed_over(people: Collection[Any], at: datetime) -> Iterator[HandedDesk]:
    """The desks that run in a colleague's hands now."""
    for one in handovers_with(people, at=at):
        url = reverse("organizations:hand_over", args=[one.organization.slug])
        yield HandedDesk(one.giver, one.taker, one.organization, one.ends_at, url)


@desk_source
def items(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Organizations to confirm for the agency; for owners, what they wait for and what was refused."""
    if is_registrar(person):
        yield from _for_registrars(organizations_of(person, capability="regulates")[0].pk)
    yield from _invitations(person, at)
    yield from _hands_asked_for(person, at)
    for organization in organizations_of(person, Role.OWNER):
        if organization.state != OrganizationState.CONFIRMED:
            yield _for_owner(organization)


def _for_registrars(agency_id: int) -> Iterator[DeskItem]:
    for organization in awaiting_decision()[:20]:
        yield DeskItem(
            organization_id=agency_id,
            title=f"Confirm {organization}, or say why not",
            url=reverse("organizations:agency_detail", args=[organization.slug]),
            reference="New organization",
            detail="Until then it can draft everything, and issue, submit or sign nothing.",
            action="Check it",
            since=organization.created_at,
        )
    waiting = unclassified_districts().count()
    if waiting:
        yield DeskItem(
            organization_id=agency_id,
            title=f"Say what {count_words(waiting, 'directory entry is', 'directory entries are')}",
            url=reverse("organizations:agency_districts"),
            reference="Directory",
            detail="An import brought them in without their kind: charter school, career center, service agency.",
            action="Classify",
        )


def _invitations(person: Any, at: datetime) -> Iterator[DeskItem]:
    for invitation in invitations_for(person).filter(state=InvitationState.SENT, expires_at__gt=at):
        yield DeskItem(
            organization_id=invitation.organization_id,
            title=f"Answer the invitation of {invitation.organization}",
            url=reverse("organizations:invitation", args=[invitation.token]),
            reference=f"Invitation as {invitation.get_role_display()}",
            detail=f"{invitation.invited_by} asks you to act for it.",
            due=invitation.expires_at,
            action="Answer",
        )


def _hands_asked_for(person: Any, at: datetime) -> Iterator[DeskItem]:
    for hand in hands_asked_of(person).filter(state=HandState.OFFERED):
        task = task_of(hand.task)
        if task and is_answerable(hand, at):
            yield DeskItem(
                organization_id=hand.organization_id,
                title=f"{hand.organization} asks you for a helping hand: {task.words[0].lower()}{task.words[1:]}",
                url=reverse("organizations:hand", args=[hand.token]),
                reference=hand.reference,
                detail=f"{hand.granted_by} asks you, for this one record.",
                due=hand.granted_at + OPEN_FOR,
                action="Answer",
            )


def _for_owner(organization: Any) -> DeskItem:
    url = reverse("organizations:detail", args=[organization.slug])
    if organization.state == OrganizationState.REFUSED:
        return DeskItem(
            organization_id=organization.pk,
            title=f"{organization} was not confirmed: read why",
            url=url,
            reference="Your organization",
            detail="You can correct the facts and ask again.",
            action="Read why",
        )
    return DeskItem(
        organization_id=organization.pk,
        title=f"Confirmation of {organization}",
        url=url,
        reference="Your organization",
        waiting_for="The department",
        since=organization.created_at,
    )

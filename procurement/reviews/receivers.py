"""Tells reviewers, leads and officers what a review needs of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from marketplace.notifications.services import notify
from marketplace.organizations.models import Role
from marketplace.people.models import User
from procurement.reviews import signals
from procurement.reviews.models import Assignment, Consensus, Panel, ReviewSubject
from procurement.reviews.ties import people_for


@receiver(signals.reviewer_asked)
def tell_reviewer(sender: Any, assignment: Assignment, at: datetime, **kwargs: Any) -> None:
    """A reviewer hears what is asked and by when."""
    reference = assignment.subject.reference
    notify(
        to=[assignment.reviewer],
        subject=f"{reference}: you are asked to review an application",
        lines=["Declare first whether you have a conflict of interest. The application opens to you then."],
        url=reverse("reviews:assignment", args=[assignment.pk]),
        at=at,
        deadline=assignment.due_at,
    )


@receiver(signals.reviewer_left)
def tell_officers(sender: Any, assignment: Assignment, at: datetime, **kwargs: Any) -> None:
    """Officers hear that a place on a panel is free."""
    notify(
        to=_officers_for(assignment.subject),
        subject=f"{assignment.subject.reference}: a reviewer stepped back",
        lines=["Choose another reviewer, so that the panel is complete."],
        url=reverse("reviews:subject", args=[assignment.subject.reference]),
        at=at,
    )


@receiver(signals.access_withdrawn)
def tell_withdrawn(sender: Any, assignment: Assignment, at: datetime, **kwargs: Any) -> None:
    """The reviewer hears that a conflict was discovered; why stands on the page."""
    notify(
        to=[assignment.reviewer],
        subject=f"{assignment.subject.reference}: you are off this review",
        lines=["The department found a conflict of interest. Your access has ended, and scores you sent do not count."],
        url=reverse("reviews:assignment", args=[assignment.pk]),
        at=at,
    )


@receiver(signals.file_shown)
def tell_reviewers_of_file(sender: Any, subject: ReviewSubject, at: datetime, **kwargs: Any) -> None:
    """Those who are scoring hear that there is one more file to read."""
    for assignment in subject.panel.assignments.filter(state="accepted").select_related("reviewer"):
        notify(
            to=[assignment.reviewer],
            subject=f"{subject.reference}: a file is open to you",
            lines=["A file that came with the application can be read now."],
            url=reverse("reviews:read", args=[assignment.pk]),
            at=at,
            deadline=assignment.due_at,
        )


@receiver(signals.consensus_withdrawn)
def tell_lead_of_voided_scores(sender: Any, subject: ReviewSubject, at: datetime, **kwargs: Any) -> None:
    """The lead hears that the panel is incomplete again."""
    if subject.panel.lead:
        notify(
            to=[subject.panel.lead],
            subject=f"{subject.reference}: the consensus is taken back",
            lines=["A reviewer’s scores are void, so the panel is incomplete. It opens again once it is complete."],
            url=reverse("reviews:subject", args=[subject.reference]),
            at=at,
        )


@receiver(signals.consensus_opened)
def tell_lead(sender: Any, consensus: Consensus, at: datetime, **kwargs: Any) -> None:
    """The lead hears that every score is in; without a lead, the officers who name one."""
    panel = consensus.panel
    notify(
        to=[panel.lead] if panel.lead else _officers_for(panel.subject),
        subject=f"{panel.subject.reference}: every score is in",
        lines=["Bring the panel together and record what it agrees." if panel.lead else "Name a lead for the panel."],
        url=reverse("reviews:subject", args=[panel.subject.reference]),
        at=at,
    )


@receiver(signals.lead_named)
def tell_new_lead(sender: Any, panel: Panel, at: datetime, **kwargs: Any) -> None:
    """The lead hears of the panel."""
    notify(
        to=[panel.lead],
        subject=f"{panel.subject.reference}: you lead this panel",
        lines=["You bring its reviewers together once every score is in. You do not score yourself."],
        url=reverse("reviews:subject", args=[panel.subject.reference]),
        at=at,
    )


@receiver(signals.consensus_agreed)
def tell_recommenders(sender: Any, consensus: Consensus, at: datetime, **kwargs: Any) -> None:
    """Officers hear that a recommendation is due."""
    notify(
        to=_officers_for(consensus.subject),
        subject=f"{consensus.subject.reference}: the panel has agreed",
        lines=["Recommend a decision. Somebody else takes it."],
        url=reverse("reviews:subject", args=[consensus.subject.reference]),
        at=at,
    )


def _officers_for(subject: ReviewSubject) -> list[User]:
    provider, policy = subject.provider, subject.policy_version
    return people_for(Role.PROGRAM_OFFICER, provider=provider, policy=policy, subject=subject)

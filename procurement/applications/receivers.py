"""Hears applications, reviews and decisions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from marketplace.clocks.words import instant_words
from marketplace.notifications.services import notify
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with
from marketplace.people.models import User
from procurement.applications import services, signals
from procurement.applications.models import Application, CureRequest
from procurement.applications.permissions import AUTHORS, SENDERS
from procurement.applications.queries import applicants_of, fee_reason, screening_due
from procurement.applications.tasks import send_receipt
from procurement.designations.models import Determination, DeterminationKind
from procurement.designations.signals import determination_issued
from procurement.payments.models import Fee
from procurement.payments.signals import fee_settled
from procurement.reviews.models import Consensus, ReviewSubject
from procurement.reviews.signals import consensus_opened, consensus_withdrawn
from procurement.reviews.ties import people_for
from procurement.rounds.models import RoundAmendment, RoundExtension, RoundQuestion
from procurement.rounds.permissions import ASKERS
from procurement.rounds.signals import question_answered, round_amended, round_extended


@receiver(signals.application_submitted)
def acknowledge(sender: Any, application: Application, at: datetime, **kwargs: Any) -> None:
    """The provider gets its receipt; officers hear that something is to be checked."""
    send_receipt.enqueue(application.pk, at.isoformat())
    notify(
        to=_officers_for(application),
        subject=f"{application.reference}: an application came in",
        lines=[fee_reason(application.fee) or "Check that everything is there, then hand it to reviewers."],
        url=reverse("applications:agency_detail", args=[application.reference]),
        at=at,
        deadline=screening_due(application),
    )


@receiver(signals.cure_requested)
def ask_for_what_is_missing(sender: Any, cure: CureRequest, at: datetime, **kwargs: Any) -> None:
    """The provider hears what is missing and until when."""
    application = cure.application
    notify(
        to=people_with(application.provider, *AUTHORS, *SENDERS),
        subject=f"{application.reference}: something is missing",
        lines=["The check found this missing:", *cure.items, "Send it in time, or the application is closed."],
        url=reverse("applications:cure", args=[application.reference]),
        at=at,
        deadline=cure.due_at,
    )


@receiver(signals.application_closed)
def tell_of_closing(sender: Any, application: Application, at: datetime, **kwargs: Any) -> None:
    """The provider hears that the time is over."""
    notify(
        to=people_with(application.provider, *AUTHORS, *SENDERS),
        subject=f"{application.reference}: closed as incomplete",
        lines=["What was missing did not come in time. What you sent stays here for you to read."],
        url=reverse("applications:receipt", args=[application.reference]),
        at=at,
    )


@receiver(fee_settled)
def ask_for_the_check(sender: Any, fee: Fee, at: datetime, **kwargs: Any) -> None:
    """Officers hear that the application can be checked now."""
    application = Application.objects.filter(fee=fee, state="submitted").first()
    if application:
        notify(
            to=_officers_for(application),
            subject=f"{application.reference}: the fee is settled",
            lines=["Check that everything is there, then hand it to reviewers."],
            url=reverse("applications:agency_detail", args=[application.reference]),
            at=at,
            deadline=screening_due(application),
        )


@receiver(signals.application_withdrawn)
def tell_officers(sender: Any, application: Application, at: datetime, **kwargs: Any) -> None:
    """Officers hear that nothing more is to be done with it."""
    notify(
        to=_officers_for(application),
        subject=f"{application.reference}: the application was withdrawn",
        lines=["Its provider took it back. A review of it has ended."],
        url=reverse("applications:agency_detail", args=[application.reference]),
        at=at,
    )


@receiver(signals.application_passed)
def tell_provider(sender: Any, application: Application, at: datetime, **kwargs: Any) -> None:
    """The provider hears that everything was there."""
    notify(
        to=people_with(application.provider, *AUTHORS, *SENDERS),
        subject=f"{application.reference}: everything is there",
        lines=["Independent reviewers read it next. There is nothing for you to do now."],
        url=reverse("applications:receipt", args=[application.reference]),
        at=at,
    )


@receiver(consensus_opened)
def note_consensus(sender: Any, consensus: Consensus, at: datetime, **kwargs: Any) -> None:
    """The application follows its review."""
    application = Application.objects.filter(subject=consensus.subject).first()
    if application:
        services.follow_consensus(application=application, at=at)


@receiver(consensus_withdrawn)
def note_voided_scores(sender: Any, subject: ReviewSubject, at: datetime, **kwargs: Any) -> None:
    """The application is under review again until the panel is complete."""
    application = Application.objects.filter(subject=subject, state="consensus").first()
    if application:
        services.follow_voided_scores(application=application, at=at)


@receiver(determination_issued)
def note_decision(sender: Any, determination: Determination, at: datetime, **kwargs: Any) -> None:
    """The application follows the first decision on it; an appeal leaves it decided."""
    if determination.kind != DeterminationKind.FIRST:
        return
    application = Application.objects.filter(subject=determination.subject_id).first()
    if determination.subject_id and application:
        services.follow_decision(application=application, at=at)


@receiver(question_answered)
def tell_applicants(sender: Any, question: RoundQuestion, at: datetime, **kwargs: Any) -> None:
    """Everyone who began an application hears of an answer when it is public; whoever asked hears it already."""
    asked = question.round
    notify(
        to=applicants_of(asked).exclude(pk__in=people_with(question.provider, *ASKERS).values("pk")),
        subject=f"{asked.reference}: a question was answered",
        lines=["The question and its answer stand on the round’s page."],
        url=f"{reverse('rounds:detail', args=[asked.reference])}#{question.reference}",
        at=at,
    )


@receiver(round_extended)
def tell_of_extension(sender: Any, extension: RoundExtension, at: datetime, **kwargs: Any) -> None:
    """Whoever has more time hears until when: one provider, or everyone who began an application."""
    asked, organization = extension.round, extension.organization
    to = people_with(organization, *AUTHORS, *SENDERS) if organization else applicants_of(asked)
    notify(
        to=to,
        subject=f"{asked.reference}: more time",
        lines=[
            f"The closing moved to {instant_words(extension.closes_after, asked.zone)}"
            + (f" for {organization}." if organization else " for everyone."),
            f"Why: {extension.reason}",
        ],
        url=reverse("rounds:detail", args=[asked.reference]),
        at=at,
        deadline=extension.closes_after,
    )


@receiver(round_amended)
def tell_of_amendment(sender: Any, amendment: RoundAmendment, at: datetime, **kwargs: Any) -> None:
    """Everyone who began an application hears what changed, and until when there is time."""
    asked = amendment.round
    if amendment.ends_it:
        news, first = "the round ends", f"Applications are taken until {asked.closing_words}. Why: {amendment.reason}"
    else:
        news = "the round was amended"
        first = "Its page says what changed, and why." + (" Everyone has more time." if asked.closes_at else "")
    notify(
        to=applicants_of(asked),
        subject=f"{asked.reference}: {news}",
        lines=[
            first,
            "An application that you have sent stands as it is. To change it, withdraw it and apply anew in time.",
        ],
        url=f"{reverse('rounds:detail', args=[asked.reference])}#history",
        at=at,
        deadline=asked.closes_at,
    )


def _officers_for(application: Application) -> list[User]:
    policy = application.round.policy_version
    return people_for(Role.PROGRAM_OFFICER, provider=application.provider, policy=policy, subject=application.subject)

"""A pilot that starts owes a report; each side hears when it is its turn."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from marketplace.notifications.services import notify
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with
from marketplace.people.models import User
from procurement.outcomes import signals
from procurement.outcomes.models import OutcomeReport
from procurement.outcomes.services import open_report
from procurement.pilots.models import Pilot
from procurement.pilots.signals import pilot_started
from procurement.reviews.ties import people_for

BUYER_ROLES = (Role.BUYER, Role.OWNER)
PROVIDER_ROLES = (Role.AUTHOR, Role.OWNER)


@receiver(pilot_started)
def ask_for_report(sender: Any, pilot: Pilot, at: datetime, **kwargs: Any) -> None:
    """From the first day the district can see what the report will ask."""
    open_report(pilot=pilot, at=at)


@receiver(signals.report_submitted)
def tell_of_report(sender: Any, report: OutcomeReport, at: datetime, **kwargs: Any) -> None:
    """The provider may reply; the department checks."""
    notify(
        to=people_with(report.pilot.provider, *PROVIDER_ROLES),
        subject=f"{report.reference}: the outcome report was sent",
        lines=["You may reply. Your reply is printed beside the outcome as received."],
        url=reverse("outcomes:report", args=[report.reference]),
        at=at,
        deadline=report.reply_until,
    )
    notify(
        to=_officers_for(report),
        subject=f"{report.reference}: an outcome report waits to be checked",
        lines=["Check the numbers, or send it back with what has to change."],
        url=reverse("outcomes:agency_detail", args=[report.reference]),
        at=at,
    )


@receiver(signals.report_returned)
def tell_of_return(sender: Any, report: OutcomeReport, at: datetime, **kwargs: Any) -> None:
    """The district hears that something has to change."""
    notify(
        to=people_with(report.pilot.buyer, *BUYER_ROLES),
        subject=f"{report.reference}: the outcome report came back",
        lines=["The department says what has to change. Change it and send the report again."],
        url=reverse("outcomes:report", args=[report.reference]),
        at=at,
    )


@receiver(signals.report_replied)
def tell_of_reply(sender: Any, report: OutcomeReport, at: datetime, **kwargs: Any) -> None:
    """The department need not wait any longer."""
    notify(
        to=_officers_for(report),
        subject=f"{report.reference}: the provider has replied",
        lines=["Once the report is checked, the outcome can be published."],
        url=reverse("outcomes:agency_detail", args=[report.reference]),
        at=at,
    )


@receiver(signals.outcome_published)
def tell_of_publication(sender: Any, report: OutcomeReport, at: datetime, **kwargs: Any) -> None:
    """Both sides hear that everyone can read the outcome."""
    pilot = report.pilot
    notify(
        to=[*people_with(pilot.buyer, *BUYER_ROLES), *people_with(pilot.provider, *PROVIDER_ROLES)],
        subject=f"{report.reference}: the outcome is public",
        lines=["It stands on the pages of the pilot and of the model."],
        url=reverse("outcomes:public", args=[report.reference]),
        at=at,
    )


def _officers_for(report: OutcomeReport) -> list[User]:
    pilot = report.pilot
    return people_for(Role.PROGRAM_OFFICER, provider=pilot.provider, policy=pilot.policy_version)

"""Hears appeals: asks for receipts and letters, tells officers what waits and the provider what was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from marketplace.notifications.services import notify
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with
from marketplace.people.models import User
from procurement.appeals import signals
from procurement.appeals.letters import TOLD
from procurement.appeals.models import Appeal
from procurement.appeals.queries import has_nobody, whole
from procurement.appeals.tasks import make_letter, make_receipt
from procurement.reviews.ties import people_for


@receiver([signals.appeal_filed, signals.appeal_refused])
def ask_for_receipt(sender: Any, appeal: Appeal, at: datetime, **kwargs: Any) -> None:
    """The receipt is typeset after the appeal is on record."""
    make_receipt.enqueue(appeal.pk, at.isoformat())


@receiver(signals.appeal_decided)
def ask_for_letter(sender: Any, appeal: Appeal, at: datetime, **kwargs: Any) -> None:
    """The letter is typeset after the decision is on record."""
    make_letter.enqueue(appeal.pk, at.isoformat())


@receiver([signals.appeal_filed, signals.appeal_given_back])
def tell_officers(sender: Any, appeal: Appeal, at: datetime, **kwargs: Any) -> None:
    """Appeal officers hear that one waits; nothing of it is in the mail."""
    notify(
        to=_free_of(appeal, Role.APPEAL_OFFICER),
        subject=f"{appeal.reference}: an appeal waits to be taken up",
        lines=["Whoever takes it up had no part in the matter before, and declares that there is no conflict."],
        url=reverse("appeals:agency_detail", args=[appeal.reference]),
        at=at,
        deadline=appeal.decide_by,
    )


@receiver([signals.appeal_filed, signals.appeal_given_back, signals.appeal_recused])
def tell_owners_if_nobody_may(sender: Any, appeal: Appeal, at: datetime, left_by: Any = None, **kwargs: Any) -> None:
    """The agency's owners hear of an appeal that no officer may take up, so that they find somebody."""
    if not has_nobody(whole().get(pk=appeal.pk), without=left_by):
        return
    notify(
        to=_free_of(appeal, Role.OWNER),
        subject=f"{appeal.reference}: nobody may decide this appeal",
        lines=[
            "Each appeal officer had a part before, stepped back, or has a conflict. Its page says what can be done."
        ],
        url=reverse("appeals:agency_detail", args=[appeal.reference]),
        at=at,
        deadline=appeal.decide_by,
    )


@receiver(signals.appeal_taken_up)
def tell_provider_of_taking_up(sender: Any, appeal: Appeal, at: datetime, **kwargs: Any) -> None:
    """The provider hears that its appeal is under review."""
    notify(
        to=people_with(appeal.provider, *TOLD),
        subject=f"{appeal.reference}: your appeal is under review",
        lines=["An appeal officer with no part in the matter before has taken it up."],
        url=reverse("appeals:detail", args=[appeal.reference]),
        at=at,
        deadline=appeal.decide_by,
    )


@receiver(signals.appeal_decided)
def tell_staff(sender: Any, appeal: Appeal, at: datetime, **kwargs: Any) -> None:
    """Officers and determiners hear what came of it; the reasons stand on its page."""
    notify(
        to=_free_of(appeal, Role.PROGRAM_OFFICER, Role.DETERMINER),
        subject=f"{appeal.reference}: an appeal is decided",
        lines=[f"It is about decision {appeal.determination.reference}. The reasons stand on its page."],
        url=reverse("appeals:agency_detail", args=[appeal.reference]),
        at=at,
    )


def _free_of(appeal: Appeal, *roles: str) -> list[User]:
    decision = appeal.determination
    return people_for(
        *roles, provider=appeal.provider, policy=decision.policy_version, subject=decision.subject, on=appeal
    )

"""Hears what concerns evaluators in studies: tells them that they are named, providers what they answered, and whom a
newly declared tie concerns."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from marketplace.evaluators.models import Evaluator
from marketplace.evaluators.queries import keepers_of
from marketplace.evaluators.signals import ties_changed
from marketplace.evidence import signals
from marketplace.evidence.models import Attribution
from marketplace.evidence.queries import authors_of, studies_naming
from marketplace.evidence.reading import independence_of
from marketplace.notifications.services import notify
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with
from marketplace.products.models import LearningModel


@receiver(signals.evaluator_named)
def tell_evaluator(sender: Any, attribution: Attribution, at: datetime, **kwargs: Any) -> None:
    """The evaluator hears which study names them, and that they can say no."""
    study = attribution.author.study
    notify(
        to=keepers_of(attribution.evaluator),
        subject=f"{study.model.provider} names {attribution.evaluator} in a study: {study.label}",
        lines=["Say whether the study is yours. If it is not, everyone who reads the study sees that."],
        url=reverse("evidence:attribution", args=[attribution.pk]),
        at=at,
    )


@receiver(signals.attribution_answered)
def tell_provider(sender: Any, attribution: Attribution, at: datetime, **kwargs: Any) -> None:
    """Who enters the provider's evidence hears what the evaluator said."""
    study = attribution.author.study
    said = "says that it is not theirs" if attribution.is_disputed else "confirms that it is theirs"
    lines = [f"Their reason: {attribution.reason}"] if attribution.is_disputed else []
    more = "While it is disputed the study does not count as independent." if attribution.is_disputed else ""
    notify(
        to=people_with(study.model.provider, Role.AUTHOR, Role.OWNER),
        subject=f"{study.label}: {attribution.evaluator} {said}",
        lines=[*lines, more or "Nothing is to do."],
        url=reverse("evidence:authors", args=[study.pk]),
        at=at,
    )


@receiver(ties_changed)
def judge_again(sender: Any, evaluator: Evaluator, at: datetime, **kwargs: Any) -> None:
    """The evidence of every model with a study that names the evaluator may carry another tier now."""
    for model in LearningModel.objects.filter(studies__authors__attribution__evaluator=evaluator).distinct():
        signals.evidence_changed.send(sender=LearningModel, model=model, at=at)


@receiver(ties_changed)
def tell_providers(sender: Any, evaluator: Evaluator, at: datetime, **kwargs: Any) -> None:
    """Who enters a provider's evidence hears where a declaration, or taking it back, changes whether a study of theirs
    counts as independent; and nothing of others' studies, nor what the evaluator does for the department."""
    before, page = at - timedelta(microseconds=1), "evidence:authors"
    for study in studies_naming(evaluator):
        now = independence_of(study, study.model, authors_of(study), at=at).is_independent
        if now == independence_of(study, study.model, authors_of(study), at=before).is_independent:
            continue
        news = "counts as independent again" if now else "no longer counts as independent"
        notify(
            to=people_with(study.model.provider, Role.AUTHOR, Role.OWNER),
            subject=f"{study.label}: the study {news}",
            lines=[
                f"{evaluator}, whom the study names, changed what the public register of evaluators says of them.",
                "The page of its authors shows what counts. An application that was sent keeps what it said then.",
            ],
            url=reverse(page, args=[study.pk]),
            at=at,
        )

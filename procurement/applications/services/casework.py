"""What the agency does with an application: check it, hand it to reviewers, follow the review."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.queries import the_agency
from procurement.applications import signals
from procurement.applications.checklist import unchecked
from procurement.applications.content import review_content
from procurement.applications.models import Application
from procurement.applications.parts import parts
from procurement.applications.permissions import SCREEN
from procurement.applications.queries import fee_reason, scope_of
from procurement.applications.transitions import APPLICATION
from procurement.reviews.services import open_subject


@service
def begin_screening(*, application: Application, actor: Any, at: datetime) -> Application:
    """Take an application up to check that everything is there, once its fee is paid or exempt."""
    SCREEN.check(actor, application)
    application = locked(application)
    APPLICATION.require(application, "begin_screening")
    _require_settled_fee(application)
    application.screening = {"officer": str(actor), "begun_at": at.isoformat()}
    APPLICATION.move(
        application, "begin_screening", actor=actor, organization=the_agency(), at=at, also_save=("screening",)
    )
    return application


@service
def pass_screening(
    *, application: Application, checked: Iterable[str], note: str = "", actor: Any, at: datetime
) -> Application:
    """Find everything there and open the review. Every item of the checklist has been looked at."""
    SCREEN.check(actor, application)
    application = locked(application)
    APPLICATION.require(application, "pass_screening")
    _require_settled_fee(application)
    open_items = unchecked(frozenset(checked))
    if open_items:
        raise ValidationError({"checked": [f"Still to look at: {item.words}" for item in open_items]})
    version, policy = application.model_version, application.round.policy_version
    application.subject = open_subject(
        source_reference=application.reference,
        title=application.model.name,
        version=version,
        policy=policy,
        tier_asked=application.tier_asked,
        content=review_content(application, version),
        criteria=application.round.criteria,
        scope=scope_of(application.round, version),
        asked=application.round,
        actor=actor,
        at=at,
    )
    for part in parts():
        part.review_opened(application, application.subject, at)
    application.screening = application.screening | {"checked": sorted(set(checked)), "note": note.strip()}
    saved = ("screening", "subject")
    APPLICATION.move(application, "pass_screening", actor=actor, organization=the_agency(), at=at, also_save=saved)
    signals.application_passed.send(sender=Application, application=application, at=at)
    return application


def _require_settled_fee(application: Application) -> None:
    if application.fee is not None and (reason := fee_reason(locked(application.fee))):
        raise Refused(reason)


@service
def follow_consensus(*, application: Application, at: datetime) -> Application:
    """Every reviewer’s scores are in. Called when the review says so."""
    application = locked(application)
    APPLICATION.move(application, "open_consensus", actor=None, organization=the_agency(), at=at)
    return application


@service
def follow_voided_scores(*, application: Application, at: datetime) -> Application:
    """The panel scores again, as a conflict was discovered. Called when the review says so."""
    application = locked(application)
    APPLICATION.move(application, "reopen_review", actor=None, organization=the_agency(), at=at)
    return application


@service
def follow_decision(*, application: Application, at: datetime) -> Application:
    """The department has decided. Called when the decision is issued."""
    application = locked(application)
    APPLICATION.move(application, "decide", actor=None, organization=the_agency(), at=at)
    return application

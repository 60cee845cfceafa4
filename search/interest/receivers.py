"""Hears who looked at, compared or shortlisted which models, and counts it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import OperationalError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from marketplace.access.scope import current_instant
from marketplace.organizations.models import Organization
from search.interest.models import InterestAct
from search.interest.services import add_one
from search.interest.visitors import kind_of, kind_of_buyer, not_seen_today, not_their_own
from search.models import CatalogEntry
from search.signals import model_shortlisted, model_viewed, models_compared

logger = logging.getLogger(__name__)


@receiver(model_viewed)
def count_view(
    sender: Any,
    entries: Sequence[CatalogEntry],
    request: HttpRequest,
    response: HttpResponse | None = None,
    **kwargs: Any,
) -> None:
    """A model's page was opened."""
    _count(entries, InterestAct.VIEWED, request, response)


@receiver(models_compared)
def count_comparison(
    sender: Any,
    entries: Sequence[CatalogEntry],
    request: HttpRequest,
    response: HttpResponse | None = None,
    **kwargs: Any,
) -> None:
    """Models were laid side by side; one alone is no comparison."""
    if len(entries) > 1:
        _count(entries, InterestAct.COMPARED, request, response)


@receiver(model_shortlisted)
def count_shortlisting(
    sender: Any, entries: Sequence[CatalogEntry], organization: Organization, at: datetime | None = None, **kwargs: Any
) -> None:
    """Models were put on a shortlist. Within the transaction of that; an organization's own offers do not count."""
    others = [entry.model_id for entry in entries if entry.model.provider_id != organization.pk]
    day = timezone.localdate(at or current_instant())
    add_one(model_ids=others, act=InterestAct.SHORTLISTED, kind=kind_of_buyer(organization), day=day)


def _count(
    entries: Sequence[CatalogEntry], act: InterestAct, request: HttpRequest, response: HttpResponse | None
) -> None:
    """Count it, at the cost of one statement; a database that is too busy to count never costs anyone the page."""
    kind = kind_of(request)
    if kind is None:
        return
    day = timezone.localdate(current_instant())
    fresh = not_seen_today(not_their_own(entries, request.user), act, request, response, day)
    try:
        add_one(model_ids=[entry.model_id for entry in fresh], act=act, kind=kind, day=day)
    except OperationalError:
        logger.warning("A look at %s was not counted: the database was busy.", entries, exc_info=True)

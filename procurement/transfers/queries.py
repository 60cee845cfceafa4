"""Rounds and models to bring an application in for, and where a draft came from."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from marketplace.organizations.queries import organization_ids
from marketplace.products.models import LearningModel
from procurement.applications.permissions import AUTHORS


def models_of(person: Any) -> QuerySet[LearningModel]:
    """The models for which the person writes applications."""
    mine = LearningModel.objects.filter(provider_id__in=organization_ids(person, *AUTHORS))
    return mine.order_by("name", "pk")

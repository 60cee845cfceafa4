"""The approved list as data, in a form that stays as it is: columns are added, never changed or taken away.

Takes designations with their public end and the number of the version that they stood on.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from marketplace.products.vocabulary import GradeBand, Service, Subject, Tier
from procurement.designations.models import Designation


def _codes(vocabulary: Any) -> str:
    return ", ".join(f"{value} ({label})" for value, label in vocabulary.choices)


COLUMNS = {
    "model": "The model’s name.",
    "model_version": "Which version of its description was approved on that day.",
    "provider": "Who offers it, as named in the decision.",
    "tier": f"{_codes(Tier)}.",
    "subject": f"{_codes(Subject)}.",
    "grade_band": f"{_codes(GradeBand)}.",
    "service": f"{_codes(Service)}.",
    "in_force_from": "The instant from which the approval counts, with its offset from UTC (ISO 8601).",
    "in_force_until": "The instant at which it no longer counts, as far as is public.",
    "conditions": "What the approval asks for, in the department’s words.",
    "determination": "The reference of the decision; its page is /registers/determinations/ and this.",
}
HEADERS = tuple(COLUMNS)


def as_rows(designations: Iterable[Designation]) -> list[list[Any]]:
    """One row for each subject, grade band and service that a designation covers."""
    return [
        [
            designation.model.name,
            designation.version_number,
            designation.determination.provider.name,
            designation.tier,
            scope.subject,
            scope.grade_band,
            scope.service,
            designation.starts_at.isoformat(),
            designation.public_ends_at.isoformat(),
            designation.conditions,
            designation.determination.reference,
        ]
        for designation in designations
        for scope in designation.scopes.all()
    ]


def as_json(designations: Iterable[Designation], *, day: date, address: str) -> dict[str, Any]:
    """The list of a day with what each approval covers."""
    return {
        "on": day.isoformat(),
        "models": [
            {
                "model": designation.model.name,
                "model_reference": designation.model.reference,
                "model_version": designation.version_number,
                "provider": designation.determination.provider.name,
                "tier": designation.tier,
                "scope": [
                    {"subject": scope.subject, "grade_band": scope.grade_band, "service": scope.service}
                    for scope in designation.scopes.all()
                ],
                "in_force_from": designation.starts_at.isoformat(),
                "in_force_until": designation.public_ends_at.isoformat(),
                "conditions": designation.conditions,
                "determination": designation.determination.reference,
                "url": address + reverse("designations:determination", args=[designation.determination.reference]),
            }
            for designation in designations
        ],
    }

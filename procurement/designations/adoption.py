"""Letting an approval stand on a later version of its model. What it stood on before stays on record, with the day."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from marketplace.audit.services import record
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.queries import the_agency
from marketplace.products.models import ModelVersion
from procurement.designations import signals
from procurement.designations.models import Designation, VersionAdoption
from procurement.designations.queries import running_of


@service
def adopt_version(*, version: ModelVersion, source_reference: str, actor: Any, at: datetime) -> list[Designation]:
    """Let what runs of the model's approvals, and what is decided to follow, stand on a frozen version from ``at``.

    The caller has checked who may. What is public of earlier days does not change. Raises Refused where no approval
    runs any more.
    """
    locked(version.model)
    found = list(running_of(version.model, at=at))
    if not found:
        raise Refused("The approval has ended meanwhile, so no version can take the place of the approved one.")
    for designation in found:
        VersionAdoption.objects.create(
            designation=designation,
            before=designation.version,
            after=version,
            source_reference=source_reference,
            adopted_at=at,
        )
        designation.version = version
        designation.save(update_fields=["version"])
        record(
            "designation.version_adopted", subject=designation, actor=actor, organization=the_agency(), at=at,
            payload={"version": version.number, "source": source_reference}, public=True,
        )  # fmt: skip
        signals.designation_changed.send(sender=Designation, designation=designation, at=at)
    return found

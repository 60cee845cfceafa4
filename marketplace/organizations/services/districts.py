"""What the agency says of a directory row."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.models import Classification, District, Organization
from marketplace.organizations.permissions import CLASSIFY
from marketplace.people.models import User


@service
def classify_district(*, district: District, classification: str, actor: User, at: datetime) -> District:
    """Say what kind of agency a directory row is; a later import leaves it so.

    Raises ValidationError for a kind that is not on the list.
    """
    CLASSIFY.check(actor, district)
    if classification not in Classification.values or classification == Classification.UNCLASSIFIED:
        raise ValidationError({"classification": "Choose what kind of agency this is."})
    district = locked(district)
    before, district.classification = district.classification, classification
    if before == classification:
        return district
    district.save(update_fields=["classification"])
    record(
        "district.classified",
        subject=district,
        actor=actor,
        organization=Organization.objects.get(regulates=True),
        at=at,
        payload={"from": before, "to": classification},
        public=True,
    )
    return district

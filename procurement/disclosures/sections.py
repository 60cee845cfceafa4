"""What confidentiality adds to an application, to the decision on it, to what is frozen, to a provider's page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse

from marketplace.clocks.words import count_words
from marketplace.organizations.models import Organization
from marketplace.organizations.public_pages import PublicSection, provider_section
from procurement.applications.models import Application
from procurement.applications.parts import Part, PartStanding, add_part
from procurement.designations.afterwards import Afterwards, add_afterwards
from procurement.designations.models import Determination
from procurement.disclosures.grounds import BY_KEY
from procurement.disclosures.permissions import RELEASE
from procurement.disclosures.queries import (
    Claimable,
    claimable_parts,
    copy_of,
    released_copies,
    sent_confidentiality,
    sent_statement,
    valid_statement,
)
from procurement.disclosures.redacting import KEY

COPIES = "procurement/disclosures/_provider_copies.html"
UNSIGNED = "Somebody who may send the application signs the statement for what is claimed."


@add_part
class Confidentiality(Part):
    """What the provider claims, and the statement that is signed for it."""

    key = KEY
    title = "Confidential parts"
    page = "disclosures:claims"
    template = "procurement/disclosures/_claims.html"

    def standing(self, application: Application, at: datetime) -> PartStanding:
        parts = _parts_once(application)
        count = sum(1 for part in parts if part.claim)
        if not count:
            return PartStanding("open", "None claimed")
        if valid_statement(application, parts) is None:
            return PartStanding("late", "Needs a signature", (UNSIGNED,))
        return PartStanding("done", f"{count_words(count, 'part')} claimed")

    def frozen(self, application: Application) -> dict[str, Any]:
        claimed = [part for part in claimable_parts(application) if part.claim]
        statement = valid_statement(application) if claimed else None
        return {
            "claims": [
                {
                    "section": part.section,
                    "question": part.question,
                    "document": part.attached.document.reference if part.attached else "",
                    "place": part.place,
                    "ground": part.claim.ground,
                    "reason": part.claim.reason,
                }
                for part in claimed
            ],
            "statement": {
                "sha256": statement.sha256,
                "signed_name": statement.signed_name,
                "position": statement.position,
                "signed_at": statement.signed_at,
            }
            if statement
            else None,
        }

    def shown(self, application: Application, person: Any, at: datetime) -> Mapping[str, Any]:
        copy = copy_of(application) if application.sha256 else None
        parts = [] if application.sha256 else _parts_once(application)
        claimed = list(_claimed(application, parts))
        if not claimed and copy is None:
            return {}
        return {
            "claimed": claimed,
            "statement": sent_statement(application) if application.sha256 else valid_statement(application, parts),
            "copy": copy,
            "may_release": RELEASE.decide(person, application),
            "record": application,
            "is_staff": RELEASE.sees(person, application),
        }


def _parts_once(application: Application) -> list[Claimable]:
    """Its parts; what they ask of the database is asked once for the whole page."""
    prefetch_related_objects([application], "confidentiality_claims")
    found = claimable_parts(application)
    if any(part.claim for part in found):
        prefetch_related_objects([application], "confidentiality_statements")
    return found


def _claimed(application: Application, parts: Sequence[Claimable]) -> Iterator[tuple[str, str, str]]:
    """Place, ground and reason of each claim: as it was sent, or as it stands in a draft."""
    if application.sha256:
        for claim in sent_confidentiality(application).get("claims", []):
            yield claim["place"], BY_KEY[claim["ground"]].label, claim["reason"]
        return
    for part in parts:
        if part.claim:
            yield part.place, part.claim.get_ground_display(), part.claim.reason


@add_afterwards
def released_copy(determination: Determination, person: Any, at: datetime) -> Iterator[Afterwards]:
    """The way to the public copy of the application behind a decision."""
    copy = released_copies().filter(application__subject=determination.subject_id).first()
    if determination.subject_id and copy:
        left_out = len(copy.data["left_out"])
        words = "What the provider claimed confidential is left out." if left_out else "Nothing is left out."
        url = reverse("disclosures:public", args=[copy.application.reference])
        yield Afterwards("The application", words, url, "Read the public copy")


@provider_section
def public_applications(organization: Organization, at: datetime) -> PublicSection | None:
    """The applications of which everyone may read a copy, each with its round."""
    copies = list(released_copies().filter(application__provider=organization, released_at__lte=at))
    return PublicSection("Public documents", COPIES, {"copies": copies}, order=60) if copies else None

"""What is public about models at an instant, as a shortlist shows it and a record pins it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from marketplace.products.models import LearningModel, ModelVersion
from marketplace.products.tier_names import tier_label
from procurement.designations.models import Designation
from procurement.designations.queries import in_force
from search.catalog.display import Hit, hit_of, lapse_at, last_day_of, period_at
from search.models import CatalogEntry
from search.shortlists.changes import GONE, IN_FORCE, LISTED, NOT_APPROVED
from search.shortlists.queries import entries_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A model now: its place in the catalogue, the approval in force, its version; None where there is none.

    `standing` is a key of `STANDINGS`."""

    model: LearningModel
    standing: str
    hit: Hit | None
    designation: Designation | None
    version_number: int | None
    version_sha256: str
    last_day: date | None

    @property
    def entry(self) -> CatalogEntry | None:
        """Its entry."""
        return self.hit.entry if self.hit else None

    @property
    def name(self) -> str:
        """The name by which everyone may know it."""
        return self.entry.name if self.entry else self.model.name

    def told(self) -> dict[str, Any]:
        """The same as plain data, fit for canonical JSON; a model that is in no catalogue has only its name."""
        if self.entry is None:
            return {"model": self.model.reference, "name": self.name, "standing": GONE}
        entry, decided = self.entry, self.designation
        return {
            "model": self.model.reference,
            "name": entry.name,
            "provider": "" if entry.is_illustrative else entry.provider_name,
            "page": f"/models/{entry.provider_slug}/{entry.slug}/",
            "standing": self.standing,
            "tier": self.hit.tier,
            "tier_name": tier_label(self.hit.tier) if self.hit.tier else "",
            "evidence_tier": entry.computed_tier,
            "decision": decided.determination.reference if decided else "",
            "decided_at": decided.determination.issued_at if decided else None,
            "approved_to": self.last_day,
            "version": self.version_number,
            "version_sha256": self.version_sha256,
            "price": self.hit.price,
            "price_note": entry.price_note,
            "price_unit": entry.price_unit,
            "price_low_cents": entry.price_low_cents,
            "price_high_cents": entry.price_high_cents,
            "evidence": entry.evidence_line,
            "effect_g": _figure(entry.effect_g),
            "effect_low": _figure(entry.effect_low),
            "effect_high": _figure(entry.effect_high),
        }


def shown_of(models: Iterable[LearningModel], at: datetime, *, with_hashes: bool = False) -> dict[int, Shown]:
    """Each of these models as it stands at an instant, by its id, in a fixed number of queries.

    The hashes of versions without an approval take one more, and are read `with_hashes` alone.
    """
    known = {model.pk: model for model in models}
    entries = entries_of(list(known))
    rows = in_force(at).filter(model__in=known).select_related("determination", "version")
    decided = {designation.model_id: designation for designation in rows}
    hashes = _hashes_of([key for key in known if key not in decided]) if with_hashes else {}
    found = {}
    for key, model in known.items():
        entry, designation = entries.get(key), decided.get(key)
        hit = hit_of(entry, at) if entry and entry.is_listed else None
        number = designation.version.number if designation else entry.version_number if entry else None
        sha256 = designation.version.sha256 if designation else hashes.get((key, number), "")
        last_day = _last_day(hit, designation, at)
        found[key] = Shown(model, standing_of(entry, at), hit, designation, number, sha256, last_day)
    return found


def _hashes_of(model_ids: Sequence[int]) -> dict[tuple[int, int], str]:
    rows = ModelVersion.objects.filter(model__in=model_ids, state="frozen").values_list("model", "number", "sha256")
    return {(model, number): sha256 for model, number, sha256 in rows}


def standing_of(entry: CatalogEntry | None, at: datetime) -> str:
    """Where a model stands, a key of `STANDINGS`: in force, listed from research, or why it cannot be bought here."""
    if entry is None or not entry.is_listed:
        return GONE
    if not entry.is_illustrative and (lapse := lapse_at(entry, at)):
        return lapse.kind
    if period_at(entry, at):
        return LISTED if entry.is_illustrative else IN_FORCE
    return NOT_APPROVED


def _last_day(hit: Hit | None, designation: Designation | None, at: datetime) -> date | None:
    if designation:
        return last_day_of(designation.public_end(at))
    return hit.last_day if hit else None


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"

"""Reading what is public about the models of a comparison, in a number of queries that does not grow with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce

from marketplace.evidence.assessment import Assessment, assess_many
from marketplace.products.models import ModelVersion, RuleNeed
from procurement.designations.models import Designation
from procurement.designations.queries import in_force
from procurement.pilots.models import Pilot
from procurement.pilots.queries import published
from procurement.waivablerules.queries import newest
from search.catalog.compare_state import MOST_MODELS
from search.catalog.display import Hit, hit_in
from search.catalog.queries import listed_at
from search.models import CatalogEntry, CatalogLapse, CatalogPeriod, LapseKind


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """All that is compared of one model. The version is the one that stands in public; the rules it needs by title."""

    hit: Hit
    version: ModelVersion | None
    designation: Designation | None
    assessment: Assessment
    pilots: tuple[Pilot, ...]
    rules: tuple[str, ...]

    @property
    def entry(self) -> CatalogEntry:
        return self.hit.entry


@dataclass(frozen=True, slots=True)
class Chosen:
    """The entries that are compared, those beyond the most that fit, and the names that lead nowhere."""

    entries: tuple[CatalogEntry, ...]
    beyond: tuple[CatalogEntry, ...]
    unknown: tuple[str, ...]


def choose(slugs: Sequence[str], at: datetime) -> Chosen:
    """The public entries under these names, in their order, each with when it was first approved and how often it was
    suspended (`began_at`, `suspensions`)."""
    periods = CatalogPeriod.objects.filter(entry=OuterRef("pk")).order_by("starts_at")
    suspended = CatalogLapse.objects.filter(entry=OuterRef("pk"), kind=LapseKind.SUSPENDED).order_by().values("entry")
    rows = _listed(slugs, at).annotate(
        began_at=Subquery(periods.values("starts_at")[:1]),
        suspensions=Coalesce(Subquery(suspended.annotate(count=Count("pk")).values("count")), 0),
    )
    found = {entry.model.slug: entry for entry in rows} if slugs else {}
    entries = tuple(found[slug] for slug in slugs if slug in found)
    unknown = tuple(slug for slug in slugs if slug not in found)
    return Chosen(entries[:MOST_MODELS], entries[MOST_MODELS:], unknown)


def entries_of(slugs: Sequence[str], at: datetime) -> list[CatalogEntry]:
    """The public entries of these models, in no order."""
    return list(_listed(slugs, at)) if slugs else []


def _listed(slugs: Sequence[str], at: datetime) -> QuerySet[CatalogEntry]:
    """With their models as assessing needs them."""
    return listed_at(at).filter(model__slug__in=slugs).select_related("model__provider", "model__rationale")


def records_of(entries: Sequence[CatalogEntry], at: datetime) -> list[PublicRecord]:
    """The public record of each entry as `choose` gives them. A model bears the name that is public."""
    if not entries:
        return []
    models = [entry.model for entry in entries]
    for entry in entries:
        entry.model.name = entry.name
    approvals = in_force(at).filter(model__in=models).select_related("version").prefetch_related("scopes")
    designations = {row.model_id: row for row in approvals}
    lapses = _lapses([entry for entry in entries if entry.model_id not in designations], at)
    versions = _versions(entries, designations)
    evidence = assess_many(models=models, listed=[entry.model_id for entry in entries if entry.is_illustrative])
    pilots: dict[int, list[Pilot]] = {}
    for pilot in published().filter(model__in=models).select_related("outcome_report"):
        pilots.setdefault(pilot.model_id, []).append(pilot)
    return [
        PublicRecord(
            hit=_hit(entry, designations.get(entry.model_id), lapses.get(entry.pk), at),
            version=versions.get(entry.model_id),
            designation=designations.get(entry.model_id),
            assessment=evidence[entry.model_id],
            pilots=tuple(pilots.get(entry.model_id, ())),
            rules=_rules(versions.get(entry.model_id)),
        )
        for entry in entries
    ]


def hits_of(entries: Sequence[CatalogEntry], at: datetime) -> list[Hit]:
    """The entries as a list names them: which of them lapsed, and no more."""
    lapses = _lapses(entries, at)
    return [_hit(entry, None, lapses.get(entry.pk), at) for entry in entries]


def _lapses(entries: Sequence[CatalogEntry], at: datetime) -> dict[int, CatalogLapse]:
    """Why each of these that was approved once is not at the instant."""
    once = [entry for entry in entries if not entry.is_illustrative]
    rows = CatalogLapse.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), entry__in=once, starts_at__lte=at)
    return {lapse.entry_id: lapse for lapse in rows} if once else {}


def _hit(entry: CatalogEntry, designation: Designation | None, lapse: CatalogLapse | None, at: datetime) -> Hit:
    if designation:
        return hit_in(entry, designation.tier, designation.public_end(at))
    return hit_in(entry, entry.designated_tier or entry.computed_tier, None, lapse)


def _versions(entries: Sequence[CatalogEntry], designations: dict[int, Designation]) -> dict[int, ModelVersion]:
    """The version that each approval in force stands on; of the other models the one that the catalogue shows."""
    found = {key: row.version for key, row in designations.items()}
    wanted = Q()
    for entry in entries:
        if entry.model_id not in found:
            wanted |= Q(model=entry.model_id, number=entry.version_number)
    if wanted:
        found |= {version.model_id: version for version in ModelVersion.objects.filter(wanted)}
    title = newest().filter(code=OuterRef("code")).values("title")[:1]
    rules = RuleNeed.objects.annotate(title=Subquery(title)).order_by("title")
    prefetch_related_objects(list(found.values()), "data_elements", "costs", Prefetch("rule_needs", rules))
    return found


def _rules(version: ModelVersion | None) -> tuple[str, ...]:
    """The titles of the rules that a version needs schools to be excused from."""
    return tuple(need.title for need in version.rule_needs.all() if need.title) if version else ()

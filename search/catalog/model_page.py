"""What a model's page shows in its six parts, each read only when a part shows it, from the slices that own it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import prefetch_related_objects

from marketplace.evidence.assessment import assess
from marketplace.evidence.display import EvidenceView, evidence_view
from marketplace.evidence.limits import limits_of
from marketplace.products.models import CostItem, DataElement, ModelVersion
from procurement.designations.models import Designation
from procurement.designations.queries import in_force
from procurement.pilots.queries import sizes_of
from search.catalog.display import Hit, hit_in, lapse_at
from search.catalog.model_data import AgreementLine, agreements_of, privacy_clauses
from search.catalog.model_evidence import PanelWords, StudyRecord, panel_words, studies_on_record
from search.catalog.model_history import Moment, moments_of
from search.catalog.model_ordering import Ordering, ordering_of
from search.catalog.model_overview import Approval, Needs, approval_of, audience_of, needs_of
from search.catalog.model_pilots import Paid, PilotLine, paid_by, pilots_of
from search.catalog.schema import SchemaFacts, schema_of
from search.models import CatalogEntry


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a model's page: its name in the address and on the page, and which older anchors lead to it."""

    key: str
    title: str
    view: str
    template: str
    anchors: tuple[str, ...] = ()


PARTS = (
    Part("overview", "Overview", "catalog:model", "search/catalog/_overview.html"),
    Part("evidence", "Evidence", "catalog:model_evidence", "search/catalog/_evidence.html", ("evidence", "panel")),
    Part("pilots", "Report cards and pilots", "catalog:model_pilots", "search/catalog/_pilots.html", ("pilots",)),
    Part("prices", "Prices", "catalog:model_prices", "search/catalog/_prices.html"),
    Part("data", "Data and privacy", "catalog:model_data", "search/catalog/_data.html", ("data",)),
    Part("history", "History", "catalog:model_history", "search/catalog/_history.html", ("history",)),
)
BY_KEY = {part.key: part for part in PARTS}


class ModelPage:
    """The public page of an entry at an instant. The model bears the name that is public, on plots too."""

    def __init__(self, entry: CatalogEntry, at: datetime) -> None:
        self.entry, self.at, self.model = entry, at, entry.model
        self.model.name = entry.name

    @cached_property
    def designation(self) -> Designation | None:
        """The designation in force."""
        found = in_force(self.at).filter(model=self.model).select_related("determination", "version").first()
        if found:
            found.model = self.model
        return found

    @cached_property
    def version(self) -> ModelVersion:
        """The version that stands in public."""
        if self.designation:
            return self.designation.version
        return self.model.versions.get(number=self.entry.version_number)

    @cached_property
    def hit(self) -> Hit:
        """Tier, last day and price as the catalogue shows them, with why it is not approved where it is not."""
        entry, designation = self.entry, self.designation
        tier = designation.tier if designation else entry.designated_tier or entry.computed_tier
        end = designation.public_end(self.at) if designation else None
        lapse = None
        if not designation and not entry.is_illustrative:
            prefetch_related_objects([entry], "lapses")
            lapse = lapse_at(entry, self.at)
        return hit_in(entry, tier, end, lapse)

    @cached_property
    def approval(self) -> Approval | None:
        return approval_of(self.designation, self.at)

    @cached_property
    def ordering(self) -> Ordering:
        return ordering_of(self.entry, self.designation, self.at)

    @cached_property
    def schema(self) -> SchemaFacts:
        return schema_of(self.model, self.version, is_offered=self.ordering.is_open)

    @cached_property
    def sizes(self) -> list[int]:
        """How many students each public pilot had."""
        return sizes_of(self.model)

    @cached_property
    def costs(self) -> tuple[CostItem, ...]:
        """What a district pays for in all."""
        return tuple(self.version.costs.all())

    @cached_property
    def audience(self) -> tuple[tuple[str, str], ...]:
        return audience_of(self.version)

    @cached_property
    def needs(self) -> Needs:
        return needs_of(self.version, self.designation)

    @cached_property
    def evidence(self) -> EvidenceView:
        return evidence_view(assess(model=self.model, as_listed=self.entry.is_illustrative))

    @cached_property
    def studies(self) -> tuple[StudyRecord, ...]:
        return studies_on_record(self.evidence.assessment)

    @cached_property
    def limits(self) -> tuple[str, ...]:
        """What the evidence cannot tell."""
        return limits_of([item.facts for item in self.evidence.assessment.findings])

    @cached_property
    def panel(self) -> PanelWords | None:
        """What the panel said, while an approval is in force."""
        return panel_words(self.model, self.at) if self.designation else None

    @cached_property
    def pilots(self) -> tuple[PilotLine, ...]:
        return pilots_of(self.model)

    @cached_property
    def paid(self) -> Paid | None:
        return paid_by([line.cents_a_student for line in self.pilots if line.cents_a_student is not None])

    @cached_property
    def data_elements(self) -> tuple[DataElement, ...]:
        return tuple(self.version.data_elements.all())

    @cached_property
    def agreements(self) -> tuple[AgreementLine, ...]:
        return agreements_of(self.pilots, self.data_elements)

    @cached_property
    def clauses(self) -> tuple[tuple[str, str], ...]:
        return privacy_clauses()

    @cached_property
    def history(self) -> tuple[Moment, ...]:
        return moments_of(self.model, self.pilots, self.at)

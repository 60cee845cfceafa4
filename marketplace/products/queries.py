"""Learning models and their versions, as lists and as data."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from marketplace.access.permissions import twin_of
from marketplace.audit.models import AuditEvent
from marketplace.audit.queries import history_of
from marketplace.organizations.queries import organization_ids
from marketplace.products import sections
from marketplace.products.models import LearningModel, ModelVersion
from marketplace.products.permissions import VIEW

__all__ = ["SectionStatus", "changes_since", "description_of", "latest_version", "section_statuses", "visible_to"]

DATA_SECTION = "What data it collects"
COSTS_SECTION = "What it costs in all"


@twin_of(VIEW)
def visible_to(person: Any) -> QuerySet[LearningModel]:
    """The models of the organizations for which this person acts."""
    return LearningModel.objects.filter(provider_id__in=organization_ids(person))


def listed_for(person: Any) -> QuerySet[LearningModel]:
    """The same with what their list shows: provider and latest version."""
    latest = ModelVersion.objects.filter(model=OuterRef("pk")).order_by("-number")
    return (
        visible_to(person)
        .select_related("provider")
        .annotate(
            latest_number=Subquery(latest.values("number")[:1]),
            latest_state=Subquery(latest.values("state")[:1]),
            saved_at=Subquery(latest.values("saved_at")[:1]),
        )
    )


def with_providers() -> QuerySet[LearningModel]:
    """Every model with who offers it, in one query."""
    return LearningModel.objects.select_related("provider")


def latest_version(model: LearningModel) -> ModelVersion:
    """The version with the highest number: the working one where there is one."""
    return model.versions.select_related("model__provider").order_by("-number").first()


def latest_frozen_version(model: LearningModel) -> ModelVersion | None:
    return model.versions.filter(state="frozen").order_by("-number").first()


def changes_since(version: ModelVersion, edition: int) -> list[AuditEvent]:
    """The saves of this version after the given edition, oldest first."""
    events = history_of(version).filter(name__startswith="model_version.")
    return [event for event in events if event.payload.get("edition", 0) > edition]


@dataclass(frozen=True, slots=True)
class SectionStatus:
    section: sections.Section
    status: str


def section_statuses(version: ModelVersion) -> list[SectionStatus]:
    """Each section of the description with how far it has come."""
    answers = {name: getattr(version, name) for name in sections.TEXT_FIELDS}
    return [SectionStatus(section, sections.status(section, answers)) for section in sections.SECTIONS]


def missing_sections(version: ModelVersion) -> list[str]:
    """The titles of sections that are not complete, costs and data elements included; empty means ready to submit."""
    missing = [item.section.title for item in section_statuses(version) if item.status != sections.COMPLETE]
    kept = Exists(version.costs.all()), Exists(version.data_elements.all())
    has_costs, has_elements = ModelVersion.objects.values_list(*kept).get(pk=version.pk)
    return missing + [COSTS_SECTION] * (not has_costs) + [DATA_SECTION] * (not has_elements)


def description_of(version: ModelVersion) -> dict[str, Any]:
    """All that a version says, as data without floats: what its hash stands for and what an application freezes.

    What was not asked yet when earlier versions were frozen is left out while it is empty, so that their hashes hold.
    """
    plain = {name: getattr(version, name) for name in sections.TEXT_FIELDS}
    later = {
        "costs": [
            {"what": row.what, "timing": row.timing, "cents": row.cents, "unit": row.unit, "note": row.note}
            for row in version.costs.all()
        ],
        "rule_needs": [{"code": row.code, "why": row.why} for row in version.rule_needs.all()],
    }
    return {
        "model": version.model.name,
        "model_reference": version.model.reference,
        "provider": version.model.offered_by,
        "number": version.number,
        **{name: value for name, value in plain.items() if value or name not in sections.ASKED_LATER},
        **{name: rows for name, rows in later.items() if rows},
        "data_elements": [
            {"category": row.category, "element": row.element, "purpose": row.purpose, "necessity": row.necessity}
            for row in version.data_elements.all()
        ],
    }

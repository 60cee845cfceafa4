"""Evidence as lists, as a page's words, and as data to freeze."""

from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet

from marketplace.access.permissions import twin_of
from marketplace.evaluators.models import Evaluator
from marketplace.evaluators.queries import entries_of
from marketplace.evidence.assessment import assess
from marketplace.evidence.attributions import attribution_of, standing_ties, with_attributions
from marketplace.evidence.display import EvidenceView, evidence_view
from marketplace.evidence.models import (
    Attribution,
    Baseline,
    Finding,
    FindingsFile,
    Measure,
    Rationale,
    Study,
    StudyAuthor,
)
from marketplace.evidence.permissions import (
    ADD_EVIDENCE,
    ANSWER_ATTRIBUTION,
    EDIT_FINDING,
    EDIT_STUDY,
    TAKE_FINDINGS,
    VIEW_ATTRIBUTION,
    VIEW_EVIDENCE,
    VIEW_FINDING,
    VIEW_STUDY,
)
from marketplace.evidence.rules import EvidenceRules
from marketplace.evidence.transitions import AttributionState
from marketplace.evidence.vocabulary import Design, StudySource, Validation
from marketplace.organizations.models import Role
from marketplace.organizations.queries import organization_ids
from marketplace.products.models import LearningModel

ATTRIBUTION_MARKS = {
    AttributionState.NAMED: ("wait", "Not confirmed yet"),
    AttributionState.CONFIRMED: ("done", "Confirmed"),
    AttributionState.DISPUTED: ("late", "Disputed"),
}
NOT_FACTS = frozenset({"id", "study", "model", "version", "measure", "finding", "edition", "saved_at", "created_at"})


@twin_of(VIEW_EVIDENCE)
@twin_of(ADD_EVIDENCE)
def models_visible_to(person: Any) -> QuerySet[LearningModel]:
    """The models whose evidence this person may see before it is public."""
    return LearningModel.objects.filter(provider_id__in=organization_ids(person))


@twin_of(VIEW_STUDY)
@twin_of(EDIT_STUDY)
def studies_visible_to(person: Any) -> QuerySet[Study]:
    return Study.objects.filter(model__provider_id__in=organization_ids(person))


@twin_of(VIEW_FINDING)
@twin_of(EDIT_FINDING)
def findings_visible_to(person: Any) -> QuerySet[Finding]:
    return Finding.objects.filter(study__model__provider_id__in=organization_ids(person))


@twin_of(TAKE_FINDINGS)
def files_visible_to(person: Any) -> QuerySet[FindingsFile]:
    return FindingsFile.objects.filter(model__provider_id__in=organization_ids(person))


@twin_of(VIEW_ATTRIBUTION)
@twin_of(ANSWER_ATTRIBUTION)
def attributions_visible_to(person: Any) -> QuerySet[Attribution]:
    return attributions().filter(evaluator__in=entries_of(person).values("pk"))


def attributions() -> QuerySet[Attribution]:
    """Every place where a study names an evaluator of the register, the newest first."""
    return Attribution.objects.select_related(
        "author__study__model__provider", "evaluator__person", "evaluator__organization", "named_by"
    )


def attributions_of(evaluator: Evaluator) -> QuerySet[Attribution]:
    """Where studies name this evaluator."""
    return attributions().filter(evaluator=evaluator)


def studies_naming(evaluator: Evaluator) -> QuerySet[Study]:
    """The studies that name an evaluator and have a provider who can be told, by model."""
    named = Study.objects.filter(authors__attribution__evaluator=evaluator, model__provider__isnull=False)
    return named.select_related("model__provider").distinct().order_by("model", "pk")


def attributions_to_answer(person: Any) -> QuerySet[Attribution]:
    """Those that wait for an answer of this person."""
    return attributions_visible_to(person).filter(state=AttributionState.NAMED)


def authors_of(study: Study) -> QuerySet[StudyAuthor]:
    """The authors of a study with their entries in the register."""
    return with_attributions(study.authors.order_by("pk"))


def files_with_models() -> QuerySet[FindingsFile]:
    return FindingsFile.objects.select_related("model__provider", "uploaded_by", "taken_by")


def files_waiting() -> QuerySet[FindingsFile]:
    """Files that were uploaded and neither taken in nor discarded."""
    return files_with_models().filter(taken_at=None)


def files_waiting_for(person: Any) -> QuerySet[FindingsFile]:
    """Those that this person may take in, without their content."""
    mine = organization_ids(person, Role.AUTHOR, Role.OWNER)
    return files_waiting().filter(model__provider_id__in=mine).defer("content") if mine else FindingsFile.objects.none()


def files_of(model: LearningModel) -> QuerySet[FindingsFile]:
    """The files uploaded for a model, newest first, without their content."""
    return files_with_models().filter(model=model).defer("content")


def example_measure() -> str:
    """A measure of the registry that carries a tier, as the example in the template."""
    found = Measure.objects.exclude(source="wwc").filter(validation=Validation.VALIDATED).order_by("name").first()
    return found.name if found else ""


def models_with_comparisons() -> QuerySet[LearningModel]:
    """The models of a provider with a finding that compares two groups: those that have something to plot."""
    return compared_models().filter(provider__isnull=False)


def compared_models() -> QuerySet[LearningModel]:
    compared = Finding.objects.exclude(study__design=Design.PRE_POST)
    return LearningModel.objects.filter(pk__in=compared.values("study__model_id"))


def own_studies() -> QuerySet[Study]:
    """The studies that a provider entered; others are not changed by hand."""
    return Study.objects.filter(source=StudySource.PROVIDER)


def studies_with_authors() -> QuerySet[Study]:
    return own_studies().filter(pk__in=StudyAuthor.objects.values("study_id"))


def own_findings() -> QuerySet[Finding]:
    """The findings of studies that a provider entered."""
    return Finding.objects.filter(study__source=StudySource.PROVIDER)


def findings_with_baselines() -> QuerySet[Finding]:
    return own_findings().filter(pk__in=Baseline.objects.values("finding_id"))


def evidence_of(model: LearningModel, *, rules: EvidenceRules | None = None) -> EvidenceView:
    """The evidence part of a model's page: plots, tables, why this tier, what the next would need."""
    return evidence_view(assess(model=model, rules=rules))


def registry() -> QuerySet[Measure]:
    """All measures, by name, with how many findings used each."""
    return Measure.objects.annotate(finding_count=Count("findings")).order_by("name", "pk")


def rationale_of(model: LearningModel) -> Rationale | None:
    """Why the model should work, if that was written down; read once for each object of a model."""
    return getattr(model, "rationale", None)


def facts_of(model: LearningModel) -> dict[str, Any]:
    """All evidence of a model as data without floats, for an application or a dossier to freeze."""
    assessment = assess(model=model)
    findings: dict[int, list[dict[str, Any]]] = {}
    studies: dict[int, Study] = {}
    free = {item.study.pk: item.independence for item in assessment.findings}
    for item in assessment.findings:
        studies[item.study.pk] = item.study
        findings.setdefault(item.study.pk, []).append(_finding_facts(item.finding))
    rationale = rationale_of(model)
    return {
        "tier_carried": assessment.tier,
        "rationale": {name: getattr(rationale, name) for name in ("logic_model", "citations", "evaluation_plan")}
        if rationale
        else None,
        "studies": [
            {
                **_plain(study),
                "authors": [_author_facts(row) for row in study.authors.all()],
                "independence": {"verdict": free[study.pk].verdict, "reasons": list(free[study.pk].reasons)},
                "findings": findings[study.pk],
            }
            for study in studies.values()
        ],
    }


def _author_facts(author: StudyAuthor) -> dict[str, Any]:
    """What was declared of an author, and their entry in the register as it stands, with the ties that count."""
    linked = attribution_of(author)
    if linked is None:
        return _plain(author)
    ties = [
        {"kind": tie.kind, "body": tie.body, "since": tie.since_year, "until": tie.until_year,
         "declared_at": tie.declared_at}
        for tie in standing_ties(linked, None)
    ]  # fmt: skip
    entry = {"name": linked.evaluator.name, "slug": linked.evaluator.slug, "part": linked.part, "ties": ties}
    return {**_plain(author), "evaluator": {**entry, "state": linked.state, "reason": linked.reason}}


def _finding_facts(finding: Finding) -> dict[str, Any]:
    return {
        **_plain(finding),
        "measure": finding.measure.name,
        "baselines": [_plain(row) for row in finding.baselines.all()],
    }


def _plain(row: Study | Finding | Baseline | Any) -> dict[str, Any]:
    names = [field.name for field in row._meta.concrete_fields if field.name not in NOT_FACTS]
    return {name: _exact(getattr(row, name)) for name in names}


def _exact(value: Any) -> Any:
    if isinstance(value, float):
        return Decimal(repr(value))
    return value.normalize() if isinstance(value, Decimal) else value


def studies_of(model: LearningModel) -> QuerySet[Study]:
    """The studies of a model, oldest first."""
    return model.studies.order_by("year", "label", "pk")

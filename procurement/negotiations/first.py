"""Revision 1: the stored request, model and template handed to the rules that compose it."""

from __future__ import annotations

from typing import Any

from procurement.clauses.models import ContractTemplateVersion
from procurement.clauses.queries import current_terms
from procurement.negotiations.compose import MeasureFacts, ModelFacts, RequestFacts, TemplateFacts, compose_first
from procurement.quotes.models import FundingSource, PilotRequest


def first_body(request: PilotRequest, template: ContractTemplateVersion) -> dict[str, Any]:
    """The body of the district's first revision."""
    tier = request.policy_version.rules.tiers.of(request.designation.tier)
    keys = template.keys(is_federal=request.funding_source == FundingSource.FEDERAL)
    return compose_first(
        _request(request),
        _model(request),
        TemplateFacts(template.template.key, template.number, current_terms(keys)),
        report_every_months=tier.report_every_months,
    )


def _request(request: PilotRequest) -> RequestFacts:
    measure = request.measure
    return RequestFacts(
        need=request.need,
        subject=request.get_subject_display(),
        grades=request.get_grade_band_display(),
        students_count=request.students_count,
        sites=tuple(request.sites),
        starts_on=request.starts_on,
        ends_on=request.ends_on,
        funding_source=request.funding_source,
        price_lines=tuple(request.price_lines),
        measure=MeasureFacts(measure.pk, measure.name, measure.higher_is_better is not False),
    )


def _model(request: PilotRequest) -> ModelFacts:
    version = request.model_version
    elements = tuple(
        {
            "category": element.category,
            "element": element.element,
            "purpose": element.purpose,
            "necessity": element.necessity,
        }
        for element in version.data_elements.all()
        if element.necessity == "essential"
    )
    return ModelFacts(request.model.name, version.summary, elements)

"""Makes the proposal form of a negotiation; a form that was overtaken goes on from the newest revision."""

from __future__ import annotations

from typing import Any

from procurement.clauses.queries import policy_bounds, terms_in
from procurement.negotiations import queries
from procurement.negotiations.models import Negotiation
from procurement.negotiations.proposals import MeasureOption, ProposalForm
from procurement.quotes.queries import measures_for


def proposal_form(negotiation: Negotiation, data: Any) -> ProposalForm:
    """The form, prefilled from the newest revision or with what was typed."""
    request, last = negotiation.request, queries.latest(negotiation)
    listed = {
        measure.pk: MeasureOption(measure.name, measure.higher_is_better is not False)
        for measure in measures_for(request.subject)
    }
    listed |= {
        measure["measure_id"]: MeasureOption(measure["name"], measure["higher_is_better"])
        for measure in last.body["measures"]
    }
    version = request.model_version
    optional = version.data_elements.filter(necessity="optional").values("category", "element", "purpose", "necessity")
    return ProposalForm(
        data,
        newest=last.body,
        number=last.number,
        terms=terms_in(last.body),
        bounds=policy_bounds(request.policy_version.rules),
        measures=listed,
        optional_elements=list(optional),
    )

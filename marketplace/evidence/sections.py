"""What evidence adds to a provider's public page: the evaluators that declared a tie to it."""

from __future__ import annotations

from datetime import datetime

from marketplace.evaluators.models import EvaluatorTie
from marketplace.evidence.independence import plain_name
from marketplace.organizations.models import Organization
from marketplace.organizations.public_pages import PublicSection, provider_section

TEMPLATE = "marketplace/evidence/_provider_ties.html"


@provider_section
def evaluators_tied_to(organization: Organization, at: datetime) -> PublicSection | None:
    """Every public declaration, standing or taken back, that names the provider. Names are compared as for studies."""
    name = plain_name(organization.name)
    rows = EvaluatorTie.objects.filter(declared_at__lte=at).select_related(
        "evaluator__person", "evaluator__organization"
    )
    ties = [row for row in rows if plain_name(row.body) == name]
    return PublicSection("Evaluators tied to it", TEMPLATE, {"ties": ties}, order=70) if ties else None

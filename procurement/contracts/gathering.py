"""Gathers what a contract is assembled from: stored records in, the rules' dataclasses out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marketplace.clocks.calendar import local_day
from marketplace.clocks.words import day_words
from marketplace.organizations.models import Organization
from marketplace.products.tier_names import tier_label
from procurement.clauses.positions import values_of
from procurement.clauses.queries import policy_bounds, terms_in
from procurement.contracts.assembly import ModelTerms, Origin, Party, TemplateTerms, assemble
from procurement.exhibits.queries import listed_in_contract
from procurement.negotiations.body import position_of
from procurement.negotiations.models import Revision, Side


def contract_body(*, revision: Revision, reference: str) -> dict[str, Any]:
    """The body of the contract that an agreed revision gives. Raises CannotAssemble where the texts do not fit."""
    negotiation = revision.negotiation
    request = negotiation.request
    return assemble(
        revision.body,
        origin=Origin(
            reference, negotiation.reference, revision.number, revision.sha256, request.policy_version.number
        ),
        parties=[_party(Side.BUYER, request.buyer), _party(Side.PROVIDER, request.provider)],
        model=ModelTerms(
            request.model.name,
            request.provider.name,
            request.model_version.number,
            request.model_version.sha256,
            tier_label(request.designation.tier, request.policy_version_id),
            f"since {day_words(local_day(request.designation.starts_at, negotiation.zone))}",
        ),
        template=_template(negotiation.template_version),
        clauses=terms_in(revision.body),
        bounds=policy_bounds(request.policy_version.rules),
        exhibits=listed_in_contract(negotiation),
    )


def agreed_numbers(body: Mapping[str, Any], key: str) -> dict[str, int]:
    """The numbers that a contract fixes in one clause, by name; empty where it has no such clause."""
    clause = next((each for each in body["clauses"] if each["key"] == key), None)
    terms = terms_in({"clauses": [clause]}).get(key) if clause else None
    return values_of(terms, position_of(clause)) if terms else {}


def _party(side: str, organization: Organization) -> Party:
    town = " ".join(filter(None, (organization.region, organization.postal_code)))
    address = ", ".join(filter(None, (organization.address_line, organization.city, town)))
    identifier = f"NCES district {organization.district.nces_id}" if organization.district else ""
    if not identifier and organization.ein:
        identifier = f"EIN {organization.ein}"
    return Party(str(side), organization.name, address, identifier)


def _template(version: Any) -> TemplateTerms:
    headings = tuple(
        (heading["title"], tuple(entry["key"] for entry in heading["clauses"])) for heading in version.headings
    )
    return TemplateTerms(version.template.key, version.number, headings)

"""Publishing clauses and templates into versions that never change; loading the shipped library."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from marketplace.audit.services import record
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.queries import the_agency
from procurement.clauses.models import (
    Clause,
    ClauseAlternative,
    ClauseParameter,
    ClauseVersion,
    ContractTemplate,
    ContractTemplateEntry,
    ContractTemplateVersion,
)
from procurement.clauses.permissions import PUBLISH
from procurement.clauses.positions import PLACE, ClauseTerms, Position, rule_on
from procurement.clauses.queries import policy_bounds
from procurement.clauses.shipped import shipped_data, shipped_template
from procurement.policy.queries import policy_in_force


@service
def publish_clause(*, clause: Clause, actor: Any, at: datetime) -> ClauseVersion:
    """Copy the clause as it stands into its next version. The same words again make no new version.

    `actor` None is the portal's own first start. Raises ValidationError where its numbers and words do not fit.
    """
    if actor is not None:
        PUBLISH.check(actor, clause)
    clause = locked(clause)
    _check(clause, at)
    last = clause.versions.first()
    content = {
        "key": clause.key,
        "title": clause.title,
        "topic": clause.topic,
        "kind": clause.kind,
        "text": clause.text.strip(),
        "parameters": clause.stored_parameters(),
        "alternatives": clause.stored_alternatives(),
    }
    if last and all(getattr(last, name) == value for name, value in content.items()):
        return last
    version = ClauseVersion.objects.create(
        clause=clause, number=last.number + 1 if last else 1, published_at=at, published_by=actor, **content
    )
    _publish_record("clause.published", clause, version.number, actor, at)
    return version


@service
def publish_template(*, template: ContractTemplate, actor: Any, at: datetime) -> ContractTemplateVersion:
    """Copy the template as it stands into its next version. Raises ValidationError where a clause is missing."""
    if actor is not None:
        PUBLISH.check(actor, template)
    template = locked(template)
    headings = template.stored_headings()
    keys = {entry["key"] for heading in headings for entry in heading["clauses"]}
    if not keys:
        raise ValidationError("A template holds at least one clause.")
    unpublished = keys - set(ClauseVersion.objects.filter(key__in=keys).values_list("key", flat=True))
    if unpublished:
        raise ValidationError(f"Publish these clauses first: {', '.join(sorted(unpublished))}.")
    last = template.versions.first()
    if last and (last.title, last.headings) == (template.title, headings):
        return last
    version = ContractTemplateVersion.objects.create(
        template=template,
        number=last.number + 1 if last else 1,
        title=template.title,
        headings=headings,
        published_at=at,
        published_by=actor,
    )
    _publish_record("contract_template.published", template, version.number, actor, at)
    return version


@service
def load_library(*, actor: Any, at: datetime) -> ContractTemplateVersion:
    """Make and publish the shipped clauses and the pilot template. What is there already stays as it was edited."""
    if actor is not None:
        PUBLISH.check(actor)
    known = {clause.key: clause for clause in Clause.objects.all()}
    for stored in shipped_data():
        clause = known.get(stored["key"]) or _make_clause(stored, at)
        if not clause.versions.exists():
            publish_clause(clause=clause, actor=actor, at=at)
    template = ContractTemplate.objects.filter(key=shipped_template()["key"]).first() or _make_template(at)
    return template.versions.first() or publish_template(template=template, actor=actor, at=at)


def _make_clause(stored: dict[str, Any], at: datetime) -> Clause:
    clause = Clause(
        **{name: stored[name] for name in ("key", "title", "topic", "kind", "text")},
        live=True,
        first_published_at=at,
        last_published_at=at,
    )
    clause.parameters = [
        ClauseParameter(sort_order=place, **parameter) for place, parameter in enumerate(stored["parameters"])
    ]
    clause.alternatives = [
        ClauseAlternative(sort_order=place, **each) for place, each in enumerate(stored["alternatives"])
    ]
    clause.save()
    return clause


def _make_template(at: datetime) -> ContractTemplate:
    stored = shipped_template()
    clauses = {clause.key: clause for clause in Clause.objects.all()}
    template = ContractTemplate(
        key=stored["key"], title=stored["title"], live=True, first_published_at=at, last_published_at=at
    )
    entries = [(heading["title"], entry) for heading in stored["headings"] for entry in heading["clauses"]]
    template.entries = [
        ContractTemplateEntry(sort_order=place, heading=title, clause=clauses[entry["key"]], when=entry["when"])
        for place, (title, entry) in enumerate(entries)
    ]
    template.save()
    return template


def _check(clause: Clause, at: datetime) -> None:
    terms = clause.as_terms()
    names = {parameter.key for parameter in terms.parameters}
    for text in (terms.text, *(each.text for each in terms.alternatives)):
        unknown = set(PLACE.findall(text)) - names
        if unknown:
            raise ValidationError({"text": f"The text uses {', '.join(sorted(unknown))}; add a number of that name."})
    policy = policy_in_force(at)
    reasons = _standard_reasons(terms, policy_bounds(policy.rules) if policy else {})
    if reasons:
        raise ValidationError(reasons)


def _standard_reasons(terms: ClauseTerms, bounds: dict) -> list[str]:
    defaults = {parameter.key: parameter.default for parameter in terms.parameters}
    return list(rule_on(terms, Position(parameters=defaults), bounds).reasons.values())


def _publish_record(name: str, subject: Model, number: int, actor: Any, at: datetime) -> None:
    record(
        name, subject=subject, actor=actor, organization=the_agency(), at=at, payload={"number": number}, public=True
    )

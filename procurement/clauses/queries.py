"""Published clauses and templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Max, QuerySet

from marketplace.access.permissions import twin_of
from procurement.clauses.models import Clause, ClauseVersion, ContractTemplateVersion
from procurement.clauses.permissions import PUBLISH, VIEW, is_library_keeper
from procurement.clauses.positions import Bounds, ClauseTerms
from procurement.policy.schema import PolicyBody

PILOT_TEMPLATE = "pilot"


@twin_of(VIEW)
def visible_to(person: Any) -> QuerySet[ClauseVersion]:
    """Every published version: all of them are public."""
    return ClauseVersion.objects.all()


@twin_of(PUBLISH)
def editable_by(person: Any) -> QuerySet[Clause]:
    """The clauses whose next version this person may publish."""
    return Clause.objects.all() if is_library_keeper(person, None) else Clause.objects.none()


def current_versions() -> QuerySet[ClauseVersion]:
    """The newest published version of each clause, in the library's order."""
    newest = ClauseVersion.objects.values("clause").annotate(last=Max("pk")).values("last")
    return ClauseVersion.objects.filter(pk__in=newest).order_by("topic", "title")


def current_terms(keys: Iterable[str]) -> list[ClauseTerms]:
    """The newest terms of these clauses, in the order of the keys; a key that was never published is left out."""
    keys = list(keys)
    versions = {version.key: version for version in current_versions().filter(key__in=keys)}
    return [versions[key].terms for key in keys if key in versions]


def terms_in(*bodies: Mapping[str, Any]) -> dict[str, ClauseTerms]:
    """The terms that revisions' bodies pin, by key, in one query; the last body's where versions differ."""
    pinned = {entry["key"]: entry["version"] for body in bodies for entry in body["clauses"]}
    versions = ClauseVersion.objects.filter(key__in=pinned)
    return {version.key: version.terms for version in versions if pinned[version.key] == version.number}


def template_in_force(key: str = PILOT_TEMPLATE) -> ContractTemplateVersion | None:
    """The newest published version of a contract template, or None before the first."""
    return ContractTemplateVersion.objects.filter(template__key=key).order_by("-number").first()


def template_version(key: str, number: int) -> ContractTemplateVersion:
    """One published version of a template."""
    return ContractTemplateVersion.objects.get(template__key=key, number=number)


def policy_bounds(rules: PolicyBody) -> dict[str, Bounds]:
    """The policy's bounds on clause numbers, by the names that parameters use."""
    contracts = rules.contracts
    return {
        "breach_hours": Bounds(maximum=contracts.breach_notice_max_hours),
        "destruction_days": Bounds(maximum=contracts.destruction_max_days),
        "cyber_insurance_cents": Bounds(minimum=contracts.cyber_insurance_min_cents),
        "general_liability_cents": Bounds(minimum=contracts.general_liability_min_cents),
        "liability_times_price": Bounds(minimum=contracts.liability_cap_min_multiple),
    }

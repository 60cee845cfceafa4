"""Writing the catalogue of rules, and what a version of a model needs of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.queries import the_agency
from marketplace.products.list_services import save_rule_needs
from marketplace.products.models import ModelVersion
from procurement.waivablerules.models import RuleFields, WaivableRule, WaivableRuleVersion
from procurement.waivablerules.permissions import PUBLISH
from procurement.waivablerules.queries import offered
from procurement.waivablerules.shipped import shipped_rules

FIELDS = tuple(field.name for field in RuleFields._meta.local_fields)


@service
def publish_rule(*, rule: WaivableRule, actor: Any, at: datetime) -> WaivableRuleVersion:
    """Copy the rule as it stands into its next version. The same words again make no new version.

    `actor` None is the portal's own first start. Raises ValidationError where its code is another than before.
    """
    if actor is not None:
        PUBLISH.check(actor, rule)
    rule = locked(rule)
    rule.clean()
    last = rule.versions.first()
    content = {name: getattr(rule, name) for name in FIELDS}
    if last and all(getattr(last, name) == value for name, value in content.items()):
        return last
    version = WaivableRuleVersion.objects.create(
        rule=rule, number=last.number + 1 if last else 1, published_at=at, published_by=actor, **content
    )
    _noted("published", rule, actor, at, number=version.number)
    return version


@service
def retire_rule(*, rule: WaivableRule, actor: Any, at: datetime) -> None:
    """Record that a rule is no longer offered; models that name it keep saying so. Called where it is unpublished.

    `actor` None is the schedule of the editor.
    """
    if actor is not None:
        PUBLISH.check(actor, rule)
    _noted("retired", rule, actor, at)


@service
def load_catalogue(*, actor: Any, at: datetime) -> None:
    """Make and publish the shipped rules. What is there already stays as it was edited."""
    if actor is not None:
        PUBLISH.check(actor)
    known = set(WaivableRule.objects.values_list("code", flat=True))
    for stored in shipped_rules():
        if stored["code"] not in known:
            rule = WaivableRule.objects.create(live=True, first_published_at=at, last_published_at=at, **stored)
            publish_rule(rule=rule, actor=actor, at=at)


@service
def say_needed_rules(
    *, version: ModelVersion, edition: int, needs: Mapping[str, str], actor: Any, at: datetime
) -> ModelVersion:
    """Say from which rules of the catalogue schools must be excused, each with why; a code without words is not needed.

    What a version named before may stay although it is no longer offered. Raises ValidationError for a code that is
    not in the catalogue; Stale and the rest as every save of a description.
    """
    needs = {code: why for code, why in needs.items() if why.strip()}
    known = set(offered().values_list("code", flat=True)) | set(version.rule_needs.values_list("code", flat=True))
    unknown = sorted(set(needs) - known)
    if unknown:
        raise ValidationError(f"The catalogue has no {', '.join(unknown)}. Choose from: {', '.join(sorted(known))}.")
    return save_rule_needs(version=version, edition=edition, needs=needs, actor=actor, at=at)


def _noted(name: str, rule: WaivableRule, actor: Any, at: datetime, **payload: Any) -> None:
    record(
        f"waivable_rule.{name}", subject=rule, actor=actor, organization=the_agency(), at=at, payload=payload,
        public=True,
    )  # fmt: skip

"""The published catalogue, and the rules that a version of a model needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, OuterRef, QuerySet, Subquery

from marketplace.access.permissions import twin_of
from marketplace.products.models import ModelVersion, RuleNeed
from marketplace.products.tier_names import tier_phrases
from marketplace.products.vocabulary import Tier
from procurement.waivablerules.models import RuleGrant, WaivableRule, WaivableRuleVersion
from procurement.waivablerules.permissions import PUBLISH, VIEW, is_catalogue_keeper
from procurement.waivablerules.standing import RuleTerms, standing_of


@twin_of(VIEW)
def visible_to(person: Any) -> QuerySet[WaivableRuleVersion]:
    """Every published version: all of them are public."""
    return WaivableRuleVersion.objects.all()


@twin_of(PUBLISH)
def editable_by(person: Any) -> QuerySet[WaivableRule]:
    """The rules whose next version this person may publish."""
    return WaivableRule.objects.all() if is_catalogue_keeper(person, None) else WaivableRule.objects.none()


def newest() -> QuerySet[WaivableRuleVersion]:
    """The newest published version of each rule, those no longer offered included."""
    last = WaivableRuleVersion.objects.values("rule").annotate(last=Max("pk")).values("last")
    return WaivableRuleVersion.objects.filter(pk__in=last).select_related("rule").order_by("title", "pk")


def offered() -> QuerySet[WaivableRuleVersion]:
    """The catalogue as it stands."""
    return newest().filter(rule__live=True)


def granted_with(tier: str, *, among: Iterable[WaivableRuleVersion] | None = None) -> list[WaivableRuleVersion]:
    """The rules from which schools are excused by an approval at this tier, without asking; ``among`` the newest
    versions where they are read already."""
    return [rule for rule in (newest() if among is None else among) if _is_granted(rule, tier)]


def _is_granted(rule: WaivableRuleVersion, tier: str) -> bool:
    is_reached = bool(rule.lowest_tier) and Tier(rule.lowest_tier).rank <= Tier(tier).rank
    return rule.rule.live and rule.grant == RuleGrant.AUTOMATIC and is_reached


@dataclass(frozen=True, slots=True)
class NeededRule:
    """A rule that a version needs schools to be excused from: in the catalogue's words, why, and how under a tier."""

    code: str
    title: str
    words: str
    authority: str
    why: str
    how: str


def newest_for(version: ModelVersion) -> QuerySet[WaivableRuleVersion]:
    """The newest published version of each rule, each with `why` a version of a model needs schools to be excused from
    it; None where it does not."""
    need = RuleNeed.objects.filter(version=version, code=OuterRef("code"))
    return newest().annotate(why=Subquery(need.values("why")[:1]))


def needed_by(
    version: ModelVersion, tier: str = "", *, among: Iterable[WaivableRuleVersion] | None = None
) -> list[NeededRule]:
    """What a version needs, by title; ``tier`` is the one it is approved in or asks for, "" for none; ``among`` the
    rules of `newest_for` where they are read already."""
    return [
        NeededRule(rule.code, rule.title, rule.words, rule.get_authority_display(), rule.why, how_granted(rule, tier))
        for rule in (newest_for(version) if among is None else among)
        if rule.why is not None
    ]


def how_granted(rule: WaivableRuleVersion, tier: str) -> str:
    """How a school comes to be excused under a tier, in a sentence."""
    terms = RuleTerms(rule.authority, rule.grant, rule.lowest_tier, rule.rule.live)
    return standing_of(terms, tier, tiers=Tier.values, names=list(tier_phrases().values()))

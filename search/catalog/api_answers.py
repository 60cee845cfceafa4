"""Search results and models as plain data, from what their pages show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from marketplace.products.models import ModelVersion
from search.catalog import display, explaining
from search.catalog.api_schemas import DESCRIPTION, lists_of
from search.catalog.model_page import ModelPage
from search.catalog.model_pilots import Paid, PilotLine
from search.catalog.parameters import ENTRIES_A_PAGE, SearchState
from search.engine import IN_FORCE, Results
from search.models import CatalogEntry


def results_as_data(
    request: HttpRequest,
    *,
    state: SearchState,
    results: Results,
    entries: Sequence[CatalogEntry],
    following: str,
    size: int,
) -> dict[str, Any]:
    """A part of a result, with what surrounds it."""
    root = request.build_absolute_uri("/")[:-1]
    here, whole = f"{root}{request.path}", state.address(is_table=False)
    question = results.question
    following_url = None
    if following:
        sized = f"&page_size={size}" if size != ENTRIES_A_PAGE else ""
        following_url = f"{here}{whole}{sized}&cursor={following}".replace("?&", "?")
    return {
        "total": results.total,
        "whole": results.whole,
        "models": [_hit(entry, request, root) for entry in entries],
        "facets": [_facet(facet) for facet in display.facets_shown(results)],
        "reading": {
            "looked_for": list(question.typed),
            "corrections": [{"typed": one.typed, "used": list(one.used)} for one in question.corrections],
            "unknown": [{"word": word, "near": results.near.get(word)} for word in question.unknown],
            "notes": [note.words for note in explaining.notes(state, results)],
        },
        "suggestions": [] if results.total else list(_suggestions(state, results, here)),
        "engine": {"is_stand_in": results.is_stand_in},
        "links": {
            "self": f"{root}{request.get_full_path()}",
            "next": following_url,
            "page": f"{root}{reverse('catalog:search')}{whole}".removesuffix("?"),
            "description": f"{root}{reverse('api:docs')}",
        },
    }


def _suggestions(state: SearchState, results: Results, here: str) -> Iterable[dict[str, str]]:
    for link in (*display.what_to_drop(state, results), *display.values_that_help(state, results)):
        yield {"words": link.label, "url": f"{here}{link.url}".removesuffix("?")}


def _facet(facet: display.FacetShown) -> dict[str, Any]:
    values = [
        {"value": one.value, "label": one.label, "count": one.count, "is_chosen": one.is_on} for one in facet.choices
    ]
    return {"key": facet.key, "title": facet.title, "values": values}


def _identity(hit: display.Hit, request: HttpRequest, root: str) -> dict[str, Any]:
    entry, lapse = hit.entry, hit.lapse
    owner, reference = entry.model.provider, entry.model.reference
    return {
        "id": reference,
        "name": entry.name,
        "provider": {
            "name": entry.provider_name,
            "url": f"{root}{reverse('organizations:provider', args=[owner.slug])}" if owner else None,
        },
        "summary": entry.summary,
        "standing": IN_FORCE if display.period_at(entry, request.at) else lapse.kind if lapse else "expired",
        "is_illustrative": entry.is_illustrative,
        "url": f"{root}{reverse('catalog:api_model', args=[reference])}",
        "page": f"{root}{_page_of(entry)}",
    }


def _page_of(entry: CatalogEntry) -> str:
    return reverse("catalog:model", args=[entry.provider_slug, entry.slug])


def _hit(entry: CatalogEntry, request: HttpRequest, root: str) -> dict[str, Any]:
    hit = display.hit_of(entry, request.at)
    return {
        **_identity(hit, request, root),
        **{name: list(getattr(entry, name)) for name in lists_of(CatalogEntry)},
        "tier": hit.tier,
        "evidence_tier": entry.computed_tier,
        "approved_to": hit.last_day.isoformat() if hit.last_day else None,
        "price": _price(entry),
        "effect": _effect(entry),
        "evidence": entry.evidence_line,
    }


def _price(entry: CatalogEntry) -> dict[str, Any]:
    return {
        "unit": entry.price_unit or None,
        "low_cents": entry.price_low_cents,
        "high_cents": entry.price_high_cents,
        "words": display.price_words(entry),
    }


def _effect(entry: CatalogEntry) -> dict[str, float | None] | None:
    if entry.effect_g is None:
        return None
    return {"g": entry.effect_g, "low": entry.effect_low, "high": entry.effect_high}


def model_as_data(request: HttpRequest, entry: CatalogEntry, page: ModelPage) -> dict[str, Any]:
    """One model, as its page shows it."""
    root = request.build_absolute_uri("/")[:-1]
    identity, shown = _identity(display.hit_of(entry, request.at), request, root), page.evidence
    return {
        **identity,
        "tier": page.hit.tier,
        "approval": _approval(page, root),
        "description": {
            "version": page.version.number,
            **{name: getattr(page.version, name) for name in DESCRIPTION},
            **{name: list(getattr(page.version, name)) for name in lists_of(ModelVersion)},
        },
        "evidence": {
            "tier": shown.tier,
            "words": shown.lede,
            "studies": shown.studies,
            "studies_count": shown.assessment.study_count,
            "effect": _effect(entry),
            "outcomes": [
                {"title": plot.title, "sentence": plot.sentence, "statistics": plot.statistics} for plot in shown.plots
            ],
            "why": [one.words for one in shown.why],
            "missing": list(shown.missing),
        },
        "prices": {
            "list": _price(entry),
            "paid": _paid(page.paid),
            "costs": [
                {"what": one.what, "timing": one.timing, "cents": one.cents, "unit": one.unit, "note": one.note}
                for one in page.costs
            ],
        },
        "data_elements": [
            {"element": one.element, "category": one.category, "purpose": one.purpose, "necessity": one.necessity}
            for one in page.data_elements
        ],
        "pilots": [_pilot(line, root) for line in page.pilots],
        "links": {
            "self": identity["url"],
            "page": identity["page"],
            "history": f"{root}{reverse('catalog:api_model_history', args=[entry.model.reference])}",
            "description": f"{root}{reverse('api:docs')}",
        },
    }


def history_as_data(request: HttpRequest, entry: CatalogEntry, page: ModelPage) -> dict[str, Any]:
    """What happened to one model, newest first."""
    root = request.build_absolute_uri("/")[:-1]
    return {
        "id": entry.model.reference,
        "name": entry.name,
        "history": [
            {
                "at": timezone.localtime(one.at).isoformat(),
                "words": one.words,
                "url": f"{root}{one.url}" if one.url else None,
            }
            for one in page.history
        ],
        "links": {
            "self": f"{root}{request.path}",
            "model": f"{root}{reverse('catalog:api_model', args=[entry.model.reference])}",
            "page": f"{root}{reverse('catalog:model_history', args=[entry.provider_slug, entry.slug])}",
        },
    }


def _approval(page: ModelPage, root: str) -> dict[str, Any] | None:
    approval = page.approval
    if approval is None:
        return None
    reference = approval.designation.determination.reference
    return {
        "tier": approval.designation.tier,
        "starts_on": approval.starts_on.isoformat(),
        "last_day": approval.last_day.isoformat(),
        "covers": list(approval.covers),
        "conditions": approval.designation.conditions,
        "decision": reference,
        "decision_url": f"{root}{reverse('designations:determination', args=[reference])}",
    }


def _paid(paid: Paid | None) -> dict[str, int] | None:
    return {"low_cents": paid.low_cents, "high_cents": paid.high_cents} if paid else None


def _pilot(line: PilotLine, root: str) -> dict[str, Any]:
    pilot, report = line.pilot, line.outcome
    return {
        "district": pilot.buyer.name,
        "starts_on": pilot.starts_on.isoformat(),
        "ends_on": pilot.ends_on.isoformat(),
        "students_count": pilot.students_count,
        "total_cents": pilot.total_cents,
        "state": pilot.get_state_display(),
        "verdict": report.verdict if report else None,
        "url": f"{root}{reverse('pilots:summary', args=[pilot.reference])}",
        "outcome_url": f"{root}{reverse('outcomes:public', args=[report.reference])}" if report else None,
    }

"""The catalogue: `/models/` and a page for each model."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from marketplace.access.views import public
from marketplace.audit.queries import history_of
from marketplace.evaluators.models import Evaluator
from marketplace.evaluators.permissions import DECIDE, VIEW_OWN
from marketplace.evaluators.queries import register
from marketplace.evidence.exports import drawing_file
from marketplace.evidence.models import Measure
from marketplace.evidence.permissions import REGISTER_MEASURE
from marketplace.evidence.queries import evidence_of
from marketplace.evidence.vocabulary import MeasureOwner
from marketplace.listing.export import CONTENT_TYPES
from procurement.measures.permissions import OPEN
from search.catalog import display, explaining
from search.catalog.evaluators import evaluator_page
from search.catalog.export import file_of
from search.catalog.feed import feed_address
from search.catalog.measures import measure_page
from search.catalog.own_district import settled
from search.catalog.parameters import SearchState, read_state
from search.catalog.queries import in_order, listed_with_comparisons
from search.catalog.ranking import ranking_page
from search.engine import Results
from search.engines import engine
from search.models import CatalogEntry


@public
def search(request: HttpRequest) -> HttpResponse:
    """Results as cards or as a table, with their facets; the part that changes alone where htmx asks for it."""
    state, circle = settled(read_state(request.GET), request)
    kind = request.GET.get("export", "")
    if kind in CONTENT_TYPES:
        results = engine().search(state.query(request.at, is_whole=True))
        return file_of(in_order(results.numbers), request.at, kind=kind)
    results = engine().search(state.query(request.at))
    template = "search/catalog/_results.html" if request.htmx else "search/catalog/search.html"
    response = render(request, template, _context(request, state, results) | {"circle": circle})
    patch_vary_headers(response, ["HX-Request"])
    if request.htmx:
        response["HX-Push-Url"] = f"{request.path}{state.address(page=state.page)}".removesuffix("?")
    return response


def _context(request: HttpRequest, state: SearchState, results: Results) -> dict:
    entries = in_order(results.numbers)
    return {
        "state": state,
        "results": results,
        "facets": display.facets_shown(results),
        "chips": display.chips(state),
        "hits": [(display.hit_of(entry, request.at), explaining.why(entry, results.question)) for entry in entries],
        "terms": results.question.terms,
        "notes": explaining.notes(state, results),
        "what_to_drop": display.what_to_drop(state, results),
        "values_that_help": () if results.total else display.values_that_help(state, results),
        "paging": display.paging(state, results.total),
        "sorts": display.sort_links(state),
        "cards_url": state.address(is_table=False),
        "table_url": state.address(is_table=True),
        "feed_url": feed_address(state),
        "export_url": f"{state.address()}{'&' if len(state.address()) > 1 else ''}export=",
        "has_unread_words": bool(state.words) and not results.question.is_asking,
    }


@public(CatalogEntry, visible=listed_with_comparisons, provider="provider_slug", slug="slug")
def drawing(request: HttpRequest, entry: CatalogEntry, ident: str, kind: str) -> HttpResponse:
    """One plot or chart of a model as a file, or its table."""
    return drawing_file(evidence_of(entry.model).drawing(ident), kind)


@public(Measure, pk="pk")
def measure(request: HttpRequest, measure: Measure) -> HttpResponse:
    """One measure: whose it is, which way is better, what it can carry, and the public models judged by it."""
    may_open = measure.owner != MeasureOwner.PROVIDER and OPEN.decide(request.user, measure).allowed
    may_state = REGISTER_MEASURE.decide(request.user).allowed
    context = {"page": measure_page(measure), "may_open": may_open, "may_state": may_state}
    return render(request, "search/catalog/measure.html", context)


@public(Evaluator, visible=register, slug="slug")
def evaluator(request: HttpRequest, entry: Evaluator) -> HttpResponse:
    """One evaluator: what it evaluates, its declared ties, the public studies that name it."""
    context = {
        "page": evaluator_page(entry),
        "may_decide": DECIDE.decide(request.user, entry).allowed,
        "may_keep": False,
        "is_own": bool(VIEW_OWN.decide(request.user, entry)),
        "events": history_of(entry, public_only=True),
    }
    return render(request, "search/catalog/evaluator.html", context)


@public
def ranking(request: HttpRequest) -> HttpResponse:
    """How the order of results comes about, with the engine's own numbers."""
    return render(request, "search/catalog/ranking.html", {"page": ranking_page()})

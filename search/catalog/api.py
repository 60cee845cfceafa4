"""The models' part of `/api/v1`: the search and one model, from the same engine and page as people read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.urls import path

from marketplace.access.views import public
from marketplace.api.operations import Operation, answered, operation
from marketplace.api.parameters import Choice, NotAccepted, Parameter, Text, Whole
from marketplace.api.problems import Fault, Problem
from search.catalog import cursors
from search.catalog.api_answers import history_as_data, model_as_data, results_as_data
from search.catalog.api_schemas import history_answer, model_answer, search_answer
from search.catalog.circles import CIRCLE_LABELS, LONGEST_NAME, district_named
from search.catalog.facets import FACET_WORDS
from search.catalog.model_page import ModelPage
from search.catalog.parameters import ENTRIES_A_PAGE, SearchState, read_state
from search.catalog.queries import in_order, listed
from search.engine import SORTS
from search.engines import engine
from search.models import CatalogEntry
from search.words import MOST_CHARACTERS_READ

MOST_A_PAGE = 100
SORT_WORDS = {
    "best": "best first",
    "name": "by name",
    "tier": "by tier",
    "effect": "by effect",
    "price": "by price",
    "until": "by end of approval",
}


class CursorOf(Text):
    """Where an answer before ended."""

    def read(self, value: str) -> cursors.Cursor:
        try:
            return cursors.read(value)
        except ValueError:
            raise NotAccepted("This cursor is not one of ours. Take it from links.next of an answer, unchanged.")


class DistrictOf(Text):
    """The district about which `near` and `alike` ask."""

    def read(self, value: str) -> str:
        district = district_named(super().read(value))
        if district is None:
            raise NotAccepted("No district of the directory has this name. Its slug stands in the address of its page.")
        return district.slug


def search_parameters() -> Sequence[Parameter]:
    """What a search takes: its words, every facet of the page, the order, and which part of the result."""
    facets = [
        Choice(
            name=facet.key,
            words=f"{facet.title}. Given several times, any of the values will do.",
            values=lambda facet=facet: facet.labels,
            is_repeatable=True,
        )
        for facet in FACET_WORDS
    ]
    return (
        Text(
            name="q",
            words="Words, “phrases” in quotation marks, -excluded. A slip is forgiven.",
            longest=MOST_CHARACTERS_READ,
            example="reading",
        ),
        *facets,
        DistrictOf(
            name="district",
            words="The district about which `near` and `alike` ask: its slug or name.",
            longest=LONGEST_NAME,
        ),
        Choice(name="sort", words="The order; with a hyphen the other way round.", values=_sorts, example="name"),
        Whole(
            name="page_size",
            words="How many models at once.",
            lowest=1,
            highest=MOST_A_PAGE,
            default=ENTRIES_A_PAGE,
            example="20",
        ),
        CursorOf(name="cursor", words="From `links.next` of the answer before, with the same search.", longest=400),
    )


def _sorts() -> dict[str, str]:
    rising = {sort: SORT_WORDS.get(sort, f"by {sort}") for sort in SORTS}
    return rising | {f"-{sort}": f"{words}, falling" for sort, words in rising.items() if sort != "best"}


@operation(
    Operation(
        name="models",
        order=10,
        path="/models",
        title="Search the catalogue",
        words="The models that a search finds, with counts for every facet, as `/models/` shows them. What is approved "
        "now or listed from public research is looked at, unless a `standing` is chosen. Across facets all must be "
        "met; the counts of a facet leave its own choice aside. Where nothing is found, `suggestions` has searches "
        "that find something.",
        answer_name="Search",
        answer=search_answer,
        parameters=search_parameters,
    )
)
@public
def models(request: HttpRequest) -> HttpResponse:
    """A part of the result of a search, with facets."""
    asked = request.asked
    state, size = _state(request), asked.get("page_size", ENTRIES_A_PAGE)
    query = replace(state.query(request.at), offset=0, limit=size)
    part = cursors.Part.after(asked.get("cursor"), query, address=state.address())
    results = engine().search(part.query)
    numbers = part.numbers(results.numbers)
    following = part.following(results.numbers, total=results.total)
    entries = in_order(numbers)
    prefetch_related_objects(entries, "model__provider")
    data = results_as_data(request, state=state, results=results, entries=entries, following=following, size=size)
    links = {"Link": f'<{data["links"]["next"]}>; rel="next"'} if following else {}
    return answered(request, data, **links)


def _state(request: HttpRequest) -> SearchState:
    """The search that the address names. Raises Problem where it asks about a district and names none."""
    state = replace(read_state(request.GET), district=request.asked.get("district", ""))
    asked_about = CIRCLE_LABELS.keys() & state.chosen.keys()
    if asked_about and not state.district:
        names = " and ".join(sorted(asked_about))
        fault = Fault("district", f"It is needed with {names}: a district of the directory, by its slug or name.")
        raise Problem("parameters", f"{fault.name}: {fault.detail}", (fault,))
    return state


def _some_model() -> str:
    """The reference of a model that can be asked for, so that trying it shows one."""
    first = listed().order_by("number").values_list("model__reference", flat=True).first()
    return first or "MOD-7F3K-2M"


@operation(
    Operation(
        name="model",
        order=20,
        path="/models/{id}",
        title="One model",
        words="Everything that is public about one model: its description in force, its tier with the decision and "
        "dates, evidence, prices, data about students and pilots. Its history is at `links.history`.",
        answer_name="Model",
        answer=model_answer,
        ident="id",
        ident_words="The model’s reference, which never changes: `id` in a search, `model_reference` in the approved "
        "list.",
        ident_example=_some_model,
        not_found="No model that is public has this id. Take it from the search.",
    )
)
@public(CatalogEntry, visible=listed, id="model__reference")
def model(request: HttpRequest, entry: CatalogEntry) -> HttpResponse:
    """One model."""
    return answered(request, model_as_data(request, entry, ModelPage(entry, request.at)))


@operation(
    Operation(
        name="model_history",
        order=25,
        path="/models/{id}/history",
        title="What happened to one model",
        words="Every decision, suspension, change of version, pilot and outcome that is public, newest first.",
        answer_name="ModelHistory",
        answer=history_answer,
        ident="id",
        ident_words="The model’s reference, as above.",
        ident_example=_some_model,
        not_found="No model that is public has this id. Take it from the search.",
    )
)
@public(CatalogEntry, visible=listed, id="model__reference")
def model_history(request: HttpRequest, entry: CatalogEntry) -> HttpResponse:
    """What happened to one model."""
    return answered(request, history_as_data(request, entry, ModelPage(entry, request.at)))


ROUTES = [
    path("models", models, name="api_models"),
    path("models/<str:id>", model, name="api_model"),
    path("models/<str:id>/history", model_history, name="api_model_history"),
]

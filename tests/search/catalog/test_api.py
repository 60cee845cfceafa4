"""The models in the API: the page's answers, parts that neither repeat nor skip, and answers as described."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.api.operations import OPERATIONS
from procurement.designations import enforcement
from search import engines, indexing
from search.models import CatalogEntry
from tests.factories.designations import determiner, make_approval
from tests.factories.search import make_entry
from tests.marketplace.api.described import faults_of

pytestmark = pytest.mark.django_db
MODELS = "/api/v1/models"
SEARCHES = (
    "",
    "?q=harbor",
    "?q=readers+trails",
    "?q=hrabor",
    "?subject=reading",
    "?subject=reading&sort=-name",
    "?q=zzz",
)


@pytest.fixture
def several():
    start = timezone.now() - timedelta(days=3)
    price = {"price_unit": "per_student", "price_low_cents": 180_00, "price_high_cents": 240_00}
    make_entry("Harbor Readers", subjects=("reading",), starts_at=start, effect_g=0.2, **price)
    make_entry("Harbor Numbers", subjects=("mathematics",), tier="effective", starts_at=start)
    make_entry("Number Trails", subjects=("mathematics", "reading"), starts_at=start)
    make_entry("Past Trails", subjects=("reading",), starts_at=start, ends_at=start + timedelta(days=1))


@pytest.fixture
def approved(monkeypatch):
    designation = make_approval()
    monkeypatch.setattr(timezone, "now", lambda: designation.starts_at + timedelta(days=30))
    indexing.index_model(designation.model_id)
    return designation


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize("search", SEARCHES)
def test_the_page_and_the_api_find_the_same_in_the_same_order(client, search):
    data = client.get(f"{MODELS}{search}").json()
    page = client.get(f"/models/{search}{'&' if search else '?'}view=table").content.decode()
    rows = re.findall(r'href="/models/lanternfield/([a-z-]+)/"', page)
    assert [model["page"].split("/")[-2] for model in data["models"]] == list(dict.fromkeys(rows))
    assert data["total"] == len(data["models"])


@pytest.mark.usefixtures("several")
def test_an_answer_says_how_it_came_about_and_where_nothing_is_found_what_would(client):
    found = client.get(f"{MODELS}?q=hrabor&subject=reading").json()
    assert found["reading"]["corrections"] == [{"typed": "hrabor", "used": ["harbor"]}]
    [readers] = found["models"]
    assert (readers["standing"], readers["subjects"]) == ("in_force", ["reading"])
    assert readers["price"]["low_cents"] == 180_00
    subject = next(facet for facet in found["facets"] if facet["key"] == "subject")
    counted = {value["value"]: (value["count"], value["is_chosen"]) for value in subject["values"]}
    assert counted == {"reading": (1, True), "mathematics": (1, False)}
    nothing = client.get(f"{MODELS}?q=harbor&subject=writing").json()
    assert nothing["total"] == 0
    for suggestion in nothing["suggestions"]:
        address = suggestion["url"].removeprefix("http://testserver")
        assert client.get(address).json()["total"] > 0, suggestion["words"]
    assert nothing["suggestions"]


@pytest.mark.usefixtures("several")
def test_unknown_values_are_refused_with_the_list(client):
    problem = client.get(f"{MODELS}?tier=best&page_size=0&sort=luck&cursor=abc&page=2").json()
    errors = {error["name"]: error for error in problem["errors"]}
    assert errors["tier"]["accepted"] == ["effective", "promising", "early_stage"]
    assert errors["page_size"]["detail"] == "A whole number from 1 to 100 is accepted."
    assert "-price" in errors["sort"]["accepted"]
    assert "not one of ours" in errors["cursor"]["detail"]
    assert {"q", "subject", "cursor"} <= set(errors["page"]["accepted"])


def test_parts_go_on_after_what_was_given_while_the_catalogue_changes(client):
    start = timezone.now() - timedelta(days=3)
    for letter in "BDFHJ":
        make_entry(f"{letter} Model", starts_at=start)
    first = client.get(f"{MODELS}?sort=name&page_size=2").json()
    assert [model["name"] for model in first["models"]] == ["B Model", "D Model"]
    make_entry("A Model", starts_at=start)
    CatalogEntry.objects.filter(name="D Model").update(is_listed=False)
    indexing.withdraw_all_but(CatalogEntry.objects.exclude(name="D Model").values_list("model_id", flat=True))
    response = client.get(first["links"]["next"])
    second = response.json()
    assert [model["name"] for model in second["models"]] == ["F Model", "H Model"]
    assert response["Link"] == f'<{second["links"]["next"]}>; rel="next"'
    third = client.get(second["links"]["next"]).json()
    assert ([model["name"] for model in third["models"]], third["links"]["next"]) == (["J Model"], None)
    cursor = first["links"]["next"].split("cursor=")[1]
    other = client.get(f"{MODELS}?sort=-name&cursor={cursor}")
    assert (other.status_code, "another search" in other.json()["detail"]) == (400, True)


def test_one_model_has_what_its_page_shows(client, approved, django_assert_max_num_queries):
    model = approved.model
    found = client.get(f"{MODELS}?q={model.name}").json()["models"][0]
    assert found["id"] == model.reference
    assert client.get("/api/v1/approved-list").json()["models"][0]["model_reference"] == found["id"]
    with django_assert_max_num_queries(15):
        data = client.get(found["url"]).json()
    assert data["approval"]["decision"] == approved.determination.reference
    assert data["approval"]["tier"] == data["tier"] == approved.tier
    assert data["description"]["summary"] == approved.version.summary
    with django_assert_max_num_queries(15):
        told = client.get(data["links"]["history"]).json()
    assert told["history"][0]["words"].startswith("Approved")
    assert approved.determination.reference in told["history"][0]["url"]
    assert faults_of(told, OPERATIONS["model_history"].answer()) == []
    assert client.get("/api/v1/approved-list").json() == client.get("/approved-list.json").json()
    enforcement.suspend(designation=approved, reason="A wrong list.", actor=determiner(), at=timezone.now())
    indexing.index_model(approved.model_id)
    later = client.get(found["url"]).json()
    assert (later["standing"], later["approval"]) == ("suspended", None)
    assert faults_of(later, OPERATIONS["model"].answer()) == []


def test_before_the_decision_is_public_nothing_is_there(client):
    designation = make_approval()
    indexing.index_model(designation.model_id)
    assert client.get(f"{MODELS}/{designation.model.reference}").status_code == 404
    assert client.get(MODELS).json()["total"] == 0
    assert client.get("/api/v1/approved-list").json()["models"] == []


@pytest.mark.usefixtures("several")
def test_who_stood_in_is_said(client, monkeypatch):
    monkeypatch.setattr(engines, "engine", lambda: engines.ServerOrDatabase())
    monkeypatch.setattr("search.catalog.api.engine", engines.engine)
    monkeypatch.setattr(engines.breaker, "lets_through", lambda: False)
    assert client.get(MODELS).json()["engine"] == {"is_stand_in": True}


@pytest.mark.usefixtures("several")
def test_queries_do_not_grow_with_models(client, django_assert_max_num_queries):
    client.get(MODELS)
    with django_assert_max_num_queries(15):
        assert client.get(MODELS).json()["total"] == 3


def values_for(parameter):
    """Values that the description lets through, and others."""
    schema = parameter["schema"].get("items", parameter["schema"])
    wild = st.text(max_size=30)
    if "enum" in schema:
        return st.sampled_from(schema["enum"]) | wild
    if schema["type"] == "integer":
        return st.integers(schema["minimum"] - 2, schema["maximum"] + 2).map(str) | wild
    if schema.get("format") == "date":
        return st.dates().map(str) | wild
    return wild | st.text('abr"-* ()', max_size=schema["maxLength"] + 5)


@pytest.mark.usefixtures("several")
def test_whatever_is_asked_is_answered_as_described(client, approved):
    """A fuzzer that knows only the description: each answer is one that it tells of."""
    said = client.get("/api/v1/openapi.json").json()
    schemas, shared = said["components"]["schemas"], said["components"]["responses"]
    wanted = [(path, one["get"]) for path, one in said["paths"].items()]

    @settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def ask(data):
        path, get = data.draw(st.sampled_from(wanted))
        query = {}
        for parameter in get["parameters"]:
            if parameter["in"] == "path":
                ident = data.draw(st.sampled_from([approved.model.reference, "MOD-1", "é ?#"]))
                path = path.replace("{id}", ident.replace("?", "%3F").replace("#", "%23").replace(" ", "%20"))
            elif data.draw(st.booleans()):
                query[parameter["name"]] = data.draw(st.lists(values_for(parameter), min_size=1, max_size=2))
        response = client.get(f"/api/v1{path}", query)
        assert str(response.status_code) in get["responses"], (path, query)
        if response.status_code == 200:
            content = get["responses"]["200"]["content"]["application/json"]
        else:
            named = get["responses"][str(response.status_code)]["$ref"].rpartition("/")[2]
            content = shared[named]["content"][response["Content-Type"]]
        schema = schemas[content["schema"]["$ref"].rpartition("/")[2]]
        if path != "/openapi.json":
            assert faults_of(json.loads(response.content), schema) == [], (path, query)

    ask()

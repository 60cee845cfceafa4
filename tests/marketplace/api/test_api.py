"""What holds for everything under `/api/v1/`: no session, reading only, limited, cacheable, problems as JSON."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from marketplace.api import operations
from marketplace.api.operations import OPERATIONS
from marketplace.api.schemas import example_of
from tests.factories.people import make_person
from tests.marketplace.api.described import faults_of

pytestmark = pytest.mark.django_db
LIST = "/api/v1/approved-list"


def test_the_description_has_every_operation_with_examples_that_fit(client):
    said = client.get("/api/v1/openapi.json").json()
    assert said["openapi"] == "3.1.0"
    assert list(said["paths"]) == ["/models", "/models/{id}", "/models/{id}/history", "/approved-list", "/openapi.json"]
    for operation in OPERATIONS.values():
        get = said["paths"][operation.path]["get"]
        assert {"200", "304", "400", "405", "429", "500"} <= set(get["responses"])
        assert faults_of(example_of(operation.answer()), operation.answer()) == []
    for name, response in said["components"]["responses"].items():
        example = response["content"]["application/problem+json"]["example"]
        assert faults_of(example, said["components"]["schemas"]["Problem"]) == [], name


def test_the_page_describes_each_operation_and_leads_to_what_it_tries(client):
    text = client.get("/api/docs").content.decode()
    for words in ("/api/v1/models/{id}", "The approved list of a day", "application/problem+json", "page_size"):
        assert words in text
    tried = client.get("/api/docs/try?operation=models&q=reading+aloud&subject=reading&subject=writing&sort=")
    assert tried["Location"] == "/api/v1/models?q=reading+aloud&subject=reading&subject=writing"
    tried = client.get("/api/docs/try", {"operation": "model", "id": "a/../b c"})
    assert tried["Location"] == "/api/v1/models/a%2F..%2Fb%20c"
    assert client.get("/api/docs/try?operation=none").status_code == 404
    assert reverse("api:docs") in client.get("/models/").content.decode()


def test_every_fault_is_named_with_what_is_accepted(client):
    response = client.get(f"{LIST}?on=31/01/2027&when=now")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    problem = response.json()
    assert problem["instance"] == f"{LIST}?on=31/01/2027&when=now"
    assert problem["type"].endswith("/api/docs#parameters")
    on, when = problem["errors"]
    assert (on["name"], on["given"]) == ("on", "31/01/2027")
    assert "from 1900 to 2199 is accepted" in on["detail"]
    assert (when["in"], when["name"], when["accepted"]) == ("query", "when", ["on"])
    twice = client.get(f"{LIST}?on=2027-01-31&on=2027-02-01").json()
    assert twice["errors"][0]["detail"] == "It is accepted once."


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/model", "/api/v1/models/", "/api/v1/models/MOD-0000-00"])
def test_what_is_not_there_is_a_problem_too(client, path):
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response["Access-Control-Allow-Origin"] == "*"


def test_only_reading_from_any_origin(client):
    for method in ("post", "put", "patch", "delete"):
        response = getattr(Client(enforce_csrf_checks=True), method)(LIST)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert response["Content-Type"] == "application/problem+json"
    asked = {"Origin": "https://else.example", "Access-Control-Request-Method": "GET"}
    preflight = client.options(LIST, headers=asked)
    assert (preflight.status_code, preflight.content) == (204, b"")
    assert preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Access-Control-Allow-Credentials" not in preflight
    head = client.head(LIST)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", client.get(LIST)["ETag"])


def test_an_answer_is_kept_by_caches_and_the_same_for_everyone(client, django_assert_num_queries):
    first = client.get(LIST)
    assert first["Cache-Control"] == "public, max-age=60"
    assert first["Content-Type"] == "application/json; charset=utf-8"
    again = client.get(LIST, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Access-Control-Allow-Origin"] == "*"
    client.force_login(make_person())
    signed_in = client.get(LIST, headers={"Accept-Language": "es"})
    assert signed_in.content == first.content
    for response in (first, signed_in):
        assert not response.cookies
        assert "Vary" not in response


def test_a_client_that_asks_too_often_waits_and_others_do_not(client, settings, monkeypatch):
    cache.clear()
    settings.API_REQUESTS_A_MINUTE = 2
    monkeypatch.setattr(timezone, "now", lambda: datetime(2027, 1, 31, 12, 0, 48, tzinfo=UTC))
    statuses = [client.get(LIST).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    response = client.get("/api/v1/models")
    assert (response.status_code, response["Retry-After"]) == (429, "12")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.json()["detail"] == "Up to 2 requests a minute are answered. Ask again in 12 s."
    assert client.options(LIST).status_code == 204
    assert client.get(LIST, REMOTE_ADDR="198.51.100.7").status_code == 200
    same = {"REMOTE_ADDR": "2001:db8::1"}, {"REMOTE_ADDR": "2001:db8::2"}, {"REMOTE_ADDR": "2001:db8::3"}
    assert [client.get(LIST, **one).status_code for one in same] == [200, 200, 429]
    monkeypatch.setattr(timezone, "now", lambda: datetime(2027, 1, 31, 12, 1, 0, tzinfo=UTC))
    assert client.get(LIST).status_code == 200
    cache.clear()


def test_a_fault_of_ours_is_a_problem_that_says_nothing_of_it(monkeypatch):
    monkeypatch.setattr("procurement.designations.queries.publicly_approved", lambda *_, **__: 1 / 0)
    response = Client(raise_request_exception=False).get(LIST)
    assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")
    assert "division" not in response.content.decode()


def test_an_answer_says_since_when_it_stands_once_that_is_sure(client, monkeypatch):
    start = datetime(2027, 2, 1, 15, tzinfo=UTC)

    def ask(second, path=LIST, **headers):
        monkeypatch.setattr(timezone, "now", lambda: start + timedelta(seconds=second))
        return client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    cache.clear()
    assert "Last-Modified" not in ask(0)
    since = ask(5)["Last-Modified"]
    assert since == "Mon, 01 Feb 2027 15:00:00 GMT"
    assert ask(6, If_Modified_Since=since).status_code == 304
    assert ask(6, If_Modified_Since="Mon, 01 Feb 2027 14:59:59 GMT").status_code == 200
    assert "Last-Modified" not in ask(6, f"{LIST}?on=2027-01-31")
    monkeypatch.setattr(operations, "_digest", lambda body: "another")
    changed = ask(9, If_Modified_Since=since)
    assert (changed.status_code, "Last-Modified" in changed) == (200, False)


@pytest.mark.parametrize("header", [{"If-Match": '"another"'}, {"If-Match": '"another"', "If-None-Match": "*"}])
def test_an_answer_that_is_wanted_only_as_it_was_is_refused_as_a_problem(client, header):
    response = client.get(LIST, headers=header)
    assert (response.status_code, response["Content-Type"]) == (412, "application/problem+json")
    assert response.json()["title"] == "The answer has changed"
    since = {"If-Unmodified-Since": "Mon, 01 Feb 2027 15:00:00 GMT"}
    assert client.get(f"{LIST}?on=2027-01-31", headers=since).status_code == 200

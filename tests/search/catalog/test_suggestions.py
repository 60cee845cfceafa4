from datetime import timedelta

import pytest
from django.utils import timezone

from search.catalog import suggestions
from search.indexing import withdraw_all_but
from tests.factories.organizations import make_provider
from tests.factories.search import make_entry

pytestmark = pytest.mark.django_db


def labels(client, typed):
    answer = client.get("/models/suggest/", {"q": typed}).json()["suggestions"]
    return [(one["kind"], one["label"]) for one in answer]


@pytest.fixture
def start():
    return timezone.now() - timedelta(days=1)


def test_models_providers_and_subjects_are_offered_each_with_its_address(client, start):
    entry = make_entry("Reading Harbor", starts_at=start)
    provider = make_provider(name="Lantern Readings")
    answer = client.get("/models/suggest/?q=readi").json()["suggestions"]
    assert [(one["kind"], one["label"], one["url"]) for one in answer] == [
        ("Model", "Reading Harbor", f"/models/{entry.provider_slug}/{entry.slug}/"),
        ("Provider", "Lantern Readings", f"/providers/{provider.slug}/"),
        ("Subject", "Reading", "/models/?subject=reading"),
        ("Subject", "Career readiness", "/models/?subject=career"),
    ]


def test_only_what_everyone_may_see_is_offered(client, start):
    make_entry("Quiet Studio", starts_at=timezone.now() + timedelta(days=1))
    make_provider(name="Quiet Providers", confirmed=False)
    assert labels(client, "quiet") == []


def test_a_change_is_there_at_once_and_reads_only_itself(client, start, django_assert_num_queries):
    make_entry("Harbor Readers", starts_at=start)
    assert labels(client, "harb") == [("Model", "Harbor Readers")]
    held = suggestions._held.base
    kept = make_entry("Harbor Numbers", starts_at=start)
    assert labels(client, "harb") == [("Model", "Harbor Numbers"), ("Model", "Harbor Readers")]
    withdraw_all_but([kept.model_id])
    assert labels(client, "harb") == [("Model", "Harbor Numbers")]
    assert suggestions._held.base is held
    with django_assert_num_queries(4):
        labels(client, "harb")


def test_the_answer_is_for_every_cache_and_is_not_sent_twice(client, start):
    make_entry("Harbor Readers", starts_at=start)
    first = client.get("/models/suggest/?q=harb")
    assert first["Cache-Control"] == "public, max-age=60"
    assert client.get("/models/suggest/?q=harb", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304


@pytest.mark.parametrize("typed", ["", " ", "%", "_", "\x00", "x" * 10_000, "<script>", '"', "(", "harb*"])
def test_anything_typed_gets_an_answer(client, typed, start):
    make_entry("Harbor Readers", starts_at=start)
    assert labels(client, typed) == ([("Model", "Harbor Readers")] if typed == "harb*" else [])

"""The public pages of a provider and a district, with everything that the slices put there."""

import re

import pytest
from django.utils import timezone

from search import indexing
from tests.factories.evaluators import declare, make_evaluator
from tests.factories.outcomes import AFTER_REPLY, make_report

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_a_pilot_with_its_outcome_stands_on_both_pages(client, monkeypatch, django_assert_max_num_queries):
    report = make_report(state="published")
    pilot, provider = report.pilot, report.pilot.provider
    declare(make_evaluator(), f"{provider.name}, Inc.", since_year=2019)
    monkeypatch.setattr(timezone, "now", lambda: AFTER_REPLY)
    indexing.index_model(pilot.model_id)
    address = f"/providers/{provider.slug}/"
    page = words(client.get(address))
    for part in (
        f"{pilot.model.name} in {pilot.buyer.name}",
        "The rule says ",
        "Worked for, or was paid by Since 2019",
        "In force",
    ):
        assert part in page
    headings = re.findall(r"<h2>([^<]+)</h2>", client.get(address).content.decode())
    assert headings == ["Learning models", "Decisions", "Pilots", "What came of pilots", "Evaluators tied to it"]
    district = f"/districts/{pilot.buyer.district.slug}/"
    page = words(client.get(district))
    assert f"What came of pilots {pilot.model.name} The rule says" in page
    assert re.search(rf"Executed agreements .* {provider.name} {pilot.model.name} .* \d+ kinds?", page)
    assert "Evaluators tied to it" not in page
    for each in (address, district):
        with django_assert_max_num_queries(15):
            client.get(each)


def test_what_is_not_published_stands_on_neither(client, monkeypatch):
    report = make_report(state="verified")
    monkeypatch.setattr(timezone, "now", lambda: AFTER_REPLY)
    for address in (
        f"/providers/{report.pilot.provider.slug}/",
        f"/districts/{report.pilot.buyer.district.slug}/",
    ):
        page = words(client.get(address))
        assert "Pilots" in page
        assert "What came of pilots" not in page

"""`/models/compare/`: up to four models side by side, whatever the address says."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from procurement.designations import enforcement
from search.models import CatalogEntry
from search.signals import models_compared
from tests.factories.designations import determiner, make_approval
from tests.factories.products import make_unclaimed_model
from tests.factories.search import make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(monkeypatch):
    """An approval, looked at on a day of its term."""
    designation = make_approval()
    monkeypatch.setattr(timezone, "now", lambda: designation.starts_at + timezone.timedelta(days=30))
    return designation


@pytest.fixture
def listed(approved):
    """A program from research beside it."""
    return make_unclaimed_model(name="Reading Ladders")


def page(client, *slugs, **parameters):
    response = client.get(reverse("catalog:compare"), {"model": slugs, **parameters})
    assert response.status_code == 200
    return response.content.decode()


def entry(name, **fields):
    return make_entry(name, starts_at=timezone.now() - timezone.timedelta(days=1), **fields)


def slugs_of(count):
    return [entry(f"Model {number}").slug for number in range(1, count + 1)]


def test_two_models_stand_side_by_side_with_what_is_missing_said(client, approved, listed):
    text = page(client, approved.model.slug, listed.slug)
    address = reverse("catalog:model", args=[approved.model.provider.slug, approved.model.slug])
    for words in (
        "Compare two models",
        "rows on record and ",
        "Listed from public research, not approved",
        "In force",
        "Not on record for any of them",
        '<span class="pg-missing">Not on record</span>',
        f'<a href="{address}evidence/">',
        f'<a href="{address}history/">',
    ):
        assert words in text
    assert "≠" not in text


def test_differences_are_marked_on_demand_and_rows_that_agree_can_be_left_out(client, approved, listed):
    marked = page(client, approved.model.slug, listed.slug, differences="1")
    assert 'aria-hidden="true">≠</span><span class="usa-sr-only">, differs</span>' in marked
    only = page(client, approved.model.slug, listed.slug, differences="only")
    assert "Not on record for any of them" not in only
    same = entry("Same", summary="One").slug, entry("Same", summary="One").slug
    assert "Effects" not in page(client, *same, differences="only")


def test_columns_are_moved_and_removed_by_links_that_keep_the_rest(client):
    one, two = slugs_of(2)
    text = page(client, one, two, differences="1")
    assert f'href="?model={two}&amp;model={one}&amp;differences=1">Move right' in text
    assert f'href="?model={two}&amp;differences=1">Remove' in text


def test_what_is_left_out_is_said(client):
    five = slugs_of(5)
    text = page(client, *five[:2], five[0], "no-such-model", *five[2:])
    assert "Compare four models" in text
    assert "A comparison holds four models. Left out: <a href" in text
    assert "Not in the catalogue: “no-such-model”" in text
    assert "named more than once" in text
    assert "Add a model" not in text


@pytest.mark.parametrize(
    "named",
    [
        [],
        [""],
        ["-1"],
        ["9" * 400],
        ["\x00"],
        ["<script>alert(1)</script>"],
        ["../../etc"],
        [f"m-{n}" for n in range(50)],
    ],
)
def test_a_strange_address_gets_a_page_that_says_what_to_do(client, named):
    text = page(client, *named, q="'\"<script>", differences="2", export="csv")
    assert "Choose models" in text
    assert "<script>alert" not in text
    assert "look through all models" in text


def test_one_model_is_told_to_have_another_and_a_search_offers_it_even_when_it_lapsed(client, approved):
    one = entry("Number Trails").slug
    enforcement.suspend(designation=approved, reason="An incident.", actor=determiner(), at=timezone.now())
    name = CatalogEntry.objects.get(model=approved.model).name
    text = page(client, one, q=f"{name}")
    assert "Add a second model to compare" in text
    assert f'<a href="?model={one}&amp;model={approved.model.slug}">{name}</a>' in text
    assert "Suspended" in text
    both = page(client, one, approved.model.slug)
    assert "cannot be ordered now" in both
    assert "No model matches" in page(client, one, q="zzzzzz")


def test_what_is_not_public_cannot_be_compared(client):
    designation = make_approval()
    assert designation.starts_at > timezone.now()
    assert "Not in the catalogue" in page(client, designation.model.slug)


def test_the_file_holds_every_row_and_no_formula(client, approved, listed):
    odd = entry("=Odd", summary="=1+1").slug
    query = {"model": [approved.model.slug, odd], "export": "csv", "differences": "only"}
    response = client.get(reverse("catalog:compare"), query)
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    by_title = {row["Row"]: row for row in rows}
    assert by_title["In one sentence"]["'=Odd"] == "'=1+1"
    assert by_title["Staff"]["'=Odd"] == "not on record"
    assert by_title["Tier"]["Differs"] in ("yes", "no")
    assert by_title["Page"]["'=Odd"].endswith(f"/{odd}/")
    query["export"] = "xlsx"
    assert client.get(reverse("catalog:compare"), query).content.startswith(b"PK")


def test_whoever_counts_comparisons_hears_of_each_of_two_models_or_more(client):
    heard = []

    def hear(sender, entries, request, response, **kwargs):
        heard.append([entry.slug for entry in entries])

    models_compared.connect(hear)
    try:
        one, two = slugs_of(2)
        page(client, one)
        page(client, two, one)
    finally:
        models_compared.disconnect(hear)
    assert heard == [[two, one]]


def test_four_models_cost_as_many_queries_as_two(client, approved, listed, django_assert_max_num_queries):
    more = [make_unclaimed_model(name=f"Program {number}").slug for number in range(2)]
    page(client, approved.model.slug)
    with django_assert_max_num_queries(15):
        page(client, approved.model.slug, listed.slug, *more)

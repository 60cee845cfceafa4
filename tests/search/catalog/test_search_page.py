import csv
import io
from datetime import timedelta

import pytest
import tablib
from django.urls import reverse
from django.utils import timezone

from tests.factories.search import make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    start = timezone.now() - timedelta(days=3)
    make_entry(
        "Harbor Readers",
        subjects=("reading",),
        summary="Small groups read aloud",
        starts_at=start,
        price_unit="per_student",
        price_low_cents=180_00,
        price_high_cents=240_00,
        effect_g=0.2,
        effect_low=0.07,
        effect_high=0.33,
        evidence_line="g 0.20, 4 studies",
    )
    make_entry("=Number Trails", tier="effective", subjects=("mathematics",), starts_at=start)


def page(client, address="", **headers):
    response = client.get(f"{reverse('catalog:search')}{address}", **headers)
    return response, response.content.decode()


@pytest.mark.usefixtures("two")
class TestSearchPage:
    def test_everything_in_force_is_listed_with_its_tier_price_and_facets(self, client):
        response, text = page(client)
        assert response.status_code == 200
        for words in (
            "2 models",
            "Harbor Readers",
            "Promising",
            "$180 to $240 a student",
            "Mathematics",
            "No price on record",
        ):
            assert words in text

    def test_the_address_alone_holds_the_state(self, client):
        _, text = page(client, "?q=groups&subject=reading&view=table")
        assert "1 model matches" in text
        assert 'value="groups"' in text
        assert "Searched for: groups. As of" in text
        assert '<input type="checkbox" name="subject" value="reading" checked>' in text
        assert 'aria-sort="none"' in text
        assert "Number Trails" not in text

    def test_htmx_gets_the_results_and_the_counts_only(self, client):
        response, text = page(client, "?subject=reading", HTTP_HX_REQUEST="true")
        assert "<html" not in text
        assert 'id="count-subject-mathematics" hx-swap-oob="innerHTML"' in text
        assert response["HX-Push-Url"] == "/models/?subject=reading"
        assert "HX-Request" in response["Vary"]

    def test_an_empty_result_says_what_to_drop(self, client):
        _, text = page(client, "?subject=reading&tier=effective")
        assert "No model matches" in text
        assert "Drop tier “Effective”: 1 model" in text

    @pytest.mark.parametrize(
        "address",
        [
            "?q=%22unbalanced",
            "?q=((%22-%22+-+*%3F~%5E%25_+AND+(NEAR+name:*",
            "?district=%00&near=25&near=&alike=;drop&q=*",
            "?q=-&page=4999&view=table&sort=-price",
            "?q=" + "x" * 10_000,
            "?q=%3Cscript%3E",
            "?page=-1",
            "?page=99999999999",
            "?tier=purple",
            "?sort=;drop",
            "?q=AND%20OR%20NOT",
            "?q=%00",
            "?page=7",
        ],
    )
    def test_a_strange_address_gets_a_sensible_page(self, client, address):
        response, text = page(client, address)
        assert response.status_code == 200
        assert "<script>" not in text
        assert "Learning models" in text

    def test_the_csv_holds_the_whole_result_and_no_formula(self, client):
        response, _ = page(client, "?export=csv")
        rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
        assert {row["Model"] for row in rows} == {"Harbor Readers", "'=Number Trails"}
        assert {row["Effect (g)"] for row in rows} == {"0.200", ""}

    def test_the_same_is_there_as_xlsx(self, client):
        _, text = page(client, "?view=table")
        assert "export=xlsx" in text
        response = client.get(f"{reverse('catalog:search')}?export=xlsx")
        assert response["Content-Disposition"] == 'attachment; filename="models.xlsx"'
        rows = tablib.Dataset().load(response.content, format="xlsx").dict
        assert {row["Model"] for row in rows} == {"Harbor Readers", "'=Number Trails"}


def test_queries_do_not_grow_with_the_number_of_models(client, django_assert_max_num_queries):
    start = timezone.now() - timedelta(days=1)
    for _ in range(30):
        make_entry(starts_at=start)
    page(client)
    with django_assert_max_num_queries(15):
        page(client)


def test_pages_lead_to_each_other(client):
    start = timezone.now() - timedelta(days=1)
    for _ in range(45):
        make_entry(starts_at=start)
    _, text = page(client, "?page=2&view=table")
    assert "Models 21 to 40 of 45." in text
    assert "Previous, 1 to 20" in text
    assert "Next, 41 to 45" in text
    _, text = page(client, "?page=9")
    assert "There is no such page of results." in text
    assert "Models 1" not in text
    assert "Previous" not in text


def test_before_anything_is_approved_the_page_says_so(client):
    _, text = page(client)
    assert "No learning model is approved yet" in text

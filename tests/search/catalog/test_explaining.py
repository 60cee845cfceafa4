"""What the results say of themselves: marks, why, notes, what would find something; and the page about the order."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from search import scoring
from search.facts import Lapse, TierPeriod
from search.models import SynonymGroup
from tests.factories.search import make_entry
from tests.search.catalog.test_search_page import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def readers():
    make_entry(
        "Harbor <Readers>",
        subjects=("reading",),
        grade_bands=("K-3",),
        summary="Small groups read aloud",
        other_text="Each child gets a lantern of paper.",
        starts_at=timezone.now() - timedelta(days=3),
    )


@pytest.mark.usefixtures("readers")
class TestCard:
    def test_the_words_that_were_found_are_marked_and_nothing_is_let_through(self, client):
        _, text = page(client, "?q=readers+aloud")
        assert "Harbor &lt;<mark>Readers</mark>&gt;" in text
        assert "read <mark>aloud</mark>" in text

    def test_what_the_card_does_not_show_is_named(self, client):
        _, text = page(client, "?q=lantern+grade+2")
        assert "Filed under <mark>Kindergarten to grade 3</mark>." in text
        assert "From its description: “Each child gets a <mark>lantern</mark> of paper”" in text

    def test_the_table_marks_names_too(self, client):
        _, text = page(client, "?q=readers&view=table")
        assert "<mark>Readers</mark>" in text

    def test_without_words_nothing_is_marked(self, client):
        _, text = page(client)
        assert "<mark>" not in text


@pytest.mark.usefixtures("readers")
class TestNotes:
    def test_a_slip_is_named_with_what_was_searched(self, client):
        _, text = page(client, "?q=harber+readers")
        assert "No model uses “harber”. We searched for “harbor”." in text

    def test_a_near_spelling_is_a_link(self, client):
        _, text = page(client, "?q=Hrabro+aloud")
        assert "No model uses “Hrabro”." in text
        assert '<a href="?q=harbor+aloud">Search for “harbor” instead</a>' in text
        _, text = page(client, "?q=Hrábro+aloud")
        assert '<a href="?q=harbor+aloud">Search for “harbor” instead</a>' in text

    def test_words_that_no_model_uses_are_named_together_as_they_were_typed(self, client):
        _, text = page(client, "?q=Búsqueda+zeppelin+xylophone")
        assert "No model uses “Búsqueda”, “zeppelin” or “xylophone”." in text

    def test_the_usual_spelling_of_a_rare_word_is_offered(self, client):
        make_entry("Online Alegbra", starts_at=timezone.now() - timedelta(days=1))
        for number in range(10):
            make_entry(f"Algebra {number}", starts_at=timezone.now() - timedelta(days=1))
        _, text = page(client, "?q=Alegbra+online")
        assert "Online <mark>Alegbra</mark>" in text or "<mark>Online</mark> <mark>Alegbra</mark>" in text
        assert 'More models use “algebra”. <a href="?q=algebra+online">Search for “algebra” instead</a>.' in text

    def test_that_not_all_words_were_found_is_said(self, client):
        make_entry("Aloud", starts_at=timezone.now() - timedelta(days=1))
        make_entry("Lantern", starts_at=timezone.now() - timedelta(days=1))
        _, text = page(client, "?q=harbor+aloud+lantern")
        assert "1 model holds all of these words." not in text
        _, text = page(client, "?q=studio+lantern+aloud&")
        assert "No model uses “studio”." in text

    def test_nothing_found_says_which_values_and_which_changes_would_find_something(self, client):
        _, text = page(client, '?q="aloud+read"&subject=science')
        assert "Look for the words anywhere" not in text
        _, text = page(client, '?q="aloud+read"')
        assert "Look for the words anywhere, not side by side: 1 model" in text
        _, text = page(client, "?subject=science")
        assert "Subject “Reading” instead: 1 model" in text


def test_what_is_not_approved_any_more_is_marked_and_listed_only_on_purpose(client):
    begun, ended = timezone.now() - timedelta(days=30), timezone.now() - timedelta(days=2)
    make_entry("Taken Back", periods=(TierPeriod("promising", begun, ended),), lapses=(Lapse("revoked", ended),))
    _, text = page(client, "?q=taken")
    assert "Look also at models that are not approved now: 1 model" in text
    assert "Taken Back</a>" not in text
    for address in ("?standing=revoked", "?standing=revoked&view=table"):
        _, text = page(client, address)
        assert "Taken Back" in text
        assert "Revoked</span>" in text
    assert "It cannot be ordered now." in page(client, "?standing=revoked")[1]
    response, _ = page(client, "?standing=revoked&export=csv")
    assert ",revoked," in response.content.decode()


def test_who_types_the_name_of_a_model_that_is_not_approved_any_more_is_led_to_it(client):
    begun, ended = timezone.now() - timedelta(days=30), timezone.now() - timedelta(days=2)
    make_entry("River Lab", periods=(TierPeriod("promising", begun, ended),), lapses=(Lapse("suspended", ended),))
    make_entry("Trail Lab", summary="Along a river", starts_at=begun)
    _, text = page(client, "?q=river+lab")
    assert "1 model that is not approved any more matches too." in text
    assert '<a href="?q=river+lab&amp;standing=expired&amp;standing=suspended&amp;standing=revoked">Show it</a>' in text
    for other in ("?q=trail", "", "?q=river+lab&standing=in_force"):
        assert "not approved any more" not in page(client, other)[1]
    [suggested] = client.get("/models/suggest/?q=river").json()["suggestions"]
    assert suggested["note"].endswith(", suspended")


def test_the_page_about_the_order_has_the_numbers_of_the_engine(client):
    SynonymGroup.objects.create(words="SEL, social emotional learning")
    text = client.get(reverse("catalog:ranking")).content.decode()
    for points in scoring.FIELD_WEIGHTS.values():
        assert f'<td class="pg-r">{points:.0f}</td>' in text
    assert f"{scoring.APPROVED_BOOST:.0%} more" in text
    assert f"up to {scoring.COMPLETE_BOOST:.0%} more" in text
    assert "SEL, social emotional learning" in text

"""The facets on the page: grouped, folded, long ones cut short, empty ones hidden."""

from datetime import timedelta

import pytest
from django.utils import timezone

from search.catalog.display import facets_shown, in_groups
from search.engine import Facet, Results
from search.facets import KEYS
from tests.factories.search import make_entry
from tests.search.catalog.test_search_page import page

pytestmark = pytest.mark.django_db


def shown(**counts):
    """The facets that a page shows where these were counted; what is chosen has its name in capitals."""
    facets = (Facet(key=key, counts=counts.get(key, {}), chosen=()) for key in KEYS)
    return facets_shown(Results(total=1, numbers=(1,), facets=tuple(facets)))


class TestPanel:
    def test_a_facet_of_which_nothing_is_on_record_is_hidden(self):
        facets = shown(students={"not_on_record": 5}, devices={"shared": 1, "not_on_record": 4})
        assert [(facet.title, [choice.label for choice in facet.choices]) for facet in facets] == [
            ("Devices needed", ["One for a group of students", "Not on record"])
        ]

    def test_a_long_facet_shows_what_most_models_have_and_folds_the_rest(self):
        values = ["english", "spanish", "arabic", "chinese", "french", "nepali", "russian", "portuguese", "ukrainian",
                  "vietnamese", "other"]  # fmt: skip
        language = shown(language=dict(zip(values, range(11), strict=True)))[0]
        assert [choice.value for choice in language.first] == [
            "nepali", "portuguese", "russian", "ukrainian", "vietnamese", "other",
        ]  # fmt: skip
        assert {choice.value for choice in language.first + language.rest} == set(values)

    def test_facets_that_follow_each_other_in_a_group_are_folded_together(self):
        groups = in_groups(shown(subject={"reading": 1}, data={"name": 1}, report={"older": 1}))
        assert [(group.title, len(group.facets)) for group in groups] == [("", 1), ("Data and technology", 2)]


def test_on_the_page_a_group_is_open_where_something_in_it_is_on_and_the_chip_says_of_what(client):
    start = timezone.now() - timedelta(days=3)
    make_entry("A", starts_at=start, filed={"families": ("nothing",), "language": ("spanish",)})
    make_entry("B", starts_at=start)
    _, text = page(client)
    assert '<details class="pg-more pg-facets__group"><summary>What it takes</summary>' in text
    assert "<fieldset data-long-facet" not in text
    _, text = page(client, "?families=nothing")
    assert '<details class="pg-more pg-facets__group" open><summary>What it takes, 1 on</summary>' in text
    assert "Asked of families: nothing" in text
    _, text = page(client, "?families=nothing&language=not_on_record")
    assert "Drop asked of families “Nothing”: 1 model" in text
    assert "Language “Spanish” instead: 1 model" in text

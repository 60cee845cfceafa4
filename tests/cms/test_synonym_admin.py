"""The department keeps the list of words that mean the same, and search knows at once."""

import pytest
from django.urls import reverse

from marketplace.organizations.models import Role
from search.models import SynonymGroup
from tests.factories.rounds import officer
from tests.factories.search import make_entry
from tests.search.asking import ask, names

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(officer(Role.PROGRAM_OFFICER))
    return client


def add(editor, words):
    return editor.post(reverse(SynonymGroup.snippet_viewset.get_url_name("add")), {"words": words})


def test_an_editor_adds_a_group_and_the_next_search_uses_it(editor):
    make_entry("Calm Class", summary="Social skills for everyone")
    assert add(editor, "SEL, social skills").status_code == 302
    assert names(ask("SEL")) == ["Calm Class"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("alone", "Give at least two words or phrases"),
        ("a b c d e f g h i, short", "has more than 8 words"),
        ("--, ??", "Give at least two words or phrases"),
        ("tutors, Tutor", "These are forms of one word"),
    ],
)
def test_a_group_that_makes_no_sense_is_refused_with_what_is_accepted(editor, words, said):
    response = add(editor, words)
    assert said in response.content.decode()
    assert not SynonymGroup.objects.exists()


def test_nobody_else_comes_near_it(client):
    client.force_login(officer(Role.REVIEWER))
    response = client.get(reverse(SynonymGroup.snippet_viewset.get_url_name("list")))
    assert response.status_code in (302, 403)

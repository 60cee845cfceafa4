from datetime import timedelta

import pytest

from search import lexicon
from search.facts import Lapse, TierPeriod
from tests.factories import AT
from tests.factories.search import make_entry

pytestmark = pytest.mark.django_db

BEGUN, ENDED = AT - timedelta(days=30), AT + timedelta(days=5)


@pytest.fixture
def words():
    make_entry(periods=(TierPeriod("promising", BEGUN, ENDED),), lapses=(Lapse("expired", ENDED),))
    return lexicon.current()


def test_between_two_changes_one_instant_stands_for_all(words, django_assert_num_queries):
    assert words.standing_since(AT) == BEGUN
    with django_assert_num_queries(0):
        assert words.standing_since(ENDED - timedelta(microseconds=1)) == BEGUN
        assert words.standing_since(BEGUN) == BEGUN


def test_a_change_counts_from_its_instant_on(words):
    assert words.standing_since(ENDED) == ENDED
    assert words.standing_since(ENDED + timedelta(days=900)) == ENDED


def test_before_anything_began_an_instant_stands_for_itself(words):
    early = BEGUN - timedelta(days=1)
    assert words.standing_since(early) == early
    assert words.standing_since(early - timedelta(days=1)) == early - timedelta(days=1)

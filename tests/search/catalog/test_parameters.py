from datetime import UTC, datetime

import pytest
from django.http import QueryDict

from search.catalog.parameters import read_state

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 3, 1, tzinfo=UTC)


def test_an_address_is_read_and_written_back_the_same():
    address = "q=small+group&tier=promising&subject=reading&subject=writing&sort=-effect&view=table&page=3"
    state = read_state(QueryDict(address))
    assert state.address(page=3) == f"?{address}"
    assert read_state(QueryDict(state.address(page=3)[1:])) == state


def test_any_other_change_goes_back_to_the_first_page():
    assert "page" not in read_state(QueryDict("q=a&page=3")).address(words="b")


@pytest.mark.parametrize(
    "address",
    [
        "page=-3",
        "page=abc",
        "page=0",
        "page=",
        "sort=nothing",
        "sort=-",
        "sort=-best",
        "tier=purple",
        "view=hologram",
        "subject=",
        "q=%00",
        "q=   ",
        "nonsense=1",
    ],
)
def test_what_makes_no_sense_is_left_out(address):
    assert read_state(QueryDict(address)).address() == "?"


def test_a_deep_page_and_a_long_query_are_limited():
    state = read_state(QueryDict(f"page=99999999999999999999&q={'x' * 10_000}"))
    assert state.query(NOW).offset < 1_000_000
    assert len(state.words) == 400


def test_dropping_a_value_keeps_the_others():
    state = read_state(QueryDict("tier=promising&tier=effective&subject=reading"))
    assert state.without("tier", "promising") == "?tier=effective&subject=reading"
    assert state.without("subject", "reading") == "?tier=effective&tier=promising"

from hypothesis import given, settings
from hypothesis import strategies as st

from search.interest.figures import shown
from search.interest.kinds import OTHERS, PLACES, SIZES, district_kind, is_machine

KINDS = [f"district:{place}:{size}" for place in PLACES for size in SIZES] + list(OTHERS)


def test_kinds_of_districts_and_of_machines():
    assert district_kind(locale_code="43", enrollment=999) == "district:rural:under_1000"
    assert district_kind(locale_code="11", enrollment=25_000) == "district:city:from_25000"
    assert district_kind(locale_code="", enrollment=None) == "district:unplaced:unsized"
    assert is_machine("")
    assert is_machine("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")
    assert is_machine("curl/8.5.0")
    assert not is_machine("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36")


def test_large_numbers_are_shown_and_add_up():
    counts = {kind: 10 for kind in KINDS}
    figures = shown(counts)
    assert (figures["all"], figures["districts"], figures["rural"], figures["public"]) == (190, 160, 40, 10)


def test_under_five_is_hidden_and_so_is_what_would_give_it_away():
    figures = shown({"public": 40, "consortium": 3, "district:rural:under_1000": 30})
    assert figures["consortium"] is None
    assert figures["all"] == 73
    assert sum(figures[key] is None for key in ("districts", *OTHERS)) >= 2
    assert set(shown({"public": 4}).values()) == {None}


@settings(max_examples=8, deadline=None)
@given(st.dictionaries(st.sampled_from(KINDS), st.integers(0, 30), max_size=8))
def test_no_number_under_five_is_ever_shown_or_left_alone_among_shown_ones(counts):
    figures = shown(counts)
    assert all(number is None or number >= 5 for number in figures.values())
    for total, parts in (("all", ("districts", *OTHERS)), ("districts", tuple(PLACES)), ("districts", tuple(SIZES))):
        hidden = [key for key in (total, *parts) if figures[key] is None]
        assert len(hidden) != 1

"""The engine of public numbers: its rules one by one. The adversary is in test_adversary.py."""

from decimal import Decimal

import pytest

from marketplace.publishing.cells import (
    COMPLEMENT,
    END_CODED,
    N_LT_MIN,
    Count,
    Family,
    Moment,
    Share,
    end_code,
    whole_percent,
)
from marketplace.publishing.suppression import protect


def table(total, **parts):
    counts = [Count("all", total, rank=3), *(Count(key, value) for key, value in parts.items())]
    return protect(counts=counts, families=[Family("all", tuple(parts))], threshold=10)


def hidden(protection):
    return {key: shown.reason for key, shown in protection.counts.items() if shown.is_hidden}


def test_nothing_small_nothing_hidden():
    assert hidden(table(100, female=48, male=52)) == {}


def test_a_small_cell_takes_a_second_one_with_it():
    assert hidden(table(100, female=4, male=96)) == {"female": N_LT_MIN, "male": COMPLEMENT}


def test_ten_is_shown_and_nine_is_not():
    assert hidden(table(60, a=10, b=50)) == {}
    assert hidden(table(60, a=9, b=51)) == {"a": N_LT_MIN, "b": COMPLEMENT}


def test_zero_is_hidden_like_any_small_number():
    assert hidden(table(60, a=0, b=60)) == {"a": N_LT_MIN, "b": COMPLEMENT}


def test_two_small_cells_that_are_small_together_take_a_third():
    assert set(hidden(table(14, a=12, b=1, c=1))) == {"all", "a", "b", "c"}


def test_one_visible_cell_left_drops_the_breakdown():
    assert set(hidden(table(35, a=20, b=12, c=3))) == {"a", "b", "c"}


def test_a_large_group_gives_the_small_rest_away():
    assert hidden(table(100, disability=96)) == {"disability": COMPLEMENT}


def test_the_next_smallest_goes_and_the_largest_stays():
    assert set(hidden(table(200, a=100, b=60, c=35, d=5))) == {"c", "d"}


def test_every_axis_is_protected():
    counts = [Count("all", 120, rank=3)]
    grid = {("r1", "c1"): 3, ("r1", "c2"): 40, ("r2", "c1"): 37, ("r2", "c2"): 40}
    rows = {"r1": 43, "r2": 77}
    columns = {"c1": 40, "c2": 80}
    counts += [Count(f"{r}{c}", value) for (r, c), value in grid.items()]
    counts += [Count(key, value, rank=2) for key, value in {**rows, **columns}.items()]
    families = [Family("all", ("r1", "r2")), Family("all", ("c1", "c2"))]
    families += [Family(r, (f"{r}c1", f"{r}c2")) for r in rows]
    families += [Family(c, (f"r1{c}", f"r2{c}")) for c in columns]
    result = protect(counts=counts, families=families, threshold=10)
    assert {"r1c1", "r1c2", "r2c1", "r2c2"} <= set(hidden(result))


def test_the_policy_may_ask_for_more_but_never_for_less_than_five():
    counts = [Count("all", 14)]
    assert protect(counts=counts, threshold=16).counts["all"].reason == N_LT_MIN
    with pytest.raises(ValueError, match="never below 5"):
        protect(counts=counts, threshold=4)


def test_parts_beyond_their_total_are_refused():
    with pytest.raises(ValueError, match="5 more than the total"):
        table(10, a=8, b=7)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (1, 2000, ("at_most", 1)),
        (1999, 2000, ("at_least", 99)),
        (20, 2000, ("at_most", 1)),
        (21, 2000, None),
        (4, 300, ("at_most", 3)),
        (3, 60, ("at_most", 15)),
        (58, 60, ("at_least", 85)),
        (30, 60, None),
        (9, 20, ("at_most", 45)),
        (10, 20, None),
    ],
)
def test_ends_are_coded_by_size_and_wide_enough(part, whole, expected):
    assert end_code(part=part, whole=whole, threshold=10) == expected


def test_a_code_leaves_at_least_the_threshold_open_at_every_size():
    for whole in range(20, 1200):
        side, percent = end_code(part=0, whole=whole, threshold=10)
        assert side == "at_most"
        assert percent * whole // 100 >= 9


def test_percent_is_whole_and_rounds_half_up():
    assert whole_percent(part=1, whole=8) == 13
    assert whole_percent(part=1, whole=3) == 33


def share_of(part, whole, **kwargs):
    counts = [Count("n", whole, rank=3), Count("met", part, public=False)]
    return protect(counts=counts, shares=[Share("rate", "met", "n", **kwargs)], threshold=10).shares["rate"]


def test_a_percentage_in_the_middle_is_shown_whole():
    assert share_of(63, 100).value == 63


def test_all_passed_is_coded_as_none_passed_is():
    assert (share_of(100, 100).reason, share_of(100, 100).at_least) == (END_CODED, 91)
    assert (share_of(0, 100).reason, share_of(0, 100).at_most) == (END_CODED, 9)


def test_a_percentage_of_few_children_is_hidden():
    assert share_of(7, 14).reason == N_LT_MIN


def test_a_percentage_of_a_hidden_count_is_hidden_with_it():
    counts = [Count("all", 100, rank=3), Count("a", 95), Count("met", 50, public=False)]
    result = protect(counts=counts, families=[Family("all", ("a",))], shares=[Share("rate", "met", "a")], threshold=10)
    assert result.shares["rate"].reason == COMPLEMENT


def test_percentages_of_group_and_rest_do_not_give_the_small_count_away():
    counts = [
        Count("all", 200, rank=3),
        Count("rest", 170),
        Count("el", 30),
        Count("all met", 104, public=False),
        Count("rest met", 100, public=False),
        Count("el met", 4, public=False),
    ]
    families = [Family("all", ("rest", "el")), Family("all met", ("rest met", "el met"))]
    shares = [Share("all %", "all met", "all"), Share("rest %", "rest met", "rest"), Share("el %", "el met", "el")]
    result = protect(counts=counts, families=families, shares=shares, threshold=10)
    assert result.shares["el %"].reason == END_CODED
    assert result.shares["rest %"].reason == COMPLEMENT


def moment_of(n, mean="210", sd="14"):
    moments = [Moment("score", "n", Decimal(mean), Decimal(sd))]
    return protect(counts=[Count("n", n)], moments=moments, threshold=10).moments["score"]


def test_means_need_enough_children_and_a_spread():
    assert (moment_of(10).value, moment_of(10).sd) == (Decimal("210"), Decimal("14"))
    assert moment_of(9).reason == N_LT_MIN
    assert moment_of(40, sd="0").reason == COMPLEMENT
    assert moment_of(40, sd="1").reason == COMPLEMENT


def test_a_hidden_marker_is_never_zero_or_blank():
    shown = table(100, female=4, male=96).counts["female"]
    assert (shown.value, shown.reason) == (None, N_LT_MIN)

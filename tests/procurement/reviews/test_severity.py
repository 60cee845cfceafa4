"""How strict reviewers are, and that a sample can be drawn again."""

from decimal import Decimal

from procurement.reviews.sampling import sample_of
from procurement.reviews.severity import severity_of


def test_who_gives_a_point_less_than_the_others_is_a_point_below():
    rows = [(rater, item, value) for item in range(10) for rater, value in ((1, 2), (2, 3), (3, 3))]
    found = severity_of(rows)
    assert {rater: each.difference for rater, each in found.items()} == {
        1: Decimal("-1.00"), 2: Decimal("0.50"), 3: Decimal("0.50"),
    }  # fmt: skip
    assert found[1].words == "Scores 1.00 points lower than the others, on average."


def test_scores_beside_nobody_say_nothing():
    assert severity_of([(1, "alone", 4)]) == {}
    assert severity_of([(1, "a", 4), (2, "a", 4)])[1].words == "Too few scores beside others to say."


def test_the_same_seed_draws_the_same_sample_in_any_order():
    first = sample_of(range(100), count=10, seed="abc")
    assert first == sample_of(reversed(range(100)), count=10, seed="abc")
    assert first != sample_of(range(100), count=10, seed="abd")
    assert sample_of([3, 1], count=10, seed="abc") == [1, 3]

"""Agreement between raters, against Krippendorff's own worked example."""

from __future__ import annotations

from decimal import Decimal

import pytest

from procurement.reviews.agreement import agreement_of, closeness_words, needs_reason, spread_of
from procurement.reviews.models import Consensus

# Krippendorff 2011, four observers and twelve units: ordinal alpha is 0.815.
EXAMPLE = [
    (1, 1, None, 1), (2, 2, 3, 2), (3, 3, 3, 3), (3, 3, 3, 3), (2, 2, 2, 2), (1, 2, 3, 4),
    (4, 4, 4, 4), (1, 1, 2, 1), (2, 2, 2, 2), (None, 5, 5, 5), (None, None, 1, 1), (None, None, 3, None),
]  # fmt: skip


def test_ordinal_alpha_of_the_worked_example():
    found = agreement_of({str(unit): row for unit, row in enumerate(EXAMPLE)})
    assert found.alpha == pytest.approx(0.815, abs=5e-4)
    assert (found.rater_count, found.item_count) == (4, 11)
    assert found.words == "The 4 reviewers agree closely."


def test_all_agree():
    assert agreement_of({"a": [3, 3, 3], "b": [3, 3, 3]}).alpha == 1
    assert agreement_of({"a": [1, 1, 1], "b": [4, 4, 4]}).alpha == 1


def test_contrary_raters_are_below_chance():
    found = agreement_of({"a": [0, 4], "b": [4, 0]})
    assert found.alpha < 0
    assert "less than by chance" in found.words


def test_one_rater_says_nothing():
    assert agreement_of({"a": [3], "b": [None]}).alpha is None


def test_spread():
    spread = spread_of([3, 1, 4])
    assert (spread.values, spread.mean, spread.low, spread.high) == ((1, 3, 4), Decimal("2.67"), 1, 4)
    assert spread.shown == "1, 3, 4"


def test_what_does_not_apply_counts_for_nothing_and_is_said():
    spread = spread_of([None, 2, 4])
    assert (spread.mean, spread.shown, spread.range_words) == (Decimal("3.00"), "2, 4, not applicable", "2 to 4")
    assert (spread_of([None, None]).mean, spread_of([]).shown) == (None, "none")


@pytest.mark.parametrize(
    ("consensus", "values", "needed"),
    [(3, [2, 2, 2], False), (3, [2, 2, 1], True), (1, [2, 2, 2], False), (0, [1, 1, 2], True), (2, [2, 3, 1], False)],
)
def test_a_step_over_one_point_from_the_mean_needs_a_reason(consensus, values, needed):
    assert needs_reason(consensus=consensus, values=values, step_points=Decimal(1)) is needed


def test_scores_within_one_point_are_counted_by_criterion():
    near, apart, alone = spread_of([3, 3, 4]), spread_of([1, 3, None]), spread_of([2, None])
    assert closeness_words([near, apart, alone]) == (
        "On 1 of 2 criteria the scores are within one point of each other."
    )
    assert closeness_words([near, near]) == "On all 2 criteria the scores are within one point of each other."
    assert closeness_words([alone]) == ""


def test_what_to_do_about_it_is_said_until_the_panel_has_agreed():
    words = "The 3 reviewers agree in part; talk the differences through."
    assert Consensus(state="open", agreement_words=words).agreement_told == words
    assert Consensus(state="agreed", agreement_words=words).agreement_told == "The 3 reviewers agree in part."
    close = "The 3 reviewers agree closely."
    assert Consensus(state="agreed", agreement_words=close).agreement_told == close

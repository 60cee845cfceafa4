import pytest

from procurement.quotes.lanes import Bands, Lane, direct_steps, lane_for

BANDS = Bands(1_500_000, 25_000_000, 3)


@pytest.mark.parametrize(
    ("cents", "lanes"),
    [
        (1, (Lane.DIRECT,)),
        (1_500_000, (Lane.DIRECT,)),
        (1_500_001, (Lane.QUOTES, Lane.QUALIFICATIONS)),
        (25_000_000, (Lane.QUOTES, Lane.QUALIFICATIONS)),
        (25_000_001, (Lane.SEALED,)),
    ],
)
def test_the_band_of_the_total_decides(cents, lanes):
    assert lane_for(cents, BANDS).lanes == lanes


def test_the_reason_names_the_total_and_the_limit():
    assert lane_for(1_500_001, BANDS).reason == (
        "$15,000.01 is over $15,000.00: it asks for 3 written quotes or qualifications first."
    )


def test_nothing_has_no_lane():
    with pytest.raises(ValueError, match="more than nothing"):
        lane_for(0, BANDS)


def test_the_board_votes_only_where_the_policy_asks():
    with_vote = direct_steps(needs_board_vote=True, board_over_words="$100", signatory_words="Your signatory")
    without = direct_steps(needs_board_vote=False, board_over_words="$100", signatory_words="Your signatory")
    assert len(with_vote) == len(without) + 1
    assert any("board vote" in step.rule for step in with_vote)

from datetime import UTC, datetime, timedelta

from search.bitmaps import Period, Row, Snapshot

MONDAY = datetime(2027, 3, 1, 12, tzinfo=UTC)
WEEK = timedelta(days=7)


def row(number, *, name="", periods=None, subject=("reading",), effect=None, price=None):
    periods = (Period("promising", MONDAY - WEEK, None),) if periods is None else periods
    return Row(
        number=number,
        name=name or f"Model {number}",
        periods=periods,
        effect=effect,
        price=price,
        filed=tuple(f"subject:{one}" for one in subject),
    )


def snapshot(*rows):
    return Snapshot(0, "").with_rows(edition=1, stamp="a", changed=rows)


def test_a_tier_starts_at_its_first_instant_and_ends_before_its_last():
    one = snapshot(row(1, periods=(Period("promising", MONDAY, MONDAY + WEEK),)))
    assert 1 not in one.stretch(MONDAY - timedelta(microseconds=1)).in_force
    assert 1 in one.stretch(MONDAY).in_force
    assert 1 in one.stretch(MONDAY + WEEK - timedelta(microseconds=1)).in_force
    assert 1 not in one.stretch(MONDAY + WEEK).in_force


def test_the_tier_facet_follows_the_clock_from_one_period_to_the_next():
    one = snapshot(
        row(
            1,
            periods=(
                Period("promising", MONDAY, MONDAY + WEEK),
                Period("effective", MONDAY + WEEK, None),
            ),
        )
    )
    assert 1 in one.stretch(MONDAY).tiers["promising"]
    assert 1 not in one.stretch(MONDAY + WEEK).tiers["promising"]
    assert 1 in one.stretch(MONDAY + WEEK).tiers["effective"]


def test_between_two_boundaries_the_same_bitmaps_are_used():
    one = snapshot(row(1, periods=(Period("promising", MONDAY, MONDAY + WEEK),)))
    assert one.stretch(MONDAY) is one.stretch(MONDAY + timedelta(days=3))


def test_a_changed_row_leaves_its_old_values_and_the_old_snapshot_stays():
    old = snapshot(row(1), row(2))
    new = old.with_rows(edition=2, stamp="b", changed=[row(1, subject=("mathematics",))], gone=[2])
    assert set(old.values["subject"]["reading"]) == {1, 2}
    assert set(new.values["subject"]["reading"]) == set()
    assert set(new.values["subject"]["mathematics"]) == {1}
    assert 2 not in new.stretch(MONDAY).in_force


def test_without_words_the_strongest_tier_comes_first_then_the_name():
    one = snapshot(
        row(1, name="beta"),
        row(2, name="Alpha"),
        row(3, name="zeta", periods=(Period("effective", MONDAY, None),)),
    )
    assert one.ordered("best", False, MONDAY) == [3, 2, 1]


def test_entries_without_a_value_come_last_in_both_directions():
    one = snapshot(row(1, effect=None), row(2, effect=0.1), row(3, effect=0.4))
    assert one.ordered("effect", False, MONDAY) == [2, 3, 1]
    assert one.ordered("effect", True, MONDAY) == [3, 2, 1]


def test_numbers_that_are_gone_twice_do_no_harm():
    assert snapshot(row(1)).with_rows(edition=2, stamp="b", changed=[], gone=[7, 1, 1]).rows == {}

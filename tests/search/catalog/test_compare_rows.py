"""Models side by side, without a database: what differs, what stands apart, what the address holds."""

import pytest

from search.catalog.compare_plot import Effect, drawings, outcomes_of
from search.catalog.compare_rows import Line, Sheet, Topic, Value, row_of, side_by_side
from search.catalog.compare_state import CompareState, read_asked, read_differences, shown_slug


def sheets(*words):
    return [Sheet(f"M{place}", {"staff": Value(each)}) for place, each in enumerate(words)]


@pytest.mark.parametrize(
    ("words", "differs", "odd"),
    [
        (("An aide", "an  AIDE"), False, []),
        (("An aide", "A teacher"), True, []),
        (("An aide", "An aide", "A teacher"), True, [2]),
        (("An aide", "A teacher", "An aide", "An aide"), True, [1]),
        (("An aide", "A teacher", "A coach"), True, []),
        (("An aide", "", ""), True, []),
        (("An aide", "An aide", ""), True, []),
        (("", "", ""), False, []),
        (("An aide",), False, []),
    ],
)
def test_a_row_says_whether_it_differs_and_who_stands_apart(words, differs, odd):
    row = row_of(Line("staff", "Staff"), sheets(*words))
    assert row.differs == differs
    assert [place for place, cell in enumerate(row.cells) if cell.is_odd] == odd


def test_what_nobody_has_on_record_is_named_once_and_what_agrees_can_be_left_out():
    topic = Topic("needs", "Needs", (Line("staff", "Staff"), Line("space", "Space"), Line("price", "Price")))
    two = [
        Sheet("A", {"staff": Value("An aide"), "price": Value("$5")}),
        Sheet("B", {"staff": Value("An aide"), "price": Value("$6", note="a student")}),
    ]
    whole = side_by_side([topic], two)
    assert ([row.line.key for row in whole.groups[0].rows], whole.groups[0].unknown) == (["staff", "price"], ("Space",))
    few = side_by_side([topic], two, only_differing=True)
    assert ([row.line.key for row in few.groups[0].rows], few.groups[0].unknown) == (["price"], ())
    assert (few.shared, few.differing) == (whole.shared, whole.differing) == (2, 1)
    assert side_by_side([topic], two[:1] * 2, only_differing=True).groups == ()


def test_an_address_is_read_leniently_and_written_shortest():
    asked = read_asked(["harbor", "/models/lanternfield/trails/", "HARBOR", "", "\x00", *(["junk"] * 60)])
    assert (asked.slugs, asked.repeated, asked.unread) == (("harbor", "trails", "junk"), 45, 15)
    state = CompareState(("a", "b", "c"), read_differences("1"), "words")
    assert state.address(words="") == "?model=a&model=b&model=c&differences=1"
    assert state.moved("a", -1) == state.moved("c", 1) == ""
    assert state.moved("a", 1).startswith("?model=b&model=a&model=c&")
    assert state.without("b").startswith("?model=a&model=c&")
    assert state.including("d") == "?model=a&model=b&model=c&model=d&differences=1"
    assert read_differences("<script>") == ""
    assert len(shown_slug("x" * 500)) < 70


def test_effects_stand_on_one_scale_with_every_number_in_the_description():
    near, far = Effect(0.2, 0.1, 0.3, 2, 100), Effect(0.9, -3.0, 4.8, 1, 20)
    outcomes = outcomes_of(
        {"math": "Math", "reading": "Reading <b>"}, [{"reading": near, "math": near}, {"reading": far}]
    )
    assert [(one.title, one.measured) for one in outcomes] == [("Reading <b>", 2), ("Math", 1)]
    drawn = drawings("cmp", "Effects", ["A & B", "C"], outcomes)
    wide, narrow = drawn.split("</svg>")[:2]
    for each, across in ((wide, 900), (narrow, 286)):
        assert "Math: A &amp; B 0.20 (0.10 to 0.30), C not measured." in each
        assert "<b>" not in each
        assert f'x2="{across}' in each, "what passes the scale is drawn to its edge"
    assert wide.count("mk") == 2
    assert wide.count("open") == 1

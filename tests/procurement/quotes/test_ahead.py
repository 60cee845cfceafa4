"""What ordering directly means if a district starts today."""

from datetime import date

from procurement.quotes.ahead import ListPrice, Terms, dated_steps, estimate, other_ways, reach_words, usual_students
from procurement.quotes.lanes import Bands

BANDS = Bands(1_500_000, 25_000_000, 3)
TERMS = Terms(
    bands=BANDS, board_vote_over_cents=100_00, standstill_business_days=8, notice_max_months=12,
    term_months=24, students_max=None, approved_until=date(2028, 1, 18),
)  # fmt: skip
BY_STUDENT = ListPrice("per_student", 240_00)


def test_each_step_says_its_day_where_it_has_one():
    when = {f"{step.who} {step.what}": step.when for step in dated_steps(TERMS, today=date(2026, 11, 30))}
    assert when["You describe the need and issue the request"] == "today, 30 November 2026, about 15 minutes"
    assert when["The provider accepts your terms or proposes others"].startswith("no fixed clock")
    assert when["Your signatory signs for the district"] == "by 5 pm on the day before the pilot starts"
    assert when["The pilot starts"] == "from 1 December 2026, at the latest 18 January 2028"
    assert when["The pilot ends"].startswith("at most 24 months after it starts: by 1 December 2028")


def test_the_limit_is_said_in_students_where_the_price_is_by_student():
    assert reach_words(BY_STUDENT, BANDS) == "At $240 a student, $15,000 pays for 62 students."
    assert reach_words(ListPrice("per_student", 16_000_00), BANDS).startswith("One student costs $16,000")
    assert reach_words(ListPrice("per_pilot", 16_000_00), BANDS).startswith("$16,000.00 is over $15,000.00")
    for unknown in (ListPrice("per_student", None), ListPrice("per_school", 100_00), ListPrice("", 0)):
        assert reach_words(unknown, BANDS) == ""
        assert estimate(50, unknown, BANDS) is None


def test_a_scope_above_the_limit_says_what_the_policy_asks_for():
    within, over = estimate(62, BY_STUDENT, BANDS), estimate(63, BY_STUDENT, BANDS)
    assert (within.total_cents, within.is_direct) == (14_880_00, True)
    assert (over.total_cents, over.is_direct) == (15_120_00, False)
    assert "3 written quotes or qualifications first" in over.words
    assert "does not run that way of buying yet" in over.words
    assert "yet" not in within.words


def test_the_usual_size_is_the_middle_of_what_there_was():
    assert usual_students([]) is None
    assert usual_students([62, 40, 52, 60]) == 52


def test_above_the_limit_the_policy_names_each_way_with_its_waiting_period():
    (quotes, asked), (sealed, waiting) = other_ways(TERMS)
    assert (quotes, sealed) == ("Over $15,000", "Over $250,000")
    assert asked.startswith("3 written quotes")
    assert "8 business days" in waiting

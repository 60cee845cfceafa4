"""How a document stands by the calendar of a pilot."""

from datetime import date

from procurement.exhibits.display import standing_in

TODAY = date(2027, 3, 1)


def test_that_it_ends_before_the_pilot_does_is_said():
    assert standing_in(date(2027, 11, 1), ends_on="2028-05-31", today=TODAY) == (
        "soon",
        "Good until 1 November 2027; the pilot runs longer",
    )
    assert standing_in(date(2029, 1, 1), ends_on="2028-05-31", today=TODAY)[0] == "done"
    assert standing_in(None, ends_on="2028-05-31", today=TODAY) == ("done", "Does not expire")
    assert standing_in(date(2027, 2, 1), ends_on="2028-05-31", today=TODAY) == ("late", "Expired on 1 February 2027")

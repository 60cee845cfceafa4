"""On which days the end of a document is said."""

from datetime import date, timedelta

import pytest

from marketplace.locker.expiry import is_expired, standing, warning_due

END = date(2027, 6, 30)


@pytest.mark.parametrize(
    ("days_left", "step"),
    [(61, None), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (1, 7), (0, 7), (-1, 0), (-400, 0)],
)
def test_each_step_is_reached_on_its_day(days_left, step):
    assert warning_due(END, today=END - timedelta(days=days_left)) == step


def test_what_does_not_end_is_never_warned_of():
    assert warning_due(None, today=END) is None
    assert standing(None, today=END) == ("done", "Does not expire")
    assert not is_expired(None, today=END)


@pytest.mark.parametrize(
    ("days_left", "said"),
    [
        (61, ("done", "Good until 30 June 2027")),
        (60, ("soon", "Expires in 60 days")),
        (1, ("soon", "Expires in 1 day")),
        (0, ("soon", "Expires today")),
        (-1, ("late", "Expired on 30 June 2027")),
    ],
)
def test_where_it_stands_is_said_in_words(days_left, said):
    assert standing(END, today=END - timedelta(days=days_left)) == said


def test_it_holds_to_the_end_of_its_last_day():
    assert not is_expired(END, today=END)
    assert is_expired(END, today=END + timedelta(days=1))

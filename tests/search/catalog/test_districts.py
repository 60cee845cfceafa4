import pytest

from search.catalog.districts import Known, alike_in, comparable, miles_between

HARRISBURG = Known(latitude=40.2732, longitude=-76.8867)
PITTSBURGH = Known(latitude=40.4406, longitude=-79.9959)
MINE = Known(locale_code="41", enrollment=2_000, english_learners=100)


def test_miles_are_as_the_crow_flies_and_unknown_without_a_place():
    assert miles_between(HARRISBURG, PITTSBURGH) == pytest.approx(164, abs=1)
    assert miles_between(HARRISBURG, HARRISBURG) == 0
    assert miles_between(HARRISBURG, Known(latitude=40.0)) is None


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (Known(locale_code="43", enrollment=1_000, english_learners=100), {"size", "locale", "english"}),
        (Known(locale_code="32", enrollment=4_000, english_learners=401), {"size"}),
        (Known(locale_code="42", enrollment=4_001, english_learners=0), {"locale", "english"}),
        (Known(), set()),
        (Known(enrollment=0, english_learners=0), set()),
    ],
)
def test_what_is_on_record_of_both_is_compared_within_its_bounds(other, found):
    assert alike_in(MINE, other) == found


def test_what_the_directory_lacks_is_not_compared():
    assert comparable(MINE) == ("size", "locale", "english")
    assert comparable(Known(enrollment=10)) == ("size",)

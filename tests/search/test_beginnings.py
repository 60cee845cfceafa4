import pytest

from search.beginnings import Beginnings

NAMES = {
    1: "Harbor Readers",
    2: "Reading Recovery",
    3: "Lectura en Español",
    4: "Fraction Studio: Reader’s Edition",
    7: "reading aloud",
}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("re", [7, 2, 4, 1]),
        ("rec", [2]),
        ("reading rec", [2]),
        ("rec read", [2]),
        ("ESPAN", [3]),
        ("readers", [1]),
        ("raeding", [7, 2]),
        ("fractoin stu", [4]),
        ("resd", []),
        ("zzz", []),
        ("", []),
        ("  %_*\x00 ", []),
        ("<script>alert(1)</script>", []),
        ("re" * 10_000, []),
    ],
)
def test_every_word_typed_begins_a_word_and_the_names_that_begin_so_come_first(typed, found):
    assert [one.number for one in Beginnings(NAMES).find(typed, 9)] == found


def test_it_gives_no_more_than_asked_for_and_leaves_out_what_it_is_told_to():
    assert [one.number for one in Beginnings(NAMES).find("re", 2)] == [7, 2]
    assert [one.number for one in Beginnings(NAMES).find("re", 2, without={7, 99})] == [2, 4]
    assert Beginnings({}).find("re", 2) == []

"""What has changed since a list was frozen, in words."""

from datetime import date

import pytest

from search.shortlists.changes import GONE, changes_between

THEN = {
    "standing": "in_force", "tier_name": "Promising", "name": "Harbor Readers", "provider": "Lanternfield Learning",
    "version": 2, "price": "$180 a student", "evidence": "g 0.20, 1 study", "decision": "DET-7F3K-2M",
    "approved_to": "2028-06-30",
}  # fmt: skip
NOW = {**THEN, "approved_to": date(2028, 6, 30)}


def test_nothing_is_said_where_all_is_as_it_was():
    assert changes_between(THEN, NOW) == ()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"standing": "suspended"}, "Suspended now. It was: approved."),
        ({"tier_name": "Effective"}, "Its tier is “Effective” now. It was “Promising”."),
        ({"name": "Harbor"}, "It is called “Harbor” now. It was “Harbor Readers”."),
        ({"version": 3}, "Version 3 stands now. Version 2 was frozen."),
        ({"price": ""}, "Its price is “none on record” now. It was “$180 a student”."),
        ({"evidence": "g 0.31, 2 studies"}, "Its evidence reads “g 0.31, 2 studies” now. It read “g 0.20, 1 study”."),
        ({"decision": "DET-AAAA-22"}, "Decision DET-AAAA-22 stands now. It was DET-7F3K-2M."),
        ({"approved_to": date(2029, 1, 1)}, "It is approved to 1 January 2029 now. It was to 30 June 2028."),
    ],
)
def test_each_change_is_a_sentence(changed, words):
    assert changes_between(THEN, {**NOW, **changed}) == (words,)


def test_a_model_that_is_gone_says_only_that():
    assert changes_between(THEN, {"standing": GONE, "name": "Harbor"}) == ("It is not in the catalogue any more.",)

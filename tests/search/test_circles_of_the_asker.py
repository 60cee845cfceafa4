"""Facets that the asker brings: sets of entries that every engine filters and counts like its own facets."""

import pytest

from tests.factories.search import make_entry
from tests.search.asking import ask, counts, names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_engine")]


def test_any_value_of_one_will_do_and_across_facets_all_must_be_met():
    one, two, three = (make_entry(name, subjects=("reading",)) for name in ("One", "Two", "Three"))
    circles = {
        "near": {"25": frozenset({one.number}), "50": frozenset({one.number, two.number}), "100": frozenset()},
        "alike": {"size": frozenset({two.number, three.number, 9_999})},
    }
    both = ask(circles=circles, chosen={"near": ("25", "50"), "alike": ("size",), "subject": ("reading",)})
    assert names(both) == ["Two"]
    assert (counts(both, "near"), counts(both, "alike")) == ({"25": 0, "50": 1, "100": 0}, {"size": 1})
    assert counts(both, "subject")["reading"] == 1
    lone = ask(circles=circles, chosen={"near": ("100",)})
    assert (lone.total, counts(lone, "near")) == (0, {"25": 1, "50": 2, "100": 0})
    assert [(one.drop, one.total) for one in lone.relaxations] == [("near", 3)]
    assert ask(chosen={"near": ("25",)}).total == 3

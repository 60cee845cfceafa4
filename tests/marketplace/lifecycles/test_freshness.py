"""Marks of what a form was opened on, held against what stands now."""

import pytest

from marketplace.lifecycles.errors import Stale
from marketplace.lifecycles.freshness import marks_of, require_fresh

OPENED = {"The title": "Reading", "The schools": ["Cole Elementary"], "The reason": "x" * 500}


def test_what_nobody_changed_passes():
    require_fresh(seen=marks_of(OPENED), now=OPENED)


@pytest.mark.parametrize("seen", [None, "", "{", "[1]", "7", '{"Another": "mark"}'])
def test_without_marks_nothing_is_asked(seen):
    require_fresh(seen=seen, now=OPENED)


def test_each_change_is_named_with_how_it_stands():
    now = {**OPENED, "The schools": ["Cole Elementary", "Dunn Elementary"], "The reason": "y" * 500}
    with pytest.raises(Stale) as refusal:
        require_fresh(seen=marks_of(OPENED), now=now)
    words = str(refusal.value)
    assert "The schools: now “Cole Elementary, Dunn Elementary”" in words
    assert "The reason: changed" in words
    assert "The title" not in words

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.negotiations.redline import Fate, Op, Passage, compare, compare_words

WORDS = st.text("ab,. \n$", max_size=30) | st.lists(
    st.sampled_from(["the", "Provider", "tells", "72", "48", "hours,", "day.", "(by", "phone)", "\n\n", "$2,000,000"]),
    max_size=25,
).map(" ".join)
TEXTS = st.lists(st.builds(Passage, st.sampled_from("abcdefgh"), WORDS, WORDS), max_size=8, unique_by=lambda p: p.key)


def edited(rng, passages):
    """One random edit: change, move, add or remove a passage."""
    passages = list(passages)
    act = rng.choice(["change", "move", "add", "remove"])
    if act == "add" or not passages:
        fresh = f"new{rng.random()}"
        passages.insert(rng.randint(0, len(passages)), Passage(fresh, "Added", "Some new words."))
    elif act == "remove":
        passages.pop(rng.randrange(len(passages)))
    elif act == "move":
        passages.insert(rng.randrange(len(passages)), passages.pop(rng.randrange(len(passages))))
    else:
        place = rng.randrange(len(passages))
        words = passages[place].text.split(" ")
        words.insert(rng.randint(0, len(words)), rng.choice(["not", "48", "days.", "and\nthen"]))
        if len(words) > 3 and rng.random() < 0.5:
            words.pop(rng.randrange(len(words)))
        passages[place] = Passage(passages[place].key, passages[place].title, " ".join(words))
    return passages


@given(WORDS, WORDS)
def test_words_accepted_are_the_new_and_rejected_the_old(old, new):
    pieces = compare_words(old, new)
    assert "".join(p.text for p in pieces if p.op is not Op.REMOVED) == new
    assert "".join(p.text for p in pieces if p.op is not Op.ADDED) == old
    assert all(p.text for p in pieces)


@given(TEXTS, TEXTS)
def test_any_two_texts_come_back_exactly(old, new):
    redline = compare(old, new)
    assert list(redline.accepted()) == new
    assert list(redline.rejected()) == old


@given(TEXTS, st.integers(0, 10**6), st.integers(1, 12))
def test_random_edit_sequences_come_back_exactly(start, seed, edits):
    rng, now = random.Random(seed), list(start)
    for _ in range(edits):
        now = edited(rng, now)
    redline = compare(start, now)
    assert list(redline.accepted()) == now
    assert list(redline.rejected()) == list(start)


@given(st.permutations("abcdefg"))
def test_a_reordering_is_only_moves(order):
    old = [Passage(key, key, f"words of {key}") for key in "abcdefg"]
    redline = compare(old, [Passage(key, key, f"words of {key}") for key in order])
    assert {change.fate for change in redline.passages} == {Fate.UNCHANGED}
    moved = {change.key for change in redline.passages if change.moved}
    left = [key for key in order if key not in moved]
    assert left == sorted(left)
    assert bool(moved) == (list(order) != sorted(order))


def test_one_clause_taken_to_the_end_is_one_move():
    old = [Passage(key, key, key) for key in "abcd"]
    redline = compare(old, [old[1], old[2], old[3], old[0]])
    assert [(c.key, c.moved) for c in redline.passages] == [("b", False), ("c", False), ("d", False), ("a", True)]


def test_whole_amounts_are_replaced_and_punctuation_stays():
    pieces = compare_words("at least $2,000,000, always.", "at least $1,000,000, always.")
    assert [(p.op, p.text) for p in pieces] == [
        (Op.KEPT, "at least "),
        (Op.REMOVED, "$2,000,000"),
        (Op.ADDED, "$1,000,000"),
        (Op.KEPT, ", always."),
    ]


def test_a_removed_clause_stands_where_it_was():
    old = [Passage(key, key, key) for key in "abc"]
    redline = compare(old, [old[0], old[2]])
    assert [(c.key, c.fate) for c in redline.passages] == [
        ("a", Fate.UNCHANGED),
        ("b", Fate.REMOVED),
        ("c", Fate.UNCHANGED),
    ]


def test_one_key_twice_is_refused():
    with pytest.raises(ValueError, match="'a'"):
        compare([Passage("a", "", ""), Passage("a", "", "")], [])

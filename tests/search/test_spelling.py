from hypothesis import given
from hypothesis import strategies as st

from search.spelling import Vocabulary, edits, slips_between

VOCABULARY = Vocabulary().with_counts({"fractions": 3, "friction": 1, "tutoring": 4, "lexia": 1, "read": 9})


def test_edits_are_one_letter_less_more_other_or_two_exchanged():
    assert {"ct", "caat", "cut", "act"} <= edits("cat")
    assert "cat" not in edits("cat")
    assert "dog" not in edits("cat")


def test_the_most_used_word_comes_first():
    both = Vocabulary().with_counts({"reading": 3, "leading": 8})
    assert both.one_edit_from("zeading") == ("leading", "reading")


def test_words_under_five_letters_are_taken_as_they_are():
    assert VOCABULARY.one_edit_from("raed") == ()
    assert VOCABULARY.one_edit_from("lexla") == ("lexia",)


def test_near_is_only_a_guess():
    assert VOCABULARY.near("fracshuns") == "fractions"
    assert VOCABULARY.near("zeppelin") == ""


def test_a_guess_is_a_slip_for_every_three_letters_away_at_most():
    """Not just any word that shares some letters."""
    vocabulary = Vocabulary().with_counts({"ies": 40, "prentice": 1, "counts": 2, "harbor": 1, "mathematics": 30})
    assert [vocabulary.near(word) for word in ("ingles", "prevention", "computers")] == ["", "", ""]
    assert vocabulary.near("hrabro") == "harbor"
    assert vocabulary.near("matematicas") == "mathematics"


def test_a_rare_word_may_be_a_slip_for_a_usual_one():
    """As in a program that calls itself Alegbra."""
    vocabulary = Vocabulary().with_counts({"alegbra": 1, "algebra": 30, "sound": 1, "found": 40})
    assert vocabulary.likelier("alegbra") == "algebra"
    assert vocabulary.likelier("sound") == vocabulary.likelier("algebra") == vocabulary.likelier("zeppelin") == ""


def test_slips_are_counted_with_neighbors_exchanged_as_one():
    pairs = (("cat", "cat", 0), ("cat", "act", 1), ("cat", "cut", 1), ("cat", "cats", 1), ("fracshuns", "fractions", 3))
    assert [slips_between(one, other) for one, other, _ in pairs] == [slips for _, _, slips in pairs]


def test_a_word_is_gone_when_nobody_uses_it():
    less = VOCABULARY.with_counts({"lexia": 0})
    assert not less.knows("lexia")
    assert VOCABULARY.knows("lexia")
    assert less.with_counts({"lexia": 2}).knows("lexia")


def test_a_stem_is_known_as_long_as_one_word_has_it():
    two = Vocabulary().with_counts({"tutor": 1, "tutoring": 1})
    assert two.with_counts({"tutor": 0}).knows("tutors")
    assert not two.with_counts({"tutor": 0, "tutoring": 0}).knows("tutors")


@given(st.text("abcde", min_size=5, max_size=8), st.data())
def test_every_single_slip_is_forgiven(word, data):
    slip = data.draw(st.sampled_from(sorted(edits(word))))
    if len(slip) >= 5:
        assert word in Vocabulary().with_counts({word: 1}).one_edit_from(slip)

import pytest

from search.words import LONGEST_WORD, is_weak, name_key, words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Small-group reading, grade 2", ["small", "group", "reading", "grade", "2"]),
        ("teachers’ aide, don’t, Education's", ["teachers", "aide", "dont", "education"]),
        ("lectura en español, café", ["lectura", "en", "espanol", "cafe"]),
        ("<script>alert(1)</script>", ["script", "alert", "1", "script"]),
        ("!!! ??? ---", []),
        ("", []),
    ],
)
def test_words_in(text, words):
    assert words_in(text) == words


def test_a_word_is_read_up_to_a_length():
    assert [len(word) for word in words_in("x" * 10_000)] == [LONGEST_WORD]


def test_a_name_as_one_word_leaves_out_its_initials_and_empty_words():
    assert name_key("Success for All") == name_key("success all (SFA)") == "namesuccessall"


def test_words_that_say_little_are_known_in_every_form():
    assert is_weak("programs")
    assert is_weak("Programs".lower())
    assert not is_weak("fractions")

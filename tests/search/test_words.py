import pytest

from search.words import LONGEST_WORD, MOST_WORDS_MATCHED, words_of


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("small-group reading tutoring, grade 2", ("small", "group", "reading", "tutoring", "grade", "2")),
        ("the of and", ()),
        ('"unbalanced AND (reading OR', ("unbalanced", "reading")),
        ("NEAR(a b) * ^x:y", ("b", "x", "y")),
        ("teachers’ aide", ("teachers", "aide")),
        ("don’t", ("don't",)),
        ("Reading reading READING", ("reading",)),
        ("lectura en español", ("lectura", "en", "español")),
        ("<script>alert(1)</script>", ("script", "alert", "1")),
        ("!!! ??? ---", ()),
        ("", ()),
    ],
)
def test_words_of(typed, words):
    assert words_of(typed) == words


def test_a_very_long_query_is_read_only_in_part():
    many = words_of(" ".join(f"word{number}" for number in range(5_000)))
    assert len(many) == MOST_WORDS_MATCHED
    assert [len(word) for word in words_of("x" * 10_000)] == [LONGEST_WORD]

import pytest

from search.language import read_question
from search.saved.asking import doubtful_terms, held_by, holds_all, settled
from search.spelling import Vocabulary
from search.stemming import stem
from search.synonyms import index_of
from search.words import stems_in

WORDS = "small group reading tutoring special education for rural readers teacher"
VOCABULARY = Vocabulary().with_counts(dict.fromkeys(WORDS.split(), 1))
SYNONYMS = index_of(["SPED, special education"])


def holds(question, text, *, held=None):
    asked = read_question(question, vocabulary=VOCABULARY, synonyms=SYNONYMS)
    held = doubtful_terms(asked) if held is None else held
    return holds_all(settled(asked, held), held_by([stems_in(part) for part in text.split("|")]))


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("reading tutoring", "Tutoring that reads|reading", True),
        ("reading tutoring", "Reading", False),
        ("tutring", "Tutoring", True),
        ('"small group"', "A small group", True),
        ('"small group"', "A small|group", False),
        ("reading -rural", "Reading in rural places", False),
        ("-rural", "Reading", True),
        ("sped", "For special education", True),
        ("teacher reading", "Reading", True),
        ("reading zzzz", "Reading", True),
        ("zzzz", "Reading", False),
        ("", "Reading", True),
    ],
)
def test_a_text_holds_every_word_that_counts_as_the_engines_read_them(question, text, expected):
    assert holds(question, text) is expected


def test_words_side_by_side_that_no_model_has_give_way_to_the_words_one_by_one():
    phrase = tuple(map(stem, ("special", "education")))
    assert not holds("special education", "education that is special", held={phrase})
    assert holds("special education", "education that is special", held=set())

import sqlite3

import pytest

from search.stemming import stem
from tests.search.relevance.measures import QUESTIONS


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("tutoring", "tutor"), ("tutors", "tutor"), ("reading", "read"), ("caresses", "caress"), ("ponies", "poni"),
        ("agreed", "agre"), ("hopping", "hop"), ("hoping", "hope"), ("relational", "relat"), ("adoption", "adopt"),
        ("studies", "studi"), ("study", "studi"), ("probate", "probat"), ("controlling", "control"), ("of", "of"),
        ("grade3", "grade3"), ("español", "español"),
    ],
)  # fmt: skip
def test_stem(word, root):
    assert stem(word) == root


def test_it_agrees_with_the_stemmer_that_sqlite_carries():
    """Over every word of the relevance set."""
    words = sorted({word for word in _letters(QUESTIONS.read_text(encoding="utf-8")).split() if 3 < len(word) < 20})
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE text USING fts5(word, tokenize = 'porter ascii')")
    connection.executemany("INSERT INTO text (rowid, word) VALUES (?, ?)", list(enumerate(words)))
    connection.execute("CREATE VIRTUAL TABLE terms USING fts5vocab(text, instance)")
    theirs = dict(connection.execute("SELECT doc, term FROM terms"))
    assert {words[place]: root for place, root in theirs.items()} == {word: stem(word) for word in words}


def _letters(text):
    return "".join(each if each.isascii() and each.isalpha() else " " for each in text.lower())

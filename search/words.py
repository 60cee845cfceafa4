"""PURE: text as words that every engine can match, and which words say little."""

import re
import unicodedata
from functools import lru_cache

from search.stemming import stem

MOST_CHARACTERS_READ = 400
MOST_WORDS_READ = 16
LONGEST_WORD = 40
LONGEST_KEY = 200

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_EMPTY_WORDS_LISTED = (
    "a an and are as at be by do for from has have how i in is it its me my near not of on or our so some that the "
    "their them they this to us use want we what which who with you your"
)
EMPTY_WORDS = frozenset(_EMPTY_WORDS_LISTED.split())
_WEAK_WORDS_LISTED = (
    "activity approach based behind best child children class classes classroom curriculum effective evidence find "
    "good help improve instruction intervention kid learning lesson looking material model need program programme "
    "proven school service strategy strong struggling student studied study support teach teacher work"
)
WEAK_WORDS = frozenset(_WEAK_WORDS_LISTED.split())
_WEAK_STEMS = frozenset(stem(word) for word in WEAK_WORDS)


def words_in(text: str) -> list[str]:
    """The words of a text in order, in lower case, without accents, apostrophes or a possessive s."""
    return [word for word, _, _ in spans_in(text)]


def spans_in(text: str) -> list[tuple[str, int, int]]:
    """The same words, each with where it begins and ends in the text."""
    found = ((_plain(match.group()), match.start(), match.end()) for match in _WORD.finditer(text))
    return [span for span in found if span[0]]


def stems_in(text: str) -> list[str]:
    """The stems of a text's words in order."""
    return [stem(word) for word in words_in(text)]


def is_empty(word: str) -> bool:
    """Whether a word has no meaning of its own."""
    return word in EMPTY_WORDS


def is_weak(word: str) -> bool:
    """Whether a word is true of so many models that it says little about any."""
    return stem(word) in _WEAK_STEMS


def name_key(name: str) -> str:
    """A name as one word that no text holds: the stems of its words but the empty ones, without what is in brackets."""
    words = words_in(re.sub(r"\([^)]*\)", " ", name))
    stems = "".join(stem(word) for word in words if not is_empty(word))
    return f"name{stems}"[:LONGEST_KEY] if stems else ""


@lru_cache(maxsize=100_000)
def _plain(word: str) -> str:
    if not word.isascii():
        parts = unicodedata.normalize("NFKD", word)
        word = "".join(each for each in parts if each.isalnum() or each in "'’")
    start, mark, end = word.lower().replace("’", "'").partition("'")
    return (start if mark and end == "s" else start + end)[:LONGEST_WORD]

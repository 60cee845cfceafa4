"""PURE: what a person typed, as words that every engine can match."""

import re

MOST_CHARACTERS_READ = 400
MOST_WORDS_MATCHED = 16
LONGEST_WORD = 40

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?", re.UNICODE)
_EMPTY_WORDS_LISTED = (
    "a an and are as at be by do for from has have how i in is it its me my near not of on or our so some that the "
    "their them they this to us use want we what which who with you your"
)
_EMPTY_WORDS = frozenset(_EMPTY_WORDS_LISTED.split())


def words_of(text: str) -> tuple[str, ...]:
    """The words to match, lower case, each once, in order; words without meaning of their own are left out.

    Only the first 400 characters and 16 words are read: more never finds a model that these do not.
    """
    found = (word.lower().replace("’", "'") for word in _WORD.findall(text[:MOST_CHARACTERS_READ]))
    meaningful = dict.fromkeys(word[:LONGEST_WORD] for word in found if word not in _EMPTY_WORDS)
    return tuple(meaningful)[:MOST_WORDS_MATCHED]

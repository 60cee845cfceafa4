"""Text that was decoded wrongly on its way, once or several times, made right again."""

import re
import unicodedata

import ftfy

MARKS = "®™©"
_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"[a-z]+")
_SHORT_FORM = re.compile(r"\(([a-zA-Z]{2,8})\)")


def repaired(text: str) -> str:
    """The text as its authors wrote it, in one line: wrong decodings undone, control characters and odd blanks out."""
    fixed = ftfy.fix_text(text, uncurl_quotes=False)
    fixed = "".join(" " if unicodedata.category(sign) in ("Cc", "Cf") else sign for sign in fixed)
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", fixed)).strip()


def measure_name(text: str) -> str:
    """A measure's name with a capital at its start and its abbreviations in capitals, from a file in small letters."""

    def raised(match: re.Match[str]) -> str:
        initials = iter(word[0] for word in _WORD.findall(text[: match.start()].lower()))
        is_short_form = all(letter in initials for letter in match[1].lower())
        return f"({match[1].upper()})" if is_short_form else match[0]

    named = _SHORT_FORM.sub(raised, text)
    return named[:1].upper() + named[1:]


def without_marks(name: str) -> str:
    """The name without signs of registration, as people say it."""
    return _BLANKS.sub(" ", name.translate({ord(mark): None for mark in MARKS})).strip()

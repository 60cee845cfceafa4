"""Text that was decoded wrongly on its way, once or several times, made right again."""

import re
import unicodedata

import ftfy

MARKS = "®™©"
_BLANKS = re.compile(r"\s+")


def repaired(text: str) -> str:
    """The text as its authors wrote it, in one line: wrong decodings undone, control characters and odd blanks out."""
    fixed = ftfy.fix_text(text, uncurl_quotes=False)
    fixed = "".join(" " if unicodedata.category(sign) in ("Cc", "Cf") else sign for sign in fixed)
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", fixed)).strip()


def without_marks(name: str) -> str:
    """The name without signs of registration, as people say it."""
    return _BLANKS.sub(" ", name.translate({ord(mark): None for mark in MARKS})).strip()

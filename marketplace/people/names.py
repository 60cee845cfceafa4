"""Names of people and organizations, as every service takes them."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError

BLANK_LETTERS = "\u115f\u1160\u3164\uffa0"


def checked_name(text: str, *, missing: str) -> str:
    """A name in one line with single spaces. Raises ValidationError at ``name`` where it is empty and ``missing`` says
    what should stand there, or has no letter or digit that can be read."""
    name = " ".join(text.split())
    if missing and not name:
        raise ValidationError({"name": missing})
    if name and not any(_is_readable(sign) for sign in name):
        raise ValidationError({"name": "Enter it with letters or digits. What was entered cannot be read."})
    return name


def _is_readable(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LN" and sign not in BLANK_LETTERS

"""PURE: what people type, as every form and service reads it."""

from __future__ import annotations

import re
from decimal import Decimal

from marketplace.numbers import TOO_LARGE, read_number

NUMBER = re.compile(r"([-−]?)\$?\s?((?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?)", re.ASCII)


def too_long(text: str, most: int) -> str:
    """What is wrong with a text of more than ``most`` characters, for the person who wrote it; empty otherwise."""
    return length_words(most=most, given=len(text)) if len(text) > most else ""


def length_words(*, most: int, given: int) -> str:
    """That so many characters were given and how many are kept."""
    return f"Use at most {most:,} characters; these are {given:,}."


def typed_number(text: str, *, below: int = TOO_LARGE) -> Decimal:
    """The number that was typed: `1250`, `1,250.50`, `$1,250`, `−3`. Raises NotANumber for anything else, such as `1,5`
    or `1e3`, and for one that is ``below`` or more on either side of zero."""
    found = NUMBER.fullmatch(text.strip())
    plain = f"{'-' if found[1] else ''}{found[2].replace(',', '')}" if found else ""
    return read_number(plain, below=below)


def dollars_typed(cents: int) -> str:
    """Cents as somebody types them: `1250.50`."""
    return f"{Decimal(cents) / 100:.2f}"

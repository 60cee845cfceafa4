"""PURE: how words are put together: lists, counts, and which of several shapes a sentence has."""

from collections.abc import Sequence
from hashlib import blake2b

COUNTS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`; with a comma before the last "and" where the parts hold an "and" themselves."""
    if len(words) < 2:
        return "".join(words)
    comma = "," if any(" and " in word for word in words) else ""
    return f"{', '.join(words[:-1])}{comma} and {words[-1]}"


def noun(count: int, one: str, many: str | None = None) -> str:
    """`1 study`, `2,000 studies`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def spelled(count: int, one: str, many: str | None = None) -> str:
    """The same at the start of a sentence: `One study`, `Two studies`, `25 studies`."""
    words = noun(count, one, many)
    return f"{COUNTS[count]} {words.partition(' ')[2]}" if 0 < count < len(COUNTS) else words


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def pick(key: str, sentence: str, shapes: Sequence[str]) -> str:
    """One of several ways to say the same, always the same one for the same key."""
    return shapes[int.from_bytes(blake2b(f"{sentence} {key}".encode(), digest_size=4).digest()) % len(shapes)]

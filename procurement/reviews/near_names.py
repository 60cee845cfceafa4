"""PURE: places in a text where a hidden name stands in another spelling: one letter off in words of six letters or
more, with or without spaces and hyphens, in any case, and the mail and web addresses of its domain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

LONG_WORD = 6
_TOKEN = re.compile(r"[^\W_]+")
_DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+", re.ASCII)
_NARROW = re.compile(r"[\s\-‐‑–_&’']{0,3}|\.")
Span = tuple[int, int]


def is_domain(name: str) -> bool:
    """Whether a name is that of a mail domain, such as lanternfield.example."""
    return bool(_DOMAIN.fullmatch(name))


def address_pattern(domain: str) -> str:
    """A pattern for every mail and web address of a domain, parts and pages of it included."""
    parts = r"(?:[\w-]+\.)*" + re.escape(domain)
    return rf"(?<![\w@.-])(?:[\w.+-]+@|https?://)?{parts}(?![\w-]|\.\w)(?:/[^\s<>\"”]*)?"


def find_near(text: str, names: Iterable[str]) -> list[Span]:
    """Where one of the names stands in another spelling, from the start of the text on, none within another."""
    tokens = [(found.group().casefold(), *found.span()) for found in _TOKEN.finditer(text)]
    wanted = [words for name in names if not is_domain(name) and (words := _words(name))]
    spans = [span for words in wanted for span in _spans(text, tokens, words)]
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _words(name: str) -> tuple[str, ...]:
    words = tuple(_TOKEN.findall(name.casefold()))
    return words if sum(map(len, words)) >= LONG_WORD else ()


def _spans(text: str, tokens: list[tuple[str, int, int]], words: tuple[str, ...]) -> Iterable[Span]:
    joined, beginnings = "".join(words), {}
    for index, (token, start, _) in enumerate(tokens):
        begins = beginnings.get(token)
        if begins is None:
            begins = beginnings[token] = (
                _is_near(token, words[0]) or token[:2] == joined[:2] or token[1:3] == joined[1:3]
            )
        if not begins:
            continue
        for count in range(1, len(words) + 2):
            window = tokens[index : index + count]
            if len(window) < count or not _is_narrow(text, window):
                break
            if _says([each[0] for each in window], words, joined):
                yield start, window[-1][2]


def _is_narrow(text: str, window: list[tuple[str, int, int]]) -> bool:
    return all(_NARROW.fullmatch(text, before[2], after[1]) for before, after in pairwise(window))


def _says(found: list[str], words: tuple[str, ...], joined: str) -> bool:
    if len(found) == len(words):
        return all(map(_is_near, found, words)) or _possessive(found, words)
    together = "".join(found)
    return together == joined or (
        len(found) < len(words) and max(map(len, words)) >= LONG_WORD and _is_near(together, joined)
    )


def _possessive(found: list[str], words: tuple[str, ...]) -> bool:
    return found[:-1] == list(words[:-1]) and found[-1] == f"{words[-1]}s"


@lru_cache(maxsize=65536)
def _is_near(found: str, word: str) -> bool:
    """Whether two words are the same, or one edit apart where the name's has six letters or more: a letter more, less,
    another, or two in a row changed about."""
    if found == word:
        return True
    if len(word) < LONG_WORD or abs(len(found) - len(word)) > 1:
        return False
    same = next((n for n, (a, b) in enumerate(zip(found, word, strict=False)) if a != b), min(len(found), len(word)))
    left, right = found[same:], word[same:]
    if len(found) == len(word):
        return left[1:] == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:])
    return left[1:] == right if len(found) > len(word) else left == right[1:]

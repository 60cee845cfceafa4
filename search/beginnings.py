"""PURE: names by the beginnings of their words, so that what is being typed is found at once among 100,000."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import numpy as np

from search.spelling import SHORTEST_FORGIVEN, edits
from search.words import words_in

MOST_CHARACTERS_TYPED = 100
MOST_WORDS_TYPED = 6
_AFTER_ALL = "\U0010ffff"


class Begun(NamedTuple):
    """A name that was found, so that sorting brings first those that begin with what is typed, then the alphabet."""

    begins_later: bool
    name: str
    number: int


class Beginnings:
    """Some names by their numbers. Never changed once made."""

    def __init__(self, names: Mapping[int, str]) -> None:
        self._names = {number: name.casefold() for number, name in names.items()}
        held = sorted(
            (word, number, place) for number, name in names.items() for place, word in enumerate(words_in(name))
        )
        self._words = [word for word, _, _ in held]
        self._numbers = np.fromiter((number for _, number, _ in held), np.int64, len(held))
        self._is_first = np.fromiter((place == 0 for _, _, place in held), bool, len(held))
        self._order = np.zeros(max(names, default=0) + 1, np.int64)
        for place, number in enumerate(sorted(names, key=lambda number: (self._names[number], number))):
            self._order[number] = place

    def __len__(self) -> int:
        return len(self._names)

    def find(self, typed: str, most: int, *, without: Collection[int] = ()) -> list[Begun]:
        """The first so many names of which some word begins with each word typed.

        Where there is none, one slip is forgiven in words of five letters or more.
        """
        words = words_in(typed[:MOST_CHARACTERS_TYPED])[:MOST_WORDS_TYPED]
        if not words or not self._words:
            return []
        found = self._begun([[word] for word in words], most, without)
        return found or self._begun([[word, *self._near(word)] for word in words], most, without)

    def _begun(self, asked: Iterable[list[str]], most: int, without: Collection[int]) -> list[Begun]:
        is_found = np.ones(len(self._order), bool)
        is_begun = None
        for words in asked:
            holds, leads = np.zeros((2, len(self._order)), bool)
            for word in words:
                part = slice(*self._span(word))
                holds[self._numbers[part]] = True
                leads[self._numbers[part][self._is_first[part]]] = True
            is_found &= holds
            is_begun = leads if is_begun is None else is_begun
        is_found[[number for number in without if number < len(is_found)]] = False
        numbers = np.flatnonzero(is_found)
        place = self._order[numbers] + len(self._order) * ~is_begun[numbers]
        if len(numbers) > most:
            nearest = np.argpartition(place, most)[:most]
            numbers, place = numbers[nearest], place[nearest]
        chosen = numbers[np.argsort(place)].tolist()
        return [Begun(not is_begun[number], self._names[number], number) for number in chosen]

    def _span(self, word: str) -> tuple[int, int]:
        return bisect_left(self._words, word), bisect_left(self._words, word + _AFTER_ALL)

    def _near(self, word: str) -> list[str]:
        """What one slip may have made this of, as far as some word begins so."""
        if len(word) < SHORTEST_FORGIVEN:
            return []
        spans = ((other, *self._span(other)) for other in edits(word))
        return [other for other, start, end in spans if start < end]

"""PURE: the words that the catalogue uses, and those of them that somebody may have meant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from search.stemming import stem
from search.words import is_empty, is_weak

SHORTEST_FORGIVEN = 5
MOST_BEGINNINGS = 12
MOST_CORRECTIONS = 3
SHORTEST_BEGINNING = 3
LETTERS_A_SLIP = 3
MOST_OF_A_RARE_WORD, TIMES_AS_USUAL = 2, 5
_NEAR_ENOUGH = 0.65
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass
class Vocabulary:
    """Every word of the catalogue with the number of models that use it."""

    counts: dict[str, int] = field(default_factory=dict)
    stems: dict[str, int] = field(default_factory=dict)

    def with_counts(self, changed: Mapping[str, int]) -> "Vocabulary":
        """The vocabulary in which these words are used so often; a word used nowhere is gone."""
        counts, stems = {**self.counts}, {**self.stems}
        for word, count in changed.items():
            root = stem(word)
            stems[root] = stems.get(root, 0) + count - counts.pop(word, 0)
            if count > 0:
                counts[word] = count
            if stems[root] <= 0:
                del stems[root]
        return Vocabulary(counts, stems)

    def knows(self, word: str) -> bool:
        """Whether some model uses the word or another of its stem. Numbers always count as known."""
        return word.isdigit() or stem(word) in self.stems

    def beginning_with(self, start: str) -> tuple[str, ...]:
        """The words that begin so, the most used first."""
        if len(start) < SHORTEST_BEGINNING:
            return ()
        return self._most_used((word for word in self.counts if word.startswith(start)), MOST_BEGINNINGS)

    def one_edit_from(self, word: str) -> tuple[str, ...]:
        """The words that one letter less, more, other, or two letters exchanged make of it, the most used first."""
        if len(word) < SHORTEST_FORGIVEN:
            return ()
        return self._most_used({each for each in edits(word) if each in self.counts}, MOST_CORRECTIONS)

    def words_of(self, stems: Iterable[str]) -> tuple[str, ...]:
        """The most used word of each stem that says something, in this order; a stem that no model uses is left out."""
        wanted = {one: "" for one in stems if not (is_empty(one) or is_weak(one))}
        for word, count in self.counts.items():
            root = stem(word)
            if root in wanted and count > self.counts.get(wanted[root], 0):
                wanted[root] = word
        return tuple(filter(None, wanted.values()))[:MOST_BEGINNINGS]

    def likelier(self, word: str) -> str:
        """The word that a rare one becomes where two letters are exchanged, if five times as many models use it: a
        guess to offer, since the rare one may be a slip in a name. Other slips and short words would make honest words
        of each other."""
        own = self.counts.get(word, 0)
        if not 0 < own <= MOST_OF_A_RARE_WORD or len(word) <= SHORTEST_FORGIVEN:
            return ""
        exchanged = (other for other in self.one_edit_from(word) if sorted(other) == sorted(word))
        return next((other for other in exchanged if self.counts[other] >= own * TIMES_AS_USUAL), "")

    def split(self, word: str) -> tuple[str, str] | None:
        """Two known words that make this one when they are written together."""
        cuts = ((word[:place], word[place:]) for place in range(len(word) - 1, 0, -1))
        fitting = ((a, b) for a, b in cuts if self._is_part(a) and self._is_part(b))
        return next(fitting, None)

    def near(self, word: str) -> str:
        """The word most like it that begins with the same letter, at most one slip for every three letters away, or
        nothing: a guess to offer, never one to use."""
        if len(word) < SHORTEST_FORGIVEN:
            return ""
        matcher, best = SequenceMatcher(b=word), (_NEAR_ENOUGH, 0, "")
        for other, count in self.counts.items():
            if other[0] == word[0] and abs(len(other) - len(word)) <= 3:
                matcher.set_seq1(other)
                if matcher.real_quick_ratio() >= best[0] and matcher.quick_ratio() >= best[0]:
                    better = max(best, (matcher.ratio(), count, other))
                    if better != best and slips_between(word, other) <= len(word) // LETTERS_A_SLIP:
                        best = better
        return best[2]

    def _is_part(self, part: str) -> bool:
        return part.isdigit() or (len(part) >= SHORTEST_BEGINNING and part in self.counts)

    def _most_used(self, words: Iterable[str], most: int) -> tuple[str, ...]:
        return tuple(sorted(words, key=lambda word: (-self.counts[word], word))[:most])


def edits(word: str) -> set[str]:
    """Everything one edit away: a letter left out, added or changed, or two neighbors exchanged."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    shorter = {a + b[1:] for a, b in cuts if b}
    exchanged = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    changed = {a + letter + b[1:] for a, b in cuts if b for letter in _LETTERS}
    longer = {a + letter + b for a, b in cuts for letter in _LETTERS}
    return (shorter | exchanged | changed | longer) - {word}


def slips_between(one: str, other: str) -> int:
    """How many slips make one word the other: a letter too few, too many or wrong, or two neighbors exchanged."""
    before, row = [], list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        before, above, row = row, before, [place]
        for column, wanted in enumerate(other, start=1):
            least = min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != wanted))
            if place > 1 and column > 1 and one[place - 2 : place] == wanted + other[column - 2]:
                least = min(least, above[column - 2] + 1)
            row.append(least)
    return row[-1]

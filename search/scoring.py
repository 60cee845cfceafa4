"""PURE: the order of what a search finds, in numbers that are published at `/models/ranking/`."""

from collections.abc import Mapping
from datetime import datetime

import numpy as np

FIELD_WEIGHTS = {"name": 10.0, "summary": 4.0, "evidence": 2.0, "rest": 1.0}
WEAK_WORD_WEIGHT = 0.1
GRADE_WEIGHT = 2.0
APPROVED_BOOST = 0.10
COMPLETE_BOOST = 0.05
FEWEST_FOUND = 10
FEWEST_WORDS_RELAXED = 3
LEAST_SHARE_OF_WORDS = 0.5
_STEP, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def field_score(holders: Mapping[str, np.ndarray], size: int) -> np.ndarray:
    """What a term is worth in each entry: the sum of the weights of the fields that hold it."""
    score = np.zeros(size, dtype=np.float32)
    for field, numbers in holders.items():
        score[numbers[numbers < size]] += FIELD_WEIGHTS[field]
    return score


def rarity(holding: int, total: int) -> float:
    """How much a word counts that so many of all the models hold: the fewer, the more."""
    return float(np.log(1 + total / holding)) if holding else 0.0


def weight(is_weak: bool, is_grade: bool) -> float:
    """How much a word of the question counts beside the others."""
    return WEAK_WORD_WEIGHT if is_weak else GRADE_WEIGHT if is_grade else 1.0


def boosts(approved: np.ndarray, completeness: np.ndarray) -> np.ndarray:
    """What the score of each entry is multiplied by."""
    return 1 + APPROVED_BOOST * approved + COMPLETE_BOOST * completeness


def coverage(held: np.ndarray, words: int) -> np.ndarray:
    """What a score is multiplied by for holding so many of the words: the square of their share."""
    return np.square(held / max(words, 1), dtype=np.float32)


def fewest_words(count: int) -> int:
    """With how few of so many words a model may still be shown."""
    return max(1, int(np.ceil(count * LEAST_SHARE_OF_WORDS)))


def enough(count: int) -> int:
    """How many models must be found before those that hold fewer words are left out."""
    return FEWEST_FOUND if count >= FEWEST_WORDS_RELAXED else 1


def week_of(at: datetime) -> int:
    """The week of an instant, as a number that goes on over the years. It turns on Mondays, UTC."""
    return (at.toordinal() - 1) // 7


def shuffle(size: int, week: int) -> np.ndarray:
    """For each number a place in the draw that settles ties in this week (the mixing of splitmix64)."""
    with np.errstate(over="ignore"):
        mixed = np.arange(size, dtype=np.uint64) + np.uint64((week * _STEP) % 2**64)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(_FIRST)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(_SECOND)
        return mixed ^ (mixed >> np.uint64(31))


def draw_numbers(week: int) -> dict[str, int]:
    """The three numbers of this draw as signed ones, for an engine that mixes by itself."""
    numbers = {"start": week * _STEP, "first": _FIRST, "second": _SECOND}
    return {name: (number + 2**63) % 2**64 - 2**63 for name, number in numbers.items()}

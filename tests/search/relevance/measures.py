"""How good an order of results is, given what each question's expected models are worth."""

import json
import math
from dataclasses import dataclass
from pathlib import Path

QUESTIONS = Path(__file__).parent / "questions.json"
DEPTH = 10


@dataclass(frozen=True)
class Question:
    """What a buyer types, and the models expected: 3 is the answer, 2 is good, 1 is fair; others are worth nothing.

    Search is tuned on the questions of the tuning half alone.
    """

    half: str
    kind: str
    text: str
    grades: dict[str, int]


def questions():
    """Every question of the set, in the order of the file."""
    rows = json.loads(QUESTIONS.read_text(encoding="utf-8"))
    return [Question(row["half"], row["kind"], row["query"], _grades(row["expected"])) for row in rows]


def _grades(expected):
    return {name: int(grade) for grade, names in expected.items() for name in names}


def ndcg(question, names):
    """Normalized discounted cumulative gain of the first ten, with gains of 2^grade - 1."""
    ideal = _gain(sorted(question.grades.values(), reverse=True))
    return _gain([question.grades.get(name, 0) for name in names]) / ideal


def _gain(grades):
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:DEPTH]))


def succeeds(question, names):
    """Whether one of the best expected models is among the first three."""
    best = max(question.grades.values())
    return any(question.grades.get(name) == best for name in names[:3])

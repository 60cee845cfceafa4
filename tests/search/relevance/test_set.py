from collections import Counter

import pytest

from marketplace.evidence.importing.carried import read_carried
from tests.search.relevance.catalogue import MODELS
from tests.search.relevance.measures import Question, ndcg, questions, succeeds

QUESTION = Question("tuning", "need", "reading", {"Best": 3, "Good": 2, "Fair": 1})


def test_the_set_has_two_halves_of_fifty_questions_or_so_and_a_blind_part():
    parts = Counter(question.half for question in questions())
    assert set(parts) == {"tuning", "held_out", "blind"}
    assert min(parts["tuning"], parts["held_out"]) >= 45
    assert parts["blind"] >= 20


def test_every_question_is_asked_once_and_has_an_answer():
    texts = [question.text for question in questions()]
    assert len(texts) == len(set(texts))
    assert all(set(question.grades.values()) <= {1, 2, 3} for question in questions())
    assert all(3 in question.grades.values() for question in questions())


def test_every_expected_model_is_in_the_catalogue():
    known = {fact.name for fact in read_carried().interventions} | {story.name for story in MODELS}
    assert len(known) == 186 + len(MODELS)
    assert {name for question in questions() for name in question.grades} <= known


@pytest.mark.parametrize(
    ("names", "gain", "is_success"),
    [
        (["Best", "Good", "Fair"], 1.0, True),
        (["Other", "Other 2", "Other 3", "Best"], 0.32, False),
        ([], 0.0, False),
        (["Good", "Fair", "Best"], 0.76, True),
    ],
)
def test_the_measures(names, gain, is_success):
    assert ndcg(QUESTION, names) == pytest.approx(gain, abs=0.01)
    assert succeeds(QUESTION, names) is is_success

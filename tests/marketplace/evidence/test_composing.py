"""Sentences about models that nobody has claimed: plain, grammatical, from facts alone, not all of one shape."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.evidence.importing.composing import DELIVERY_WORDS, SERVICE_WORDS, SUBJECT_WORDS, description
from marketplace.evidence.importing.facts import FindingFact, InterventionFact, MeasureFact, StudyFact
from marketplace.evidence.importing.phrases import listed
from marketplace.evidence.importing.studied import GRADE_ENDS, LOCALE_WORDS, SHARE_WORDS, grades_in_words
from marketplace.evidence.importing.wwc import TOPICS
from marketplace.evidence.vocabulary import NOT_ACHIEVEMENT, OUTCOME_DOMAINS
from marketplace.products.vocabulary import Delivery, GradeBand, Locale, Service, Subject
from tests.factories.findings import carried_facts

WRONG = re.compile(
    r"  | ,|\.\.|,,|;;|\bNone [^o]|\b1 (studies|students|comparisons)\b|\b(a|an) a\b|\band and\b| \.|\(\)"
)


def composed(fact):
    return description(fact, outcomes=OUTCOME_DOMAINS, unsized=NOT_ACHIEVEMENT)


def finding(domain="general math", g="0.30", *, is_clear=True, n=50, subject="mathematics", band="3-6"):
    values = {"subject": subject, "grade_band": band, "n_i": n, "n_c": n, "reported_n": None}
    result = {"published_g": Decimal(g), "published_is_significant": is_clear}
    return FindingFact("1", MeasureFact("m", "M", "broad", domain), domain, values | result)


def study(*findings, year=2014, review="without_reservations", **more):
    return StudyFact("7", "Okoro, 2014", "Okoro", {"year": year, "review": review}, findings=findings, **more)


def program(*studies, key="500", **more):
    return InterventionFact(key, "Harbor Readers", studies=studies, **more)


RESULTS = st.builds(
    finding,
    st.sampled_from([*OUTCOME_DOMAINS]),
    st.sampled_from(["-1.5", "-0.10", "0", "0.02", "0.15", "2"]),
    is_clear=st.booleans(),
    n=st.integers(1, 40_000),
    subject=st.sampled_from(["", *SUBJECT_WORDS]),
    band=st.sampled_from(["", *GRADE_ENDS]),
)
STUDIES = st.builds(
    lambda findings, **more: study(*findings, **more),
    st.lists(RESULTS, min_size=1, max_size=9),
    year=st.none() | st.integers(1980, 2026),
    review=st.sampled_from(["without_reservations", "with_reservations", ""]),
    locales=st.lists(st.sampled_from([*LOCALE_WORDS]), unique=True).map(tuple),
    shares=st.dictionaries(st.sampled_from([*SHARE_WORDS]), st.decimals("0.01", 100, places=2)),
    topic=st.sampled_from(["", *TOPICS.values()]),
    is_abroad=st.booleans(),
)
PROGRAMS = st.builds(
    lambda studies, **more: program(*studies, **more),
    st.lists(STUDIES, min_size=1, max_size=4),
    key=st.integers(1, 99_999).map(str),
    delivery=st.lists(st.sampled_from([*DELIVERY_WORDS]), unique=True).map(tuple),
    services=st.lists(st.sampled_from([*SERVICE_WORDS]), unique=True).map(tuple),
)


def check(fact):
    made = composed(fact)
    assert len(made["summary"]) <= 300
    for text in (made["summary"], made["students_served"]):
        assert text.endswith(".")
        assert WRONG.search(text) is None, text
        assert text == " ".join(text.split())
        assert all(sentence[0].isupper() or sentence[0].isdigit() for sentence in text.split(". "))


@given(PROGRAMS)
def test_whatever_the_facts_the_sentences_are_whole(fact):
    check(fact)


def test_every_carried_intervention_has_whole_sentences_in_many_shapes():
    facts = carried_facts().values()
    for fact in facts:
        check(fact)
    shapes = {re.sub(r"\d[\d,]*", "1", composed(fact)["summary"])[:45] for fact in facts}
    assert len(shapes) >= 60


def test_what_the_facts_cannot_fill_stays_empty():
    filled = {"summary", "students_served", "subjects", "grade_bands", "services", "delivery", "locales"}
    assert set(composed(program(study(finding())))) == filled
    bare = composed(program(study(finding("progress", subject="", band=""))))
    assert {name for name, value in bare.items() if value == []} == filled - {"summary", "students_served"}


def test_only_words_of_the_vocabulary_are_used():
    for words, vocabulary in (
        (GRADE_ENDS, GradeBand),
        (LOCALE_WORDS, Locale),
        (SERVICE_WORDS, Service),
        (DELIVERY_WORDS, Delivery),
        (SUBJECT_WORDS, Subject),
    ):
        assert set(words) <= set(vocabulary.values)


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        (["PK-K"], "in preschool and kindergarten"),
        (["3-6", "6-9"], "in grades 3 to 9"),
        (["PK-K", "K-3", "3-6"], "from preschool to grade 6"),
        (["K-3", "6-9"], "from kindergarten to grade 3 and in grades 6 to 9"),
    ],
)
def test_grade_bands_that_touch_are_said_as_one(bands, words):
    assert grades_in_words(bands) == words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["writing"], "writing"),
        (["reading", "writing", "science"], "reading, writing and science"),
        (["reading", "behavior and social skills"], "reading, and behavior and social skills"),
    ],
)
def test_a_list_can_be_read_aloud(words, said):
    assert listed(words) == said


@pytest.mark.parametrize(
    ("findings", "said"),
    [
        ([finding()], "clearly better at mathematics"),
        ([finding(g="0.10"), finding(is_clear=False)], "somewhat better at mathematics in 1 of 2 comparisons"),
        ([finding(g="-0.04")], "a little worse at mathematics"),
        (
            [finding(), finding(g="-0.3"), finding(is_clear=False)],
            "better at mathematics in 1 and worse in 1 of 3 comparisons",
        ),
        ([finding("interpersonal")], "did better at getting along with others"),
        (
            [finding(), finding("science", is_clear=False)],
            "clearly better at mathematics and about as well at science",
        ),
        (
            [finding(), finding(is_clear=False), finding("science"), finding("science", is_clear=False)],
            "clearly better at mathematics in 1 of 2 comparisons and at science in 1 of 2",
        ),
    ],
)  # fmt: skip
def test_what_moved_is_said_with_its_direction_size_and_how_often(findings, said):
    assert said in composed(program(study(*findings)))["summary"]


def test_nothing_is_said_to_have_moved_where_it_could_be_chance():
    for key in map(str, range(20)):
        summary = composed(program(study(finding(is_clear=False)), key=key))["summary"]
        assert "better" not in summary
        assert "worse" not in summary


def test_who_was_studied():
    one = study(finding(), shares={"english_learners": Decimal(100), "low_income": Decimal("66.6")})
    assert "all were English learners and 67 percent were eligible" in composed(program(one))["students_served"]
    two = study(finding(), shares={"english_learners": Decimal(12)}, is_abroad=True, locales=("rural",))
    said = composed(program(one, two))["students_served"]
    assert "12 to 100 percent were English learners" in said
    assert "Where the place is on record, the schools were in rural places." in said
    assert "One study took place outside the United States." in said

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language import read_question, without_exclusions, without_quotes
from search.spelling import Vocabulary
from search.synonyms import index_of, shipped_groups
from search.words import stems_in

WORDS = (
    "reading tutoring tutor fractions fraction small group rural school classwide achieve3000 learning social skills "
    "career caring vocabulary read mathematics grade"
)
VOCABULARY = Vocabulary().with_counts({word: 2 for word in WORDS.split()} | {"tutoring": 9})
SYNONYMS = index_of(["SEL, social emotional learning, social skills", "maths, mathematics"])


def read(text):
    return read_question(text, vocabulary=VOCABULARY, synonyms=SYNONYMS)


def terms(text):
    return [[" ".join(term) for term, _ in clause.terms] for clause in read(text).clauses]


class TestWords:
    def test_each_word_is_a_clause_of_its_stem_and_empty_words_are_left_out(self):
        assert terms("tutoring for the reading of it") == [["tutor"], ["read"]]

    def test_a_word_typed_twice_counts_once(self):
        assert terms("reading Reading READ") == [["read"]]

    def test_words_that_say_little_are_weak_beside_others(self):
        assert [clause.is_weak for clause in read("learning fractions ").clauses] == [True, False]
        assert [clause.is_weak for clause in read("learning ").clauses] == [False]

    def test_only_sixteen_words_are_read(self):
        assert len(read(" ".join(["reading"] * 500)).clauses) == 1
        assert len(read_question(" ".join(f"{n}0" for n in range(99)), vocabulary=VOCABULARY).clauses) == 16


class TestSynonymsThatNobodyUses:
    SPELT = index_of(["STEM, science technology engineering and mathematics", "principal, school leader"])

    def test_a_short_form_that_nobody_uses_is_looked_for_by_the_words_that_spell_it_out(self):
        known = Vocabulary().with_counts({"science": 3, "mathematics": 2, "stem21": 1, "fractions": 1})
        question = read_question("STEM fractions", vocabulary=known, synonyms=self.SPELT)
        assert [(one.typed, one.used) for one in question.corrections] == [
            ("stem", ("stem21", "science", "mathematics"))
        ]
        assert [[term for term, _ in clause.terms] for clause in question.clauses] == [
            [("stem21",), ("scienc",), ("mathemat",)],
            [("fraction",)],
        ]

    def test_a_word_of_which_nothing_can_be_found_is_said_to_be_unknown(self):
        known = Vocabulary().with_counts({"fractions": 1})
        assert read_question("principal fractions", vocabulary=known, synonyms=self.SPELT).unknown == ("principal",)


class TestOperators:
    def test_a_phrase_is_required_and_stays_together(self):
        (clause,) = read('"small groups"').clauses
        assert (clause.terms, clause.is_required) == (((("small", "group"), 1.0),), True)

    @pytest.mark.parametrize("sign", ["-", "−", "–"])
    def test_what_follows_a_hyphen_is_excluded(self, sign):
        question = read(f"reading {sign}tutoring")
        assert (terms("reading"), question.excluded) == ([["read"]], (("tutor",),))

    def test_a_phrase_can_be_excluded_and_a_hyphen_inside_a_word_excludes_nothing(self):
        assert read('-"small group"').excluded == (("small", "group"),)
        assert read("small-group reading - tutor").excluded == ()

    @pytest.mark.parametrize(
        "text", ['"reading', 'reading"', "(reading", "reading AND OR NOT", "reading ||", "^reading*"]
    )
    def test_what_is_unbalanced_is_read_as_words(self, text):
        assert terms(text) == [["read"]]

    def test_taking_operators_out(self):
        assert without_quotes('“small groups” "x').split() == ["small", "groups", "x"]
        assert without_exclusions('reading -tutor "a b" -"c d"') == 'reading "a b"'


class TestUnknownWords:
    def test_one_slip_is_forgiven_and_told(self):
        question = read("tutering small")
        assert terms("tutering small")[0] == ["tutor"]
        assert [(one.typed, one.used) for one in question.corrections] == [("tutering", ("tutoring",))]

    def test_a_short_word_is_taken_as_it_is(self):
        assert read("raed small").unknown == ("raed",)

    def test_the_last_word_may_be_a_beginning(self):
        assert terms("small frac") == [["small"], ["fraction"]]
        assert read("frac small").unknown == ("frac",)
        assert terms("frac* small") == [["fraction"], ["small"]]

    def test_a_word_that_is_known_is_no_beginning(self):
        assert terms("read") == [["read"]]

    def test_words_written_together_or_apart_are_found(self):
        assert terms("class wide") == [["classwid", "class wide"]]
        assert terms("acheive 3000") == [["achieve3000", "acheiv 3000"]]
        assert terms("smallgroup x") == [["small group"]]


class TestSynonyms:
    def test_a_word_stands_for_all_that_mean_the_same_and_counts_most_itself(self):
        (clause,) = read("SEL").clauses
        assert clause.terms == ((("sel",), 1.0), (("social", "emot", "learn"), 0.8), (("social", "skill"), 0.8))

    def test_a_phrase_does_too_and_its_words_stand_by(self):
        clause = read("social emotional learning").clauses[0]
        assert ("sel",) in [term for term, _ in clause.terms]
        assert [part.typed for part in clause.parts] == ["social", "emotional", "learning"]

    def test_a_word_that_only_a_synonym_has_is_no_slip(self):
        assert read("maths ").corrections == ()


class TestGrades:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("grade 3", ["grade3"]),
            ("3rd graders", ["grade3"]),
            ("third grade", ["grade3"]),
            ("grades 4-5", ["grade4", "grade5"]),
            ("grades 4 and 5", ["grade4", "grade5"]),
            ("K-2", ["grade1", "grade2"]),
            ("sixth to eighth grade", ["grade6", "grade7", "grade8"]),
            ("middle school", ["levelmiddle"]),
            ("sophomores", ["grade10"]),
        ],
    )
    def test_grades_are_understood(self, text, found):
        assert terms(text)[0][:-1] == found

    @pytest.mark.parametrize("text", ["180", "grade 99", "grade"])
    def test_other_numbers_are_numbers(self, text):
        assert not any(clause.is_grade for clause in read(text).clauses)


@given(st.text(max_size=200) | st.text('"-*() ab', max_size=200))
def test_anything_can_be_read(text):
    question = read(text)
    assert all(term and all(term) for clause in question.clauses for term, _ in clause.terms)
    without_quotes(text)
    without_exclusions(text)


def test_spanish_words_of_the_field_find_what_the_english_ones_do():
    shipped = index_of(shipped_groups())
    for spanish, english in (("lectura", "reading"), ("matemáticas", "math"), ("educación especial", "IEP")):
        assert tuple(stems_in(english)) in shipped[tuple(stems_in(spanish))]

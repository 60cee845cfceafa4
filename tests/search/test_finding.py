"""How buyers' questions are answered: the same tests on every engine and database."""

from datetime import timedelta

import pytest

from search.engine import IN_FORCE
from search.facts import Lapse, TierPeriod
from search.indexing import withdraw_all_but
from search.models import CatalogEntry, SynonymGroup
from tests.factories import AT
from tests.factories.search import make_entry
from tests.search.asking import ask, counts, names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_engine")]


class TestLanguage:
    def test_a_phrase_must_stand_as_it_is(self):
        make_entry("Word Work", summary="Small groups read")
        make_entry("Group Work", summary="Groups in small rooms")
        assert names(ask('"small groups"')) == ["Word Work"]
        assert ask('"groups read small"').total == 0

    def test_what_is_excluded_is_left_out_and_alone_leaves_everything_else(self):
        make_entry("Number Trails")
        make_entry("Number Trails Evenings")
        assert names(ask("trails -evenings")) == ["Number Trails"]
        assert names(ask("-evening")) == ["Number Trails"]

    def test_one_slip_is_forgiven_and_the_results_say_so(self):
        make_entry("Reading Recovery")
        results = ask("reading recovry now")
        assert names(results) == ["Reading Recovery"]
        assert [(one.typed, one.used) for one in results.question.corrections] == [("recovry", ("recovery",))]

    def test_the_last_word_is_found_while_it_is_typed(self):
        make_entry("Fraction Studio")
        assert names(ask("studio frac")) == ["Fraction Studio"]

    def test_accents_and_case_do_not_matter(self):
        make_entry("Lectura en Español")
        assert names(ask("ESPANOL")) == ["Lectura en Español"]

    def test_a_grade_finds_every_band_that_has_it(self):
        make_entry("Early", grade_bands=("K-3",))
        make_entry("Middle", grade_bands=("3-6",))
        make_entry("Late", grade_bands=("9-12",))
        assert set(names(ask("3rd grade"))) == {"Early", "Middle"}
        assert names(ask("high schoolers")) == ["Late"]

    def test_the_words_of_a_phrase_that_nobody_uses_are_looked_for_one_by_one(self):
        SynonymGroup.objects.create(words="drug prevention, substance abuse prevention")
        make_entry("Too Good for Drugs")
        assert names(ask("drug prevention")) == ["Too Good for Drugs"]

    def test_a_word_of_which_nothing_is_known_is_left_out_and_another_offered(self):
        make_entry("Fraction Studio")
        results = ask("frackshion studio")
        assert (names(results), results.question.unknown) == (["Fraction Studio"], ("frackshion",))
        assert results.near == {"frackshion": "fraction"}


class TestSynonyms:
    def test_a_group_holds_from_the_next_search_on_and_no_longer_than_it_is_there(self):
        make_entry("Calm Class", summary="Social skills for everyone")
        assert ask("SEL").total == 0
        group = SynonymGroup.objects.create(words="SEL, social skills")
        assert names(ask("SEL")) == ["Calm Class"]
        group.words = "SEL, self-control"
        group.save()
        assert ask("SEL").total == 0
        group.delete()
        assert ask("SEL").total == 0

    def test_the_word_that_was_typed_counts_more(self):
        SynonymGroup.objects.create(words="maths, mathematics")
        make_entry("Mathematics Day")
        make_entry("Maths Day")
        assert names(ask("maths")) == ["Maths Day", "Mathematics Day"]
        assert names(ask("mathematics")) == ["Mathematics Day", "Maths Day"]


class TestRanking:
    def test_name_then_summary_then_evidence_then_the_rest(self):
        make_entry("D", other_text="rivers")
        make_entry("C", evidence_line="rivers")
        make_entry("B", summary="rivers")
        make_entry("Rivers")
        assert names(ask("river")) == ["Rivers", "B", "C", "D"]

    def test_the_whole_name_comes_first(self):
        make_entry("Tutoring With Friends")
        make_entry("Tutoring")
        assert names(ask("tutoring"))[0] == "Tutoring"

    def test_many_words_are_relaxed_down_to_half_and_the_more_a_model_holds_the_earlier_it_comes(self):
        make_entry("Four", summary="rivers sensors boats maps")
        make_entry("Two", summary="rivers sensors")
        make_entry("One", summary="rivers")
        results = ask("rivers sensors boats maps ")
        assert (names(results), results.whole) == (["Four", "Two"], 1)

    def test_approval_and_completeness_settle_what_the_words_do_not(self):
        make_entry("A", summary="rivers", is_illustrative=True)
        make_entry("B", summary="rivers")
        make_entry("C", summary="rivers", subjects=("science",), price_low_cents=1_00)
        assert names(ask("rivers")) == ["C", "B", "A"]

    def test_ties_are_drawn_anew_each_week_and_not_within_it(self):
        for number in range(8):
            make_entry(f"Tie {number}", summary="rivers")
        orders = [tuple(ask("rivers", at=AT + timedelta(weeks=week)).numbers) for week in range(6)]
        assert len(set(orders)) > 3
        assert len({order[0] for order in orders}) > 1
        assert ask("rivers", at=AT - timedelta(days=AT.weekday())).numbers == ask("rivers").numbers

    def test_pages_of_equal_models_join_without_gap_or_repetition(self):
        for number in range(7):
            make_entry(f"Tie {number}", summary="rivers")
        whole = ask("rivers").numbers
        assert tuple(n for offset in range(7) for n in ask("rivers", offset=offset, limit=1).numbers) == whole


class TestNothingFound:
    def test_quotation_marks_and_exclusions_are_offered_to_be_dropped(self):
        make_entry("Word Work", summary="Small groups read")
        assert {one.drop: one.total for one in ask('"read groups"').relaxations} == {"quotes": 1, "words": 1}
        assert {one.drop: one.total for one in ask("read -small").relaxations} == {"exclusions": 1, "words": 1}

    def test_counts_of_a_facet_say_which_of_its_values_would_find_something(self):
        make_entry("Word Work", subjects=("reading",))
        assert counts(ask("word", chosen={"subject": ("science",)}), "subject") == {"reading": 1}


class TestStandings:
    @pytest.fixture
    def three(self):
        ended = AT - timedelta(days=5)
        begun = AT - timedelta(days=90)
        for name, kind in (("Gone", "expired"), ("Resting", "suspended"), ("Taken", "revoked")):
            make_entry(
                name,
                summary="rivers",
                periods=(TierPeriod("effective", begun, ended),),
                lapses=(Lapse(kind, ended, AT + timedelta(days=5) if kind == "suspended" else None),),
            )
        make_entry("Here", summary="rivers")

    @pytest.mark.usefixtures("three")
    def test_what_is_not_in_force_is_found_only_on_purpose(self):
        assert names(ask()) == names(ask("rivers")) == ["Here"]
        assert names(ask("rivers", chosen={"standing": ("suspended",)})) == ["Resting"]
        assert ask(chosen={"standing": ("expired", "revoked", IN_FORCE)}).total == 3

    @pytest.mark.usefixtures("three")
    def test_counts_say_what_there_is_and_other_facets_keep_to_what_is_chosen(self):
        expected = {IN_FORCE: 1, "expired": 1, "suspended": 1, "revoked": 1}
        assert counts(ask("rivers"), "standing") == expected
        assert counts(ask(), "tier")["effective"] == 0
        assert counts(ask(chosen={"standing": ("expired",)}), "tier")["effective"] == 1

    @pytest.mark.usefixtures("three")
    def test_a_search_that_only_finds_what_lapsed_offers_it(self):
        (offer,) = [one for one in ask("resting").relaxations if one.drop == "standing"]
        assert offer.total == 1

    @pytest.mark.usefixtures("three")
    def test_before_it_began_and_once_it_is_over_a_lapse_says_nothing(self):
        early = AT - timedelta(days=6)
        assert counts(ask(at=early), "standing") == {IN_FORCE: 4}
        assert "suspended" not in counts(ask(at=AT + timedelta(days=6)), "standing")


@pytest.mark.parametrize(
    "words", ["a" * 10_000, "reading " * 2_000, '"' * 999, "-" * 999, "* " * 500, "(((", "\\", "%_'"]
)
def test_what_is_long_or_strange_is_answered(words):
    make_entry("Reading")
    assert ask(words).total <= 1


def test_a_long_question_is_one_query_for_all_its_words(django_assert_max_num_queries):
    SynonymGroup.objects.create(words="reading, literacy, letters, books, print, text")
    make_entry("Reading", summary="small groups of friends read printed books in a library every evening")
    ask()
    with django_assert_max_num_queries(2):
        ask("reading in small groups of friends with printed books in the library every evening")


def test_a_word_is_forgotten_when_the_last_model_that_used_it_changes():
    entry = make_entry("Unicorn Days")
    assert ask("unicorm days").total == 1
    withdraw_all_but([])
    assert ask("unicorn").question.unknown == ("unicorn",)
    assert not CatalogEntry.objects.get(pk=entry.pk).is_listed

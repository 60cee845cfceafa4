"""What every engine does alike: words, facets, order, the clock."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engine import FACETS, SORTS
from search.facts import TierPeriod
from tests.factories import AT
from tests.factories.search import make_entry
from tests.search.asking import ask, counts, names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_engine")]


@pytest.fixture
def three():
    make_entry(
        "Harbor Readers",
        tier="promising",
        subjects=("reading",),
        grade_bands=("K-3",),
        summary="Small groups read aloud with an aide",
        price_unit="per_student",
        price_low_cents=180_00,
        price_high_cents=240_00,
        effect_g=0.2,
    )
    make_entry(
        "Number Trails",
        tier="early_stage",
        subjects=("mathematics",),
        grade_bands=("3-6",),
        summary="Tutors and cards",
        other_text="students who also read word problems",
        effect_g=0.5,
    )
    make_entry(
        "Studio Day",
        tier="effective",
        subjects=("science", "reading"),
        grade_bands=("6-9",),
        summary="A day of studios",
    )


@pytest.mark.usefixtures("three")
class TestWords:
    def test_all_words_must_be_there_and_stems_match(self):
        assert names(ask("reader groups")) == ["Harbor Readers"]

    def test_the_name_counts_more_than_the_rest(self):
        make_entry("Aloud", summary="nothing else")
        assert names(ask("aloud")) == ["Aloud", "Harbor Readers"]

    def test_where_no_model_holds_every_word_some_are_enough_and_it_says_so(self):
        results = ask("studio tutors")
        assert set(names(results)) == {"Studio Day", "Number Trails"}
        assert results.whole == 0

    def test_words_nobody_uses_find_nothing_and_say_what_to_drop(self):
        results = ask("zeppelin", chosen={"subject": ("reading",)})
        assert (results.total, results.numbers) == (0, ())
        assert [(one.drop, one.total) for one in results.relaxations] == [("words", 2)]


@pytest.mark.usefixtures("three")
class TestFacets:
    def test_within_a_facet_any_value_will_do(self):
        assert ask(chosen={"subject": ("mathematics", "science")}).total == 2

    def test_across_facets_all_must_be_met(self):
        assert names(ask(chosen={"subject": ("reading",), "tier": ("effective",)})) == ["Studio Day"]

    def test_counts_ignore_the_facets_own_selection_and_keep_the_others(self):
        results = ask(chosen={"subject": ("reading",), "grade": ("K-3",)})
        assert counts(results, "subject") == {"reading": 1, "mathematics": 0, "science": 0}
        assert counts(results, "grade") == {"K-3": 1, "3-6": 0, "6-9": 1}
        assert counts(results, "tier") == {"early_stage": 0, "promising": 1, "effective": 0}

    def test_counts_follow_the_words(self):
        assert counts(ask("studios"), "tier") == {"early_stage": 0, "promising": 0, "effective": 1}

    def test_an_empty_result_names_the_facet_whose_drop_helps_most(self):
        results = ask(chosen={"subject": ("mathematics",), "tier": ("effective",)})
        assert {one.drop: one.total for one in results.relaxations} == {"subject": 1, "tier": 1}

    def test_a_value_that_no_model_has_finds_nothing(self):
        assert ask(chosen={"subject": ("career",)}).total == 0


@pytest.mark.usefixtures("three")
class TestOrder:
    def test_without_words_the_strongest_tier_comes_first(self):
        assert names(ask()) == ["Studio Day", "Harbor Readers", "Number Trails"]

    @pytest.mark.parametrize(
        ("sort", "is_descending", "first"),
        [
            ("name", False, "Harbor Readers"),
            ("name", True, "Studio Day"),
            ("effect", True, "Number Trails"),
            ("effect", False, "Harbor Readers"),
            ("price", False, "Harbor Readers"),
            ("tier", False, "Number Trails"),
        ],
    )
    def test_a_chosen_order_holds(self, sort, is_descending, first):
        assert names(ask(sort=sort, is_descending=is_descending))[0] == first

    def test_pages_join_without_gap_or_repetition(self):
        whole = ask().numbers
        assert tuple(n for offset in range(3) for n in ask(offset=offset, limit=1).numbers) == whole
        assert ask(offset=10).numbers == ()


class TestClock:
    def test_what_is_not_in_force_is_not_found(self):
        make_entry("Ended", ends_at=AT)
        make_entry("Coming", starts_at=AT + timedelta(days=1))
        make_entry("Now")
        assert names(ask()) == ["Now"]
        assert names(ask(at=AT - timedelta(seconds=1), sort="name")) == ["Ended", "Now"]

    def test_the_tier_changes_at_its_instant_without_any_write(self):
        turn = AT + timedelta(days=5)
        make_entry("Rising", periods=(TierPeriod("promising", AT, turn), TierPeriod("effective", turn)))
        assert ask(chosen={"tier": ("promising",)}).total == 1
        assert ask(at=turn, chosen={"tier": ("effective",)}).total == 1
        assert ask(at=turn, chosen={"tier": ("promising",)}).total == 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.text(max_size=60) | st.sampled_from(['"', "a OR", "((", "NEAR/2", "*", "-", "x" * 10_000, "col:val", "'"]),
    chosen=st.dictionaries(
        st.sampled_from([*FACETS, "nonsense"]), st.lists(st.text(max_size=8)).map(tuple), max_size=3
    ),
    sort=st.sampled_from(SORTS),
    offset=st.integers(0, 10**6),
)
def test_nothing_a_person_can_type_breaks_it(words, chosen, sort, offset):
    results = ask(words, chosen=chosen, sort=sort, offset=offset)
    assert results.total >= len(results.numbers)

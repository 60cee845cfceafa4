"""Who is suggested and proposed: expertise, load, days away and conflict."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from procurement.reviews.matching import Candidate, Case, propose, suggest

BEGINS, DUE = date(2027, 3, 1), date(2027, 3, 20)


def person(key, **facts):
    return Candidate(key=key, name=f"Person {key:03}", **facts)


def case(key=1, **facts):
    return Case(**({"key": key, "begins": BEGINS, "due": DUE, "places": 1} | facts))


def keys(fits):
    return [one.candidate.key for one in fits]


def test_who_knows_the_subject_comes_before_who_is_less_busy():
    knows = person(1, subjects=frozenset({"reading"}), load=3)
    idle = person(2)
    assert keys(suggest(case(subjects=frozenset({"reading"})), [idle, knows])) == [1, 2]


def test_among_equals_the_smaller_share_of_what_they_accept_comes_first():
    assert keys(suggest(case(), [person(1, load=2, load_max=3), person(2, load=2, load_max=9)])) == [2, 1]


def test_the_standing_panel_comes_first_and_conflicts_last():
    found = suggest(case(standing=frozenset({3}), barred=frozenset({1})), [person(1), person(2), person(3)])
    assert keys(found) == [3, 2, 1]
    assert [one.is_free for one in found] == [True, True, False]


def test_half_of_the_time_away_is_too_much_and_a_day_is_not():
    away = person(1, away=((date(2027, 3, 1), date(2027, 3, 10)),))
    busy_day = person(2, away=((date(2027, 3, 5), date(2027, 3, 5)),))
    assert [one.is_away for one in suggest(case(), [away, busy_day])] == [False, True]
    (proposal,) = propose([case(places=2)], [away, busy_day])
    assert (keys(proposal.people), proposal.lacking) == ([2], 1)


def test_whoever_has_least_choice_chooses_first():
    only, other = person(1), person(2)
    wide, narrow = case(1), case(2, barred=frozenset({2}))
    found = propose([wide, narrow], [person(1, load_max=1), other])
    assert [keys(each.people) for each in found] == [[2], [1]]
    assert only.load == 0


def test_a_panel_brings_different_methods():
    twins = [person(key, methods=frozenset({"studies"})) for key in (1, 2)]
    third = person(3, methods=frozenset({"privacy"}), load=1)
    (proposal,) = propose([case(places=2)], [*twins, third])
    assert keys(proposal.people) == [1, 3]


people = st.lists(
    st.builds(
        Candidate,
        key=st.integers(1, 12),
        name=st.just("Somebody"),
        subjects=st.frozensets(st.sampled_from(["reading", "science"])),
        load=st.integers(0, 4),
        load_max=st.integers(0, 5),
    ),
    max_size=8,
    unique_by=lambda one: one.key,
)
cases = st.lists(
    st.builds(
        Case,
        key=st.integers(1, 20),
        begins=st.just(BEGINS),
        due=st.just(DUE),
        places=st.integers(0, 3),
        subjects=st.frozensets(st.sampled_from(["reading", "science"])),
        barred=st.frozensets(st.integers(1, 12)),
    ),
    max_size=6,
    unique_by=lambda one: one.key,
)


@given(people, cases)
def test_nobody_is_proposed_twice_barred_or_beyond_what_they_accept(pool, asked):
    found = propose(asked, pool)
    assert [each.case.key for each in found] == [each.key for each in asked]
    loads = {one.key: one.load for one in pool}
    for proposal in found:
        chosen = keys(proposal.people)
        assert len(chosen) == len(set(chosen)) <= proposal.case.places
        assert not set(chosen) & proposal.case.barred
        for key in chosen:
            loads[key] += 1
    assert all(loads[one.key] <= max(one.load_max, one.load) for one in pool)


@given(people, cases)
def test_a_place_stays_free_only_for_want_of_anybody(pool, asked):
    found = propose(asked, pool)
    loads = {one.key: one.load for one in pool}
    for proposal in found:
        for key in keys(proposal.people):
            loads[key] += 1
    for proposal in found:
        if proposal.lacking:
            left = [one for one in pool if one.key not in {*keys(proposal.people), *proposal.case.barred}]
            assert all(loads[one.key] >= one.load_max for one in left)

import pytest

from procurement.clauses.positions import (
    Alternative,
    Bounds,
    ClauseTerms,
    Kind,
    Parameter,
    Position,
    Stand,
    limits_words,
    rule_on,
    standing_words,
    words_of,
)

HOURS = Parameter("breach_hours", "Hours to give notice", "hours", 72, Bounds(1, None), "breach_hours", "less")
BREACH = ClauseTerms(
    "breach", 1, "Notice of a breach", "privacy", Kind.BOUNDED, "Within {breach_hours} hours.",
    (HOURS,), (Alternative(1, "Day and night", "Day and night, within {breach_hours} hours."),),
)  # fmt: skip
LOCKED = ClauseTerms("law", 1, "Law and courts", "core", Kind.LOCKED, "The law of the state.")
FREE = ClauseTerms("scope", 1, "Scope", "core", Kind.FREE, "What the scope lists.")
POLICY = {"breach_hours": Bounds(maximum=72)}


@pytest.mark.parametrize(
    "position",
    [Position(Stand.CUSTOM, text="The law of the moon."), Position(Stand.ALTERNATIVE, 1), Position(Stand.PARAMETER)],
)
def test_a_locked_clause_takes_nothing_but_the_standard(position):
    ruling = rule_on(LOCKED, position, {})
    assert not ruling.is_allowed
    assert "locked" in ruling.reasons["position"]
    assert rule_on(LOCKED, Position(), {}).is_allowed


@pytest.mark.parametrize(("hours", "allowed"), [(1, True), (48, True), (72, True), (73, False), (0, False)])
def test_a_bounded_number_stays_within_the_policy(hours, allowed):
    ruling = rule_on(BREACH, Position(Stand.PARAMETER, parameters={"breach_hours": hours}), POLICY)
    assert ruling.is_allowed is allowed
    if not allowed:
        assert "1 to 72 hours" in ruling.reasons["breach_hours"]


def test_the_policy_may_be_stricter_than_the_library():
    assert limits_words(HOURS, {"breach_hours": Bounds(maximum=24)}) == "1 to 24 hours"
    assert limits_words(HOURS, {}) == "1 hour or more"


def test_a_bounded_clause_takes_an_alternative_but_no_own_wording():
    assert rule_on(BREACH, Position(Stand.ALTERNATIVE, 1), POLICY).is_allowed
    assert "no alternative 2" in rule_on(BREACH, Position(Stand.ALTERNATIVE, 2), POLICY).reasons["position"]
    assert "no own wording" in rule_on(BREACH, Position(Stand.CUSTOM, text="Whenever."), POLICY).reasons["position"]


def test_a_free_clause_takes_own_wording_that_says_something():
    assert rule_on(FREE, Position(Stand.CUSTOM, text="Twelve weeks of tutoring."), {}).is_allowed
    assert "Write the own wording" in rule_on(FREE, Position(Stand.CUSTOM, text="  "), {}).reasons["text"]
    assert "at most" in rule_on(FREE, Position(Stand.CUSTOM, text="x" * 6001), {}).reasons["text"]


def test_an_unknown_number_is_refused():
    assert "no number called" in rule_on(FREE, Position(Stand.PARAMETER, parameters={"x": 1}), {}).reasons["x"]


def test_words_carry_the_agreed_numbers():
    assert words_of(BREACH, Position()) == "Within 72 hours."
    assert words_of(BREACH, Position(Stand.PARAMETER, parameters={"breach_hours": 48})) == "Within 48 hours."
    assert words_of(BREACH, Position(Stand.ALTERNATIVE, 1)) == "Day and night, within 72 hours."
    assert words_of(FREE, Position(Stand.CUSTOM, text=" Own. ")) == "Own."


def test_standing_is_said_in_a_few_words():
    assert standing_words(BREACH, Position()) == "State standard"
    assert standing_words(BREACH, Position(Stand.PARAMETER, parameters={"breach_hours": 48})) == "48 hours"
    assert standing_words(BREACH, Position(Stand.ALTERNATIVE, 1)) == "Alternative 1: Day and night"
    assert standing_words(FREE, Position(Stand.CUSTOM, text="x")) == "Own wording"


def test_one_time_a_year_reads_as_once():
    audits = Parameter("audits", "Checks a year", "times", 1, Bounds(1, None), "", "more")
    terms = ClauseTerms("audit", 1, "Checks", "privacy", Kind.BOUNDED, "Up to {audits} times a year.", (audits,))
    assert words_of(terms, Position(Stand.STANDARD)) == "Up to once a year."

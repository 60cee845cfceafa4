"""Which tier evidence can carry, condition by condition (Pilotage rules 2.1, 2.2 and 2.4)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.evidence.essa import eligibility, is_higher, lower_of
from marketplace.evidence.facts import FindingFacts, MeasureFacts, RationaleFacts
from marketplace.evidence.rules import EvidenceRules

STATE = MeasureFacts("State test", "state", "summative", True, True)
FORMATIVE = MeasureFacts("Word check", "commercial", "formative", False, True)
OWN_TEST = MeasureFacts("Provider's test", "provider", "formative", False, True)
UNVALIDATED = MeasureFacts("New test", "local", "formative", False, False)

OWN = FindingFacts(
    key="1",
    study="s1",
    label="Okoro, 2024",
    domain="general literacy",
    g=0.25,
    se=0.1,
    n=400,
    is_significant=True,
    rating="without_reservations",
    design="rct",
    measure=STATE,
    independence="independent",
    n_schools=4,
    districts=("Millbrook", "Fells Grove"),
    equivalence_holds=True,
)
REVIEWED = replace(OWN, is_reviewed=True, is_multisite=True, n_schools=None, districts=(), equivalence_holds=False)
SECOND = replace(REVIEWED, key="2", study="s2", label="Hale, 2025", is_significant=False, g=0.02)


def missing(answer, tier):
    return {condition.key for condition in answer.of(tier).missing}


def test_nothing_is_early_stage_and_says_what_to_do():
    answer = eligibility([])
    assert answer.tier == "early_stage"
    assert answer.next_tier == "promising"
    assert answer.missing[0].missing.startswith("Add a study that compares students")
    assert all(condition.missing.endswith(".") for verdict in answer.verdicts for condition in verdict.missing)


def test_the_package_of_an_early_stage_model():
    answer = eligibility([], rationale=RationaleFacts(True, 3, False))
    assert missing(answer, "early_stage") == {"citations", "evaluation_plan"}
    assert "Add 2 more references" in answer.of("early_stage").missing[0].missing
    assert eligibility([], rationale=RationaleFacts(True, 5, True)).of("early_stage").is_met


def test_one_rigorous_independent_study_carries_effective():
    answer = eligibility([OWN])
    assert answer.tier == "effective"
    assert answer.next_tier is None
    assert answer.missing == ()
    assert answer.of("effective").conditions[0].met_by == ("Okoro, 2024",)


@pytest.mark.parametrize(
    ("change", "key", "words"),
    [
        ({"n": 338}, "large_sample", "350 students or more. Okoro, 2024 has 338."),
        ({"n_schools": 1, "districts": ("Millbrook",)}, "sites", "Okoro, 2024 has 1 school on record"),
        ({"independence": "not_independent"}, "independent", "run or paid for by the provider"),
        ({"independence": "unknown"}, "independent", "Declare who wrote Okoro, 2024"),
        ({"rating": "does_not_meet"}, "rigorous", "does not meet our standards"),
        ({"is_significant": False}, "rigorous", "No study so far shows a significant gain."),
        ({"measure": OWN_TEST}, "rigorous", "provider’s own or not yet validated"),
        ({"measure": UNVALIDATED}, "rigorous", "provider’s own or not yet validated"),
        ({"districts": ("Millbrook",)}, "settings", "So far: Millbrook."),
    ],
)
def test_each_condition_of_effective_can_fail_and_says_what_is_missing(change, key, words):
    answer = eligibility([replace(OWN, **change)])
    assert answer.tier != "effective"
    said = {condition.key: condition.missing for condition in answer.of("effective").missing}
    assert words in said[key]


def test_a_tier_rests_on_the_outcomes_on_which_its_conditions_are_met():
    other = replace(REVIEWED, key="3", domain="mathematics", n=40)
    assert eligibility([REVIEWED, SECOND, other]).outcomes == {"general literacy"}
    lost = replace(REVIEWED, key="4", study="s2", domain="mathematics", g=-0.3, n=900)
    assert eligibility([replace(REVIEWED, n=40), other, lost]).outcomes == {"general literacy"}
    assert eligibility([OWN, replace(OWN, key="5", domain="mathematics", n=100)]).outcomes == {"general literacy"}
    assert eligibility([SECOND]).outcomes == set()


def test_the_conditions_of_effective_must_meet_in_one_study():
    large = replace(OWN, independence="not_independent")
    free = replace(OWN, key="2", study="s2", label="Hale, 2025", n=100)
    assert eligibility([large, free]).tier != "effective"


def test_districts_can_be_what_counts_as_a_site():
    one_district = replace(OWN, districts=("Millbrook",))
    other = replace(OWN, key="2", study="s2", label="Hale, 2025", n=90, districts=("Fells Grove",))
    assert eligibility([one_district, other]).tier == "effective"
    assert eligibility([one_district, other], rules=EvidenceRules(sites_are_districts=True)).tier == "early_stage"


def test_promising_needs_both_kinds_of_measure():
    small = replace(OWN, n=120)
    assert missing(eligibility([small]), "promising") == {"formative_measure"}
    formative = replace(small, key="2", measure=FORMATIVE, is_significant=False, g=0.1)
    assert eligibility([small, formative]).tier == "promising"
    assert missing(eligibility([small, replace(formative, g=-0.1)]), "promising") == {"formative_measure"}
    only_formative = replace(small, measure=FORMATIVE)
    assert missing(eligibility([only_formative]), "promising") == {"state_measure"}


def test_one_measure_of_both_kinds_is_not_two_measures():
    both = MeasureFacts("Reading check", "commercial", "formative", True, True)
    small = replace(OWN, n=120, measure=both)
    answer = eligibility([small, replace(small, key="2", study="s2")])
    assert missing(answer, "promising") == {"formative_measure"}
    said = next(condition.missing for condition in answer.of("promising").missing)
    assert "Reading check counts as the state or normed one; name another." in said
    for other in (STATE, FORMATIVE, replace(both, name="Number check")):
        assert eligibility([small, replace(small, key="2", measure=other)]).tier == "promising"


def test_a_linked_study_with_controls_can_carry_promising_but_never_effective():
    linked = replace(OWN, design="correlational", rating="not_causal", is_adjusted=True)
    both = [linked, replace(linked, key="2", measure=FORMATIVE)]
    assert eligibility(both).tier == "promising"
    assert eligibility([replace(each, is_adjusted=False) for each in both]).tier == "early_stage"


def test_a_loss_that_is_as_rigorous_overrides():
    formative = replace(OWN, key="2", measure=FORMATIVE)
    loss = replace(OWN, key="3", study="s3", label="Brandt, 2025", g=-0.2)
    assert eligibility([OWN, formative, loss]).tier == "early_stage"
    assert "Brandt, 2025" in eligibility([OWN, formative, loss]).of("effective").missing[0].missing
    weaker = replace(loss, rating="with_reservations")
    assert eligibility([OWN, formative, weaker]).tier == "effective"
    elsewhere = replace(loss, domain="general math", is_significant=False)
    assert eligibility([OWN, formative, elsewhere]).tier == "effective"


PILOT = replace(
    OWN,
    is_pilot=True,
    design="qed",
    rating="with_reservations",
    is_significant=False,
    n=120,
    g=0.25,
    se=0.18,
    districts=("Millbrook",),
    label="Millbrook pilot, 2027",
)
PILOTS = [
    PILOT,
    replace(PILOT, key="2", measure=FORMATIVE),
    replace(PILOT, key="3", study="s2", label="Fells pilot, 2027", districts=("Fells Grove",)),
]


def test_good_pilots_in_two_districts_carry_promising():
    answer = eligibility(PILOTS)
    assert answer.tier == "promising"
    assert "2 pilots in 2 districts, 240 students: pooled g 0.25" in answer.reasons[0].met_by[0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"districts": ("Millbrook",)}, "2 pilots in 1 district"),
        ({"n": 49}, "0 pilots"),
        ({"n": 90}, "with 180 students can count"),
        ({"equivalence_holds": False}, "0 pilots"),
        ({"g": 0.1}, "does not reach below 0"),
        ({"measure": UNVALIDATED}, "0 pilots"),
    ],
)
def test_pilots_that_do_not_carry(change, words):
    answer = eligibility([replace(pilot, **change) for pilot in PILOTS])
    assert answer.tier == "early_stage"
    assert words in answer.of("promising").missing[0].missing


def test_reviewed_studies_have_their_own_list():
    assert eligibility([REVIEWED]).tier == "promising"
    assert missing(eligibility([REVIEWED]), "effective") == {"studies"}
    assert eligibility([REVIEWED, SECOND]).tier == "effective"


@pytest.mark.parametrize(
    ("change", "key", "words"),
    [
        ({"n": 338}, "large_sample", "The largest so far has 338."),
        ({"is_multisite": None}, "sites", "does not say how many"),
        ({"is_multisite": False}, "sites", "It had one."),
    ],
)
def test_each_condition_of_the_reviewed_list(change, key, words):
    answer = eligibility([replace(REVIEWED, **change), SECOND])
    assert answer.tier == "promising"
    said = {condition.key: condition.missing for condition in answer.missing}
    assert words in said[key]


def test_a_reviewed_gain_on_a_home_made_test_carries_nothing():
    for measure in (OWN_TEST, UNVALIDATED):
        answer = eligibility([replace(REVIEWED, measure=measure), SECOND])
        assert answer.tier == "early_stage"
        assert "tests made by researchers" in answer.missing[0].missing


def test_a_reviewed_loss_in_the_same_domain_on_any_measure_takes_the_gain_away():
    loss = replace(SECOND, g=-0.3, is_significant=True, measure=UNVALIDATED)
    assert eligibility([REVIEWED, loss]).tier == "early_stage"
    assert eligibility([REVIEWED, replace(loss, domain="general math")]).tier == "effective"


def test_tiers_have_an_order():
    assert lower_of("effective", "early_stage") == "early_stage"
    assert is_higher("effective", than="promising")
    assert not is_higher("promising", than="promising")


def test_rules_come_from_a_policy_that_names_some_of_them():
    class Section:
        pooled_analyzed_min = 300
        icc_achievement = "0.15"

    rules = EvidenceRules.from_policy(Section())
    assert (rules.pooled_analyzed_min, rules.icc_achievement, rules.large_sample_min) == (300, 0.15, 350)
    assert eligibility(PILOTS, rules=rules).tier == "early_stage"


findings = st.builds(
    FindingFacts,
    key=st.text(max_size=3),
    study=st.sampled_from("abc"),
    label=st.just("L"),
    domain=st.sampled_from(["general literacy", "general math"]),
    g=st.none() | st.floats(-1, 1),
    se=st.floats(0.05, 0.5),
    n=st.integers(4, 900),
    is_significant=st.booleans(),
    rating=st.sampled_from(["without_reservations", "with_reservations", "does_not_meet", "not_causal"]),
    design=st.sampled_from(["rct", "qed", "correlational", "pre_post"]),
    measure=st.sampled_from([STATE, FORMATIVE, OWN_TEST, UNVALIDATED]),
    independence=st.sampled_from(["independent", "not_independent", "unknown"]),
    is_reviewed=st.booleans(),
    is_adjusted=st.booleans(),
    is_pilot=st.booleans(),
    is_multisite=st.none() | st.booleans(),
    n_schools=st.none() | st.integers(1, 9),
    districts=st.lists(st.sampled_from("MNO"), unique=True).map(tuple),
    equivalence_holds=st.booleans(),
)


@given(st.lists(findings, max_size=6))
def test_any_evidence_has_an_answer_with_reasons(given_findings):
    answer = eligibility(given_findings)
    assert answer.of(answer.tier).is_met or answer.tier == "early_stage"
    for verdict in answer.verdicts:
        for condition in verdict.missing:
            assert condition.missing, condition
    gains = [finding for finding in given_findings if finding.is_gain and finding.measure.carries_tier]
    if answer.tier == "effective":
        assert any(finding.n >= 350 for finding in gains)
    if all(finding.independence != "independent" and not finding.is_reviewed for finding in given_findings):
        assert answer.tier != "effective"

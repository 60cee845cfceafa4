"""Equivalence, rating, independence, several outcomes, and the judging of one finding (Pilotage rules 2.3)."""

from dataclasses import replace

import pytest
from statsmodels.stats.multitest import multipletests

from marketplace.evidence.attrition import attrition
from marketplace.evidence.independence import Author, ProviderIdentity, independence, plain_name
from marketplace.evidence.judging import GroupNumbers, RawFinding, StudyDesign, judge, judge_all
from marketplace.evidence.multiple import benjamini_hochberg
from marketplace.evidence.rules import EvidenceRules
from marketplace.evidence.standards import Covariate, equivalence, rate
from marketplace.evidence.wording import number, percentile, size_word

LOW = attrition(assigned_i=100, assigned_c=100, analyzed_i=98, analyzed_c=97)
HIGH = attrition(assigned_i=100, assigned_c=100, analyzed_i=60, analyzed_c=90)
ALIKE = equivalence([Covariate("score", 0.03)], is_adjusted=False)
APART = equivalence([Covariate("score", 0.40)], is_adjusted=True)
PROVIDER = ProviderIdentity(("Lanternfield Learning, Inc.",), ("Lena Ortiz",))


@pytest.mark.parametrize(
    ("gaps", "is_adjusted", "state"),
    [
        ([], False, "unknown"),
        ([0.05], False, "satisfied"),
        ([-0.05], False, "satisfied"),
        ([0.051], False, "needs_adjustment"),
        ([0.051], True, "adjusted"),
        ([0.25], True, "adjusted"),
        ([0.251], True, "fails"),
        ([0.01, -0.30, 0.02], True, "fails"),
    ],
)
def test_the_worst_covariate_decides(gaps, is_adjusted, state):
    assert equivalence([Covariate("x", gap) for gap in gaps], is_adjusted=is_adjusted).state == state


@pytest.mark.parametrize(
    ("options", "level"),
    [
        ({"design": "rct", "attrition": LOW, "equivalence": APART}, "without_reservations"),
        ({"design": "rct", "attrition": HIGH, "equivalence": ALIKE}, "with_reservations"),
        ({"design": "rct", "attrition": HIGH, "equivalence": APART}, "does_not_meet"),
        ({"design": "rct", "attrition": None, "equivalence": ALIKE}, "with_reservations"),
        ({"design": "rct", "attrition": LOW, "equivalence": ALIKE, "is_compromised": True}, "with_reservations"),
        ({"design": "rct", "attrition": LOW, "equivalence": APART, "is_compromised": True}, "does_not_meet"),
        ({"design": "rct", "attrition": LOW, "equivalence": ALIKE, "has_confound": True}, "does_not_meet"),
        ({"design": "qed", "attrition": LOW, "equivalence": ALIKE}, "with_reservations"),
        ({"design": "qed", "attrition": None, "equivalence": APART}, "does_not_meet"),
        ({"design": "rdd", "attrition": LOW, "equivalence": ALIKE}, "not_causal"),
        ({"design": "correlational", "attrition": LOW, "equivalence": ALIKE}, "not_causal"),
        ({"design": "pre_post", "attrition": LOW, "equivalence": ALIKE}, "not_causal"),
    ],
)
def test_ratings(options, level):
    rating = rate(**options)
    assert rating.level == level
    assert all(reason.endswith(".") for reason in rating.reasons)


@pytest.mark.parametrize(
    ("author", "funders", "verdict"),
    [
        (Author("A. Okoro", "Fells University"), ["Meridian Foundation"], "independent"),
        (Author("A. Okoro", "lanternfield learning"), [], "not_independent"),
        (Author("A. Okoro", "Fells University", paid_by="Lanternfield Learning LLC"), [], "not_independent"),
        (Author("A. Okoro", "Fells University"), ["LANTERNFIELD LEARNING"], "not_independent"),
        (Author("A. Okoro", "Fells University", owns_share=True), [], "not_independent"),
        (Author("A. Okoro", "Fells University", made_model=True), [], "not_independent"),
        (Author("lena ortiz", "Fells University"), [], "not_independent"),
        (Author("A. Okoro", " "), [], "unknown"),
    ],
)
def test_independence_is_derived(author, funders, verdict):
    answer = independence(authors=[author], funders=funders, provider=PROVIDER)
    assert answer.verdict == verdict
    assert answer.reasons


def test_nobody_declared_is_unknown_and_an_accepted_review_stands_in():
    assert independence(authors=[], funders=[], provider=PROVIDER).verdict == "unknown"
    assert independence(authors=[], funders=[], provider=PROVIDER, is_accepted_review=True).is_independent


def test_a_name_is_compared_without_its_legal_form():
    assert plain_name("The Lanternfield Learning Co., Inc.") == plain_name("lanternfield  learning")
    assert plain_name("Inc.") == ""


def test_benjamini_hochberg_agrees_with_statsmodels():
    p_values = [0.001, 0.04, 0.03, 0.20, 0.012, 0.049]
    theirs, *_ = multipletests(p_values, alpha=0.05, method="fdr_bh")
    assert [each.is_significant for each in benjamini_hochberg(p_values)] == list(theirs)
    assert benjamini_hochberg([]) == []


RAW = RawFinding(
    key="1",
    study="s",
    domain="general literacy",
    kind="continuous",
    i=GroupNumbers(n=100, assigned=100, mean=12.0, sd=3.0, pre_mean=10.0, pre_sd=3.0),
    c=GroupNumbers(n=100, assigned=100, mean=11.1, sd=3.0, pre_mean=10.0, pre_sd=3.0),
)
RANDOMIZED = StudyDesign("rct")


def test_several_outcomes_share_the_chance_of_a_false_alarm():
    alone = judge(RAW, RANDOMIZED, EvidenceRules())
    assert alone.is_significant
    others = [replace(RAW, key=str(n), c=replace(RAW.c, mean=11.9)) for n in range(2, 5)]
    together = judge_all([(raw, RANDOMIZED) for raw in [RAW, *others]], EvidenceRules())
    assert not together[0].is_significant
    assert together[0].adjusted.critical == pytest.approx(0.0125)
    apart = judge_all(
        [(RAW, RANDOMIZED), *[(replace(raw, domain="general math"), RANDOMIZED) for raw in others]], EvidenceRules()
    )
    assert apart[0].is_significant


def test_lost_groups_count_as_lost_students_do():
    design = StudyDesign("rct", is_cluster_assigned=True)
    raw = replace(
        RAW, i=replace(RAW.i, clusters=10, clusters_assigned=20), c=replace(RAW.c, clusters=20, clusters_assigned=20)
    )
    judged = judge(raw, design, EvidenceRules())
    assert judged.attrition.level == "groups"
    assert not judged.attrition.is_low


def test_one_class_in_a_group_is_a_confound():
    design = StudyDesign("rct", is_cluster_assigned=True)
    raw = replace(RAW, i=replace(RAW.i, clusters=1), c=replace(RAW.c, clusters=5))
    assert judge(raw, design, EvidenceRules()).rating.level == "does_not_meet"


def test_an_analysis_that_counts_groups_is_not_corrected_again():
    design = StudyDesign("qed", is_cluster_assigned=True)
    assert judge(replace(RAW, accounts_for_clusters=True), design, EvidenceRules()).correction is None


def test_the_policy_s_likeness_is_used_by_kind_of_outcome():
    design = StudyDesign("qed", is_cluster_assigned=True)
    raw = replace(RAW, i=replace(RAW.i, clusters=5), c=replace(RAW.c, clusters=5))
    assert judge(raw, design, EvidenceRules()).correction.icc == 0.20
    assert judge(replace(raw, is_achievement=False), design, EvidenceRules()).correction.icc == 0.10
    assert judge(replace(raw, icc=0.05), design, EvidenceRules()).correction.icc == 0.05


def test_growth_compared_counts_as_adjusted_and_widens_the_error():
    raw = replace(RAW, is_gain_score=True, i=replace(RAW.i, pre_mean=10.4))
    judged = judge(raw, StudyDesign("qed"), EvidenceRules())
    assert judged.equivalence.state == "adjusted"
    assert judged.effect.method == "difference in differences"
    assert judged.effect.g < judge(RAW, StudyDesign("qed"), EvidenceRules()).effect.g


@pytest.mark.parametrize(
    ("g", "word", "place"),
    [
        (0.04, "small", "52nd"),
        (0.05, "medium", "52nd"),
        (0.20, "medium", "58th"),
        (0.21, "large", "58th"),
        (-0.5, "large", "31st"),
    ],
)
def test_words_for_sizes(g, word, place):
    assert size_word(g) == word
    assert percentile(g) == place


def test_numbers_have_a_true_minus_and_no_minus_zero():
    assert number(-0.123) == "−0.12"
    assert number(-0.001) == "0.00"

"""The golden values of Pilotage rules 2.5, and what must hold for any numbers."""

from math import sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import effectsize_smd

from marketplace.evidence.effects import (
    Group,
    NotComputable,
    Share,
    cluster_correction,
    corrected,
    cox,
    difference_in_differences,
    hedges_g,
    improvement_index,
    omega,
    pooled_sd,
    published_effect,
)

NEAR = 1e-4


def near(value, places=NEAR):
    return pytest.approx(value, abs=places)


def test_g1_three_against_three():
    effect = hedges_g(Group(3, 6, 1), Group(3, 5, 1))
    assert omega(6) == near(0.8)
    assert effect.g / omega(6) == near(1.0)
    assert effect.g == near(0.8)


def test_g2_textbook_example():
    i, c = Group(50, 103, 5.5), Group(50, 100, 4.5)
    effect = hedges_g(i, c)
    assert pooled_sd(i, c) == near(5.02494)
    assert 3 / pooled_sd(i, c) == near(0.59702)
    assert effect.g == near(0.59244)
    assert effect.se == near(0.20434)
    assert improvement_index(effect.g) == near(22.3, 0.05)


@pytest.mark.parametrize(
    ("g", "index"),
    [(0.25, 9.87), (-0.10, -3.98), (0.05, 1.99), (0.20, 7.93), (0.50, 19.15)],
    ids=["g3", "g4a", "g4b", "g4c", "g4d"],
)
def test_g3_g4_improvement_index(g, index):
    assert improvement_index(g) == near(index, 0.005)


def test_g5_cox_with_omega():
    effect = cox(Share(10, 0.8), Share(10, 0.5))
    assert effect.g / omega(20) == near(0.84018)
    assert effect.g == near(0.80468)


def test_g6_cox_of_four_hundred():
    assert cox(Share(200, 0.78), Share(200, 0.70)).g == near(0.25308)


def test_g7_clusters_take_significance_away():
    correction = cluster_correction(published_effect(0.30, 200, 200), clusters=20, icc=0.20)
    assert correction.t_naive == near(2.98327)
    assert correction.p_naive == near(0.00303, 1e-5)
    assert correction.t == near(1.34860)
    assert correction.df == near(231.658, 1e-3)
    assert correction.p == near(0.17879)
    assert correction.gamma == near(0.99041)


def test_g8_degrees_of_freedom():
    assert cluster_correction(published_effect(0.30, 50, 50), clusters=20, icc=0.10).df == near(94.40, 0.005)


def test_g12_difference_in_differences():
    post = hedges_g(Group(60, 215, 14), Group(62, 210, 15))
    pre = hedges_g(Group(60, 203, 13), Group(62, 202, 13.5))
    effect = difference_in_differences(post, pre, correlation=0.5)
    assert (post.g, pre.g, effect.g) == (near(0.34227), near(0.07496), near(0.26731))
    assert effect.se == near(sqrt(post.se**2 + pre.se**2 - post.se * pre.se))


def test_standard_error_of_cox_follows_its_formula():
    effect = cox(Share(120, 0.62), Share(110, 0.5))
    expected = omega(230) * sqrt(1 / (120 * 0.62 * 0.38) + 1 / (110 * 0.25)) / 1.65
    assert effect.se == near(expected, 1e-12)
    assert effect.df == 228


def test_covariates_shrink_only_the_first_term():
    i, c = Group(80, 12, 3), Group(90, 11, 3)
    plain, better = hedges_g(i, c), hedges_g(i, c, r_squared=0.5)
    assert better.g == plain.g
    assert better.se**2 == near(170 / (80 * 90) * 0.5 + plain.g**2 / 340, 1e-12)
    assert better.se_plain == plain.se


def test_correction_starts_without_the_gain_from_covariates():
    i, c = Group(200, 12, 3), Group(200, 11.5, 3)
    plain, better = hedges_g(i, c), hedges_g(i, c, r_squared=0.6)
    assert cluster_correction(plain, clusters=20, icc=0.2) == cluster_correction(better, clusters=20, icc=0.2)


@pytest.mark.parametrize(
    ("made", "field"),
    [
        (lambda: hedges_g(Group(10, 1, 0), Group(10, 1, 1)), "sd_i"),
        (lambda: hedges_g(Group(10, 1, 1), Group(10, 1, 0)), "sd_c"),
        (lambda: hedges_g(Group(1, 1, 1), Group(10, 1, 1)), "n_i"),
        (lambda: hedges_g(Group(10, 1, 1), Group(10, 1, 1), r_squared=1), "r_squared"),
        (lambda: cox(Share(10, 0), Share(10, 0.5)), "share_i"),
        (lambda: cox(Share(10, 0.4), Share(10, 1)), "share_c"),
        (lambda: cluster_correction(published_effect(0.3, 20, 20), clusters=1, icc=0.2), "clusters"),
        (lambda: cluster_correction(published_effect(0.3, 20, 20), clusters=41, icc=0.2), "clusters"),
        (lambda: cluster_correction(published_effect(0.3, 20, 20), clusters=4, icc=1.2), "icc"),
        (lambda: published_effect(float("nan"), 20, 20), "published_g"),
    ],
)
def test_what_cannot_be_computed_names_its_field(made, field):
    with pytest.raises(NotComputable) as refusal:
        made()
    assert refusal.value.field == field
    assert refusal.value.reason.endswith(".")


def test_gamma_changes_only_the_shown_effect():
    effect = published_effect(0.30, 200, 200)
    correction = cluster_correction(effect, clusters=20, icc=0.20)
    plain, shown = corrected(effect, correction), corrected(effect, correction, with_gamma=True)
    assert plain.g == 0.30
    assert shown.g == near(0.30 * 0.99041)
    assert (shown.t, shown.p, shown.df) == (plain.t, plain.p, plain.df)


groups = st.builds(Group, n=st.integers(4, 5000), mean=st.floats(-50, 50), sd=st.floats(0.5, 40))


@given(i=groups, c=groups)
def test_g_matches_an_outside_implementation(i, c):
    ours = hedges_g(i, c)
    theirs, _ = effectsize_smd(i.mean, i.sd, i.n, c.mean, c.sd, c.n)
    assert ours.g == pytest.approx(float(theirs), rel=0.005, abs=1e-9)


@given(i=groups, c=groups)
def test_swapping_the_groups_turns_the_sign(i, c):
    assert hedges_g(c, i).g == pytest.approx(-hedges_g(i, c).g)


@given(
    g=st.floats(-2, 2),
    n_i=st.integers(10, 2000),
    n_c=st.integers(10, 2000),
    clusters=st.integers(2, 400),
    icc=st.floats(0, 0.6),
)
def test_correction_never_makes_a_result_significant(g, n_i, n_c, clusters, icc):
    assume(clusters <= n_i + n_c)
    effect = published_effect(g, n_i, n_c)
    try:
        correction = cluster_correction(effect, clusters=clusters, icc=icc)
    except NotComputable:
        return
    assert abs(correction.t) <= abs(correction.t_naive) + 1e-12
    assert not (correction.p < 0.05 <= correction.p_naive)


@given(i=groups, c=groups)
def test_the_interval_agrees_with_p_about_zero(i, c):
    effect = hedges_g(i, c)
    assume(abs(effect.p - 0.05) > 1e-6)
    lower, upper = effect.interval
    assert (lower > 0 or upper < 0) == (effect.p < 0.05)

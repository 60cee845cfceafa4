"""Pooling against published meta-analyses and the golden values (Pilotage rules 2.5, G10 and G11)."""

import csv
from math import log, sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import combine_effects

from marketplace.evidence.pooling import Estimate, averaged, pool, prediction_interval, random_effects

PUBLISHED = Path(__file__).parents[4] / "shared" / "data" / "effect-sizes"
BCG = """4,119,11,128; 6,300,29,274; 3,228,11,209; 62,13536,248,12619; 33,5036,47,5761; 180,1361,372,1079;
8,2537,10,619; 505,87886,499,87892; 29,7470,45,7232; 17,1699,65,1600; 186,50448,141,27197; 5,2493,3,2338;
27,16886,29,17825"""
needs_published = pytest.mark.skipif(
    not PUBLISHED.is_dir(), reason="the published data sets are not beside the clone (../shared/data/effect-sizes)"
)


def log_risk_ratio(cells):
    a, b, c, d = map(int, cells)
    return Estimate("", log((a / (a + b)) / (c / (c + d))), sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)))


def test_g10_bcg():
    pooled = pool([log_risk_ratio(trial.split(",")) for trial in BCG.split(";")])
    assert pooled.k == 13
    assert pooled.fixed.value == pytest.approx(-0.4303, abs=1e-4)
    assert pooled.fixed.z == pytest.approx(-10.6247, abs=1e-4)
    assert pooled.q == pytest.approx(152.2330, abs=1e-4)
    assert pooled.tau_squared == pytest.approx(0.3088, abs=1e-4)
    assert pooled.i_squared == pytest.approx(92.12, abs=0.005)
    random = pooled.random
    assert (random.value, random.lower, random.upper) == pytest.approx((-0.7141, -1.0644, -0.3638), abs=1e-4)


def test_g11_three_studies():
    pooled = pool([Estimate("", g, sqrt(v)) for g, v in ((0.18, 0.0100), (0.05, 0.0064), (0.31, 0.0225))])
    assert (pooled.fixed.value, pooled.fixed.se) == pytest.approx((0.13166, 0.05767), abs=1e-5)
    assert pooled.q == pytest.approx(2.689, abs=1e-3)
    assert pooled.tau_squared == pytest.approx(0.003836, abs=1e-6)
    assert (pooled.random.value, pooled.random.se) == pytest.approx((0.14266, 0.06935), abs=1e-5)
    assert pooled.i_squared == pytest.approx(25.6, abs=0.05)


def test_one_study_is_not_a_pool():
    assert pool([Estimate("Okoro, 2024", 0.2, 0.1)]) is None
    assert pool([]) is None


def test_alike_studies_give_no_spread_and_both_models_agree():
    pooled = pool([Estimate("", 0.2, 0.1), Estimate("", 0.2, 0.2)])
    assert (pooled.q, pooled.i_squared, pooled.tau_squared) == (pytest.approx(0), 0, 0)
    assert pooled.random == pooled.fixed
    assert pooled.prediction is None


def test_prediction_interval_is_wider_than_the_mean_s():
    pooled = pool([Estimate("", g, 0.1) for g in (0.1, 0.5, 0.3)])
    lower, upper = pooled.prediction
    assert lower < pooled.random.lower
    assert upper > pooled.random.upper


def test_several_outcomes_of_one_study_count_once():
    one = averaged("Okoro, 2024", [(0.2, 0.1), (0.4, 0.1), (0.3, 0.1)])
    assert (one.g, one.se) == pytest.approx((0.3, 0.1))


def test_a_study_without_a_standard_error_is_refused():
    with pytest.raises(ValueError, match="standard error above 0"):
        pool([Estimate("", 0.2, 0.0), Estimate("", 0.1, 0.1)])


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@given(st.lists(st.tuples(st.floats(-2, 2), st.floats(0.02, 1)), min_size=2, max_size=12))
def test_statsmodels_agrees(pairs):
    effects, errors = np.array(pairs).T
    theirs = combine_effects(effects, errors**2, method_re="chi2")
    ours = pool([Estimate("", float(g), float(se)) for g, se in pairs])
    assert ours.fixed.value == pytest.approx(theirs.mean_effect_fe, abs=1e-9)
    assert ours.fixed.se == pytest.approx(theirs.sd_eff_w_fe, abs=1e-9)
    assert ours.q == pytest.approx(theirs.q, abs=1e-6)
    if ours.tau_squared > 0:
        assert ours.random.value == pytest.approx(theirs.mean_effect_re, abs=1e-6)
    assert sum(ours.weights) == pytest.approx(1)


def published_estimates(name):
    with (PUBLISHED / name).open(newline="") as file:
        rows = list(csv.DictReader(file))
    if name == "dat.bcg.csv":
        return [log_risk_ratio([row["tpos"], row["tneg"], row["cpos"], row["cneg"]]) for row in rows]
    return [Estimate("", float(row["yi"]), sqrt(float(row["vi"]))) for row in rows]


def published_answers():
    if not PUBLISHED.is_dir():
        return []
    with (PUBLISHED / "published_answers.csv").open(newline="") as file:
        return [(row["dataset"], row["method"], row["quantity"], float(row["value"])) for row in csv.DictReader(file)]


def published_tau_squared(name, method):
    if method == "FE":
        return 0.0
    found = [value for data, how, what, value in published_answers() if (data, how, what) == (name, method, "tau2")]
    return found[0]


def of_mean(mean, quantity):
    return {
        "mu": mean.value,
        "se": mean.se,
        "z": mean.z,
        "p": mean.p,
        "ci_lb": mean.lower,
        "ci_ub": mean.upper,
    }[quantity]


@needs_published
@pytest.mark.parametrize(
    ("name", "method", "quantity", "value"),
    [answer for answer in published_answers() if answer[2] != "tau2" or answer[1] == "DL"],
)
def test_published_answers(name, method, quantity, value):
    """Every published figure; an estimator of spread that is not ours is given, and the rest follows from it."""
    estimates = published_estimates(name)
    pooled = pool(estimates)
    digits = 6e-3 if name == "dat.raudenbush1985.csv" else 2e-4
    if quantity == "Q":
        assert pooled.q == pytest.approx(value, abs=5e-3)
    elif quantity == "Q_p":
        assert pooled.q_p == pytest.approx(value, abs=1e-3)
    elif quantity == "I2":
        assert pooled.i_squared == pytest.approx(value, abs=1e-2)
    elif quantity == "tau2":
        assert pooled.tau_squared == pytest.approx(value, abs=2e-4)
    else:
        ours = {"FE": pooled.fixed, "DL": pooled.random}.get(method) or random_effects(
            estimates, tau_squared=published_tau_squared(name, method)
        )
        if quantity.startswith("pi_"):
            interval = prediction_interval(ours, tau_squared=published_tau_squared(name, method))
            assert interval[quantity == "pi_ub"] == pytest.approx(value, abs=digits)
        else:
            assert of_mean(ours, quantity) == pytest.approx(value, abs=digits)

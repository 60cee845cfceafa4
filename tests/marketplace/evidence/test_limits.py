"""What a model's evidence cannot tell."""

from dataclasses import replace

import pytest

from marketplace.evidence.facts import FindingFacts, MeasureFacts
from marketplace.evidence.limits import limits_of

CLEAN = FindingFacts(
    key="1", study="1", label="Okoro, 2024", domain="alphabetics", g=0.2, se=0.1, n=306, is_significant=True,
    rating="without_reservations", design="rct", independence="independent", is_multisite=True,
    measure=MeasureFacts("State test", "state", "summative", is_normed=True, is_validated=True),
)  # fmt: skip
SECOND = replace(CLEAN, key="2", study="2")


def test_two_clean_studies_have_no_limit_to_name():
    assert limits_of([CLEAN, SECOND]) == ()


@pytest.mark.parametrize(
    ("findings", "words"),
    [
        ([], "No study is on record"),
        ([CLEAN], "One study counts."),
        ([replace(CLEAN, design="pre_post")], "No study compares students"),
        ([replace(CLEAN, rating="does_not_meet")], "No study that compares two groups counts"),
        ([replace(CLEAN, design="qed"), replace(SECOND, design="qed")], "No study let chance decide"),
        ([replace(CLEAN, is_multisite=None), replace(SECOND, is_multisite=False)], "in more than one site"),
        (
            [CLEAN, SECOND, replace(CLEAN, study="3", independence="not_independent")],
            "1 of 3 studies was run by people tied to the provider.",
        ),
        (
            [replace(CLEAN, independence="unknown"), replace(SECOND, independence="unknown")],
            "2 of 2 studies do not declare who stood behind them.",
        ),
        ([CLEAN, replace(SECOND, measure=replace(CLEAN.measure, owner="provider"))], "1 result on the provider’s own"),
        ([CLEAN, SECOND, replace(SECOND, key="3", design="pre_post")], "1 result without a comparison group"),
        ([CLEAN, replace(SECOND, g=-0.3)], "1 result where students who used it did significantly worse."),
    ],
)
def test_each_limit_is_said(findings, words):
    assert any(words in said for said in limits_of(findings)), limits_of(findings)

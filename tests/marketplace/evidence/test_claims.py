"""A claim beside what the numbers give: the difference, what it comes from, and why where nothing can be computed."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from marketplace.evidence.assessment import assess
from marketplace.evidence.claims import NO_COMPARISON, claims
from marketplace.evidence.judging import GroupNumbers, RawFinding, StudyDesign, judge
from marketplace.evidence.results import finding_result
from marketplace.evidence.rules import EvidenceRules
from tests.factories.evidence import make_finding, make_study
from tests.factories.products import author_of

CLASSES = {"clusters": (10, 10)}
POST, SPREAD, START, START_SPREAD = (215, 211), (14, 15), (202.2, 202), (13, 13.5)


def answered(*, g=None, p=None, kind="continuous", shares=(None, None), clusters=(None, None), design="rct", **more):
    groups = [
        GroupNumbers(
            n=200,
            mean=POST[side],
            sd=SPREAD[side],
            share=shares[side],
            pre_mean=START[side],
            pre_sd=START_SPREAD[side],
            clusters=clusters[side],
        )
        for side in (0, 1)
    ]
    raw = RawFinding("1", "1", "general literacy", kind, *groups, **more)
    judged = judge(raw, StudyDesign(design, is_cluster_assigned=clusters[0] is not None), EvidenceRules())
    return claims(raw, judged, design=design, g=g, p=p)


@pytest.mark.parametrize(
    ("g", "verdict"), [(0.28, "same"), (0.27, "smaller"), (0.281, "larger"), (-0.4, "other_sign"), (0.2702, "same")]
)
def test_an_effect_is_the_same_within_half_a_hundredth(g, verdict):
    (claim,) = answered(g=g)
    assert claim.computed == pytest.approx(0.2752, abs=1e-4)
    assert claim.verdict == verdict
    assert claim.difference == pytest.approx(g - claim.computed)


@pytest.mark.parametrize(
    ("g", "more", "words"),
    [
        (-0.2752, {}, "sign turned round"),
        (12.8 / 13, {}, "growth of the model group alone"),
        (0.2603, {}, "growth of the groups"),
        (0.2752, {"is_gain_score": True}, "scores at the end, not the growth"),
        (4 / 14, {}, "spread of the model group alone"),
        (0.4055, {"kind": "binary", "shares": (0.6, 0.5)}, "log of the odds ratio"),
        (0.9, {}, ""),
    ],
)
def test_the_difference_is_named_where_another_reckoning_gives_it(g, more, words):
    (claim,) = answered(g=g, **more)
    assert claim.verdict != "same"
    assert words in claim.reason
    assert bool(claim.reason) == bool(words)


def test_a_p_that_counts_classes_as_students_is_named():
    (claim,) = answered(p=0.006, **CLASSES)
    assert claim.computed > 0.05
    assert claim.verdict == "surer"
    assert "counted as single students" in claim.reason


@pytest.mark.parametrize(("p", "verdict"), [(0.007, "same"), (0.03, "differs"), (0.2, "less_sure")])
def test_a_p_is_judged_by_what_it_means(p, verdict):
    (claim,) = answered(p=p)
    assert claim.computed == pytest.approx(0.0064, abs=1e-3)
    assert claim.verdict == verdict


def test_a_p_that_tests_for_a_gain_only_is_named():
    (plain,) = answered(p=0.9, **CLASSES)
    assert plain.reason == ""
    (claim,) = answered(p=plain.computed / 2, **CLASSES)
    assert claim.verdict == "differs"
    assert "only a gain is tested for" in claim.reason


def test_growth_and_missing_numbers_say_why_nothing_is_computed():
    (claim,) = answered(g=0.8, design="pre_post")
    assert (claim.computed, claim.difference, claim.reason) == (None, None, NO_COMPARISON)
    effect, chance = answered(g=0.8, p=0.01, kind="binary")
    assert {effect.verdict, chance.verdict} == {"unknown"}
    assert "missing" in effect.reason


@pytest.mark.django_db
def test_claims_are_typed_kept_and_shown(client):
    finding = make_finding(claimed_g=Decimal("0.98"), claimed_p=Decimal("0.006"))
    client.force_login(author_of(finding.study.model.provider))
    shown = client.get(reverse("evidence:finding", args=[finding.pk])).content.decode()
    assert "What the report claims" in shown
    assert "The claim is larger" in shown
    assert "growth of the model group alone" in shown
    listed = client.get(reverse("evidence:list", args=[finding.study.model.slug])).content.decode()
    assert "+0.70" in listed
    (item,) = assess(model=finding.study.model).findings
    lines = finding_result(item).claims
    assert [(line.claimed, line.computed, line.difference) for line in lines] == [
        ("0.98", "0.28", "+0.70"),
        ("0.006", "0.006", "0.000"),
    ]
    rows = client.get(reverse("evidence:csv", args=[finding.study.model.slug])).content.decode()
    assert "Effect size claimed 0.98, computed 0.28, difference +0.70." in rows
    form = client.get(reverse("evidence:finding_edit", args=[finding.pk])).content.decode()
    assert 'value="0.98"' in form


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "words"), [("claimed_g", "21", "from −5 to 5"), ("claimed_p", "5", "at most 1")]
)
def test_a_claim_in_another_unit_is_refused_at_its_field(field, value, words):
    with pytest.raises(ValidationError) as refused:
        make_finding(study=make_study(), **{field: Decimal(value)})
    assert words in str(refused.value.message_dict[field])

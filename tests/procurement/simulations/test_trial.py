"""What a draft would change, with reasons; numbers by hand."""

from dataclasses import replace

import pytest

from marketplace.evidence.essa import eligibility
from marketplace.evidence.facts import FindingFacts, MeasureFacts
from marketplace.evidence.rules import EvidenceRules
from procurement.policy.schema import PolicyBody
from procurement.policy.shipped import shipped_policy
from procurement.quotes.lanes import Bands
from procurement.simulations.trial import (
    ModelFacts,
    RequestFacts,
    asked_change,
    carried_change,
    comparable_scores,
    more_reviewers,
    passed_limits,
    request_change,
    tier_change,
)
from tests.factories.policy import body_with

NOW = PolicyBody.from_json(shipped_policy())
SCORES = {criterion.key: 3 for criterion in NOW.criteria} | {"sustainability": 2}
NOTHING = eligibility([])
BANDS = Bands(1_500_000, 25_000_000, 3)


def under(**values):
    return PolicyBody.from_json(body_with({path.replace("__", "."): value for path, value in values.items()}))


def change(then, *, scores=SCORES, now_evidence=NOTHING, then_evidence=NOTHING):
    return tier_change(ModelFacts("early_stage", scores, now_evidence, then_evidence), now=NOW, then=then)


def test_the_same_numbers_change_nothing():
    assert change(NOW) is None


def test_a_higher_total_takes_the_tier_and_says_which_number_is_missed():
    tiers = ("early_stage", "promising", "effective")
    found = change(under(**{f"tiers__{tier}__weighted_total_min_percent": 74 for tier in tiers}))
    assert (found.kind, found.before, found.after) == ("loss", "early_stage", None)
    assert found.reasons == ("Not met under the draft: The weighted total is 72.5%; early stage needs 74%.",)


def test_a_lower_score_gives_a_tier_and_says_what_stood_in_the_way():
    scores = SCORES | {"privacy": 1}
    found = change(under(tiers__early_stage__score_min=1), scores=scores)
    assert (found.kind, found.before, found.after) == ("gain", None, "early_stage")
    assert "Privacy and security has 1; early stage needs 2." in found.reasons[0]


def test_a_model_nobody_scored_is_compared_by_its_evidence_alone():
    found = change(under(tiers__early_stage__score_min=4), scores=None)
    assert found is None


def test_a_criterion_that_nobody_scored_leaves_the_scores_out_on_both_sides():
    body = shipped_policy()
    body["criteria"][6] |= {"key": "community", "name": "Community"}
    then = PolicyBody.from_json(body)
    assert comparable_scores(ModelFacts("", SCORES, NOTHING, NOTHING), NOW, then) is None


def evidence(rules):
    """Two reviewed studies, the larger with 300 students: enough for promising, too small for effective."""
    state = MeasureFacts("State test", "state", "summative", True, True)
    first = FindingFacts(
        key="1", study="1", label="A study", domain="general literacy", g=0.3, se=0.1, n=300, is_significant=True,
        rating="without", design="rct", measure=state, independence="independent", is_reviewed=True,
        is_multisite=True, n_schools=6, districts=("Millbrook", "Fells Grove"), equivalence_holds=True,
    )  # fmt: skip
    return eligibility([first, replace(first, key="2", study="2", n=120)], rules=rules)


def test_another_bound_on_evidence_gives_or_takes_by_the_condition_it_moves():
    before, after = evidence(EvidenceRules()), evidence(EvidenceRules(large_sample_min=250))
    assert (before.tier, after.tier) == ("promising", "effective")
    found = change(under(evidence__large_sample_min=250), scores=None, now_evidence=before, then_evidence=after)
    assert found.kind == "gain"
    assert any("350" in reason for reason in found.reasons)


@pytest.mark.parametrize(
    ("cents", "approved", "then", "more"),
    [
        (1_400_000, 5, Bands(1_000_000, 25_000_000, 3), 2),
        (1_400_000, 5, Bands(1_000_000, 25_000_000, 1), 0),
        (1_400_000, 5, Bands(100, 200, 3), 4),
        (1_400_000, 0, Bands(100, 200, 3), 0),
        (1_400_000, 5, Bands(2_000_000, 25_000_000, 3), None),
    ],
)
def test_a_request_needs_as_many_invitees_as_its_new_band_asks_for(cents, approved, then, more):
    asked = RequestFacts(cents, 100, "promising", 1, approved)
    found = request_change(asked, now=BANDS, then=then, rules=NOW.tiers.promising)
    assert (found and found.more_invitees) == more


def test_a_request_past_a_limit_of_its_tier_says_which():
    rules = under(tiers__early_stage__students_per_pilot_max=50, tiers__early_stage__cents_per_pilot_max=100_000).tiers
    asked = RequestFacts(1_400_000, 100, "early_stage", 1, 1)
    found = request_change(asked, now=BANDS, then=BANDS, rules=rules.early_stage)
    assert found.reasons == (
        "It is for 100 students; early stage would allow 50 in one pilot.",
        "It costs $14,000; early stage would allow $1,000 for one pilot.",
    )


@pytest.mark.parametrize(("on_panel", "own", "asked", "more"), [(3, 3, 5, 2), (5, 3, 5, 0), (2, 3, 3, 0), (2, 3, 4, 1)])
def test_a_panel_needs_what_the_draft_asks_above_what_it_needs_now(on_panel, own, asked, more):
    assert more_reviewers(on_panel=on_panel, own_min=own, then=under(review__reviewers_min=asked)) == more


def test_an_application_fares_otherwise_where_its_evidence_reaches_what_it_asks_for_under_one_version_only():
    strong = replace(NOTHING, tier="promising")
    assert asked_change("promising", strong, strong, tiers=NOW.tiers) == ()
    assert asked_change("early_stage", strong, NOTHING, tiers=NOW.tiers) == ()
    lost = asked_change("promising", strong, NOTHING, tiers=NOW.tiers)
    assert lost[0] == "It asks for promising; under the draft its evidence would carry only early stage."
    assert len(lost) == 1 + len(NOTHING.of("promising").missing)
    assert "now it does not" in asked_change("promising", NOTHING, strong, tiers=NOW.tiers)[0]
    assert "carries promising now and would carry early stage" in carried_change(strong, NOTHING, tiers=NOW.tiers)[0]


def test_a_pilot_passes_a_limit_of_the_draft_only_where_its_own_version_does_not_set_it_as_low():
    draft = under(tiers__early_stage__students_per_pilot_max=200).tiers.early_stage
    own = NOW.tiers.early_stage
    assert passed_limits(300, 100, own=own, draft=draft) == (
        "It is for 300 students; early stage would allow 200 in one pilot.",
    )
    assert passed_limits(200, 100, own=own, draft=draft) == ()
    assert passed_limits(300, 100, own=draft, draft=draft) == ()

"""The names of the tiers: by version, pinned by what began under it, and what faults they may have."""

import pytest

from marketplace.access.scope import request_scope
from marketplace.components.marks import tier
from marketplace.products.tier_names import tier_choices, tier_label, tier_phrase
from procurement.policy.models import PolicyVersion
from procurement.policy.reading import PolicyError
from procurement.policy.schema import PolicyBody
from procurement.policy.services import draft_policy, publish_policy
from procurement.policy.shipped import shipped_policy
from tests.factories import AT
from tests.factories.designations import make_approval
from tests.factories.policy import body_with

NAME = "tiers.promising.name"


def renamed(name="Proven here"):
    """The name of one tier changes with the next version."""
    return publish_policy(policy=draft_policy(body=body_with({NAME: name}), actor=None, at=AT), actor=None, at=AT)


@pytest.mark.django_db
def test_before_any_policy_the_shipped_names_hold():
    assert tier_choices()[1] == ("promising", "Promising")


@pytest.mark.django_db
def test_what_is_pinned_keeps_its_name_and_the_rest_takes_the_new_one(django_assert_num_queries):
    first = publish_policy(policy=draft_policy(body=shipped_policy(), actor=None, at=AT), actor=None, at=AT)
    second = renamed()
    assert (tier_label("promising"), tier_label("promising", first.pk)) == ("Proven here", "Promising")
    assert "Proven here" in tier("promising")
    assert "Promising" in tier("promising", first.pk)
    assert tier_phrase("promising", second.pk) == "proven here"
    with request_scope(), django_assert_num_queries(1):
        assert [tier_label("promising", pk) for pk in (None, first.pk, second.pk)] == [
            *("Proven here", "Promising", "Proven here")
        ]


@pytest.mark.django_db
def test_an_approval_keeps_the_words_it_was_given_in():
    approval = make_approval()
    words = approval.get_tier_display()
    renamed()
    publish_policy(
        policy=draft_policy(body=body_with({f"tiers.{approval.tier}.name": "Renamed"}), actor=None, at=AT),
        actor=None, at=AT,
    )  # fmt: skip
    assert (approval.get_tier_display(), tier_label(approval.tier)) == (words, "Renamed")
    assert approval.determination.outcome == f"Approved, {words[0].lower()}{words[1:]}"


@pytest.mark.django_db
def test_a_version_from_before_there_were_names_reads_as_shipped():
    body = shipped_policy()
    for rules in body["tiers"].values():
        del rules["name"]
    old = PolicyVersion.objects.create(number=1, body=body, state="published", created_at=AT, published_at=AT)
    assert old.rules.tiers.promising.phrase == "promising"
    assert tier_label("promising", old.pk) == "Promising"


@pytest.mark.parametrize(
    ("name", "words"),
    [("ESSA strong", ""), ("Early Stage", "Another tier has this name"), ("x" * 41, "at most 40 characters")],
)
def test_a_name_is_short_and_its_own(name, words):
    if not words:
        assert PolicyBody.from_json(body_with({NAME: "ESSA strong"})).tiers.promising.phrase == "ESSA strong"
        return
    with pytest.raises(PolicyError, match=words):
        PolicyBody.from_json(body_with({NAME: name}))

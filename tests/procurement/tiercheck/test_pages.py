"""The tier check as a stranger meets it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.clocks.calendar import local_day
from marketplace.clocks.words import day_words, instant_words
from procurement.tiercheck.queries import decided_by
from tests.factories import AT
from tests.factories.quotes import make_policy
from tests.factories.rounds import make_round

pytestmark = pytest.mark.django_db
ADDRESS = "/tier-check/"
EARLY = {"kind": "model", "use": "nowhere", "study": "none"}
COMPARED = {"kind": "model", "use": "several", "study": "compared"}
STRONG = COMPARED | {"result": "gain", "is_alike": "yes", "tests": "both", "is_large": "yes", "is_independent": "yes"}


@pytest.fixture
def policy():
    return make_policy(at=timezone.now() - timedelta(days=30))


def page(client, **answers):
    response = client.get(ADDRESS, answers)
    assert response.status_code == 200
    return response


def test_who_has_no_study_meets_three_questions_and_no_statistics(client, policy):
    response = page(client, **EARLY)
    text = response.content.decode()
    assert len(list(response.context["form"])) == 3
    assert "Within reach" in text
    assert "Early stage" in text
    assert "$250" in text
    for word in ("effect size", "p value", "standard error", "comparing with similar students?"):
        assert word not in text


def test_who_compared_is_asked_five_more_without_being_told_off(client, policy):
    response = page(client, **COMPARED)
    assert len(list(response.context["form"])) == 8
    assert not response.context["form"].errors
    assert "Within reach" not in response.content.decode()


def test_all_eight_answered_show_the_tier(client, policy):
    assert page(client, **STRONG).context["reach"].tier == "effective"


def test_what_is_left_out_is_named_and_the_rest_stays(client, policy):
    left_out = {name: value for name, value in STRONG.items() if name != "tests"}
    response = page(client, **left_out)
    assert list(response.context["form"].errors) == ["tests"]
    assert response.context["form"]["result"].value() == "gain"
    assert list(page(client, kind="model").context["form"].errors) == ["use", "study"]
    assert list(page(client, **(EARLY | {"kind": "no such"})).context["form"].errors) == ["kind"]


def test_a_tool_is_told_so_whatever_else_is_answered(client, policy):
    for further in ({}, {"use": "one", "study": "lottery"}):
        text = page(client, kind="tool", **further).content.decode()
        assert "No tier is within reach" in text


def test_an_open_round_gives_the_day_of_its_decision(client):
    record = make_round(at=timezone.now())
    text = page(client, **EARLY).content.decode()
    assert record.title in text
    assert day_words(local_day(decided_by(record, at=AT), record.zone)) in text


def test_the_decision_is_due_the_days_of_the_policy_after_the_closing():
    record = make_round()
    assert instant_words(record.closes_at, record.zone) == "31 March 2027, 10:12 am EDT"
    assert instant_words(decided_by(record, at=AT), record.zone) == "3 June 2027, 5:00 pm EDT"


def test_without_an_open_round_no_day_is_promised(client, policy):
    assert "No round is open now" in page(client, **EARLY).content.decode()


def test_without_a_policy_nothing_is_promised(client):
    text = page(client, **EARLY).content.decode()
    assert "No policy is in force yet" in text
    assert "Within reach" not in text

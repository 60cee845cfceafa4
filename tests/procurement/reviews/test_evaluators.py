"""Who stands in the register of evaluators is tied to providers whose studies name them, and to bodies they declare."""

import pytest
from django.utils import timezone

from marketplace.evaluators.services import take_back_tie
from marketplace.evidence import services as evidence
from procurement.reviews.ties import conflicts_of, tied_providers
from tests.factories import AT
from tests.factories.evaluators import declare, make_evaluator, name_in_study
from tests.factories.organizations import make_provider

pytestmark = pytest.mark.django_db
YEARS = 2


def kinds(person, provider):
    return [found.kind for found in conflicts_of(person, provider, years=YEARS)]


def test_who_is_named_in_a_study_is_tied_to_its_provider_alone():
    attribution = name_in_study()
    person, provider = attribution.evaluator.person, attribution.author.study.model.provider
    assert kinds(person, provider) == ["study"]
    assert tied_providers(person, YEARS) == {provider.pk}
    assert kinds(person, make_provider(name="Another Provider")) == []


def test_who_says_that_the_study_is_not_theirs_is_not():
    attribution = name_in_study()
    person, provider = attribution.evaluator.person, attribution.author.study.model.provider
    evidence.dispute_attribution(attribution=attribution, reason="I have never met them.", actor=person, at=AT)
    assert kinds(person, provider) == []


def test_a_tie_declared_in_the_register_counts_until_it_is_taken_back():
    evaluator, provider = make_evaluator(), make_provider(name="Paid for a Study")
    tie = declare(evaluator, provider.name)
    assert kinds(evaluator.person, provider) == ["interest"]
    take_back_tie(tie=tie, reason="It was another body of that name.", actor=evaluator.person, at=AT)
    assert kinds(evaluator.person, provider) == []


def test_a_tie_that_ended_counts_for_as_long_as_the_policy_looks_back():
    evaluator, recent, old = make_evaluator(), make_provider(name="Recent"), make_provider(name="Old")
    this_year = timezone.now().year
    declare(evaluator, recent.name, until_year=this_year - 1, at=timezone.now())
    declare(evaluator, old.name, until_year=this_year - YEARS - 2, at=timezone.now())
    assert kinds(evaluator.person, recent) == ["interest"]
    assert kinds(evaluator.person, old) == []

"""The tiers of many models under several rules are those that each model's own assessment gives."""

import pytest

from marketplace.evidence.assessment import assess
from marketplace.evidence.eligibilities import eligibilities
from marketplace.evidence.rules import EvidenceRules
from marketplace.products.models import LearningModel
from tests.factories import AT
from tests.factories.evidence import make_finding, make_measure, make_rationale, make_study
from tests.factories.products import make_model

RULES = (
    EvidenceRules(),
    EvidenceRules(icc_achievement=0.4, icc_other=0.3),
    EvidenceRules(large_sample_min=20, pooled_analyzed_min=60),
)


@pytest.mark.django_db
def test_it_agrees_with_the_assessment_of_one_model():
    models = [make_model(name=f"Model {number}") for number in range(3)]
    for model in models[:2]:
        make_rationale(model=model)
        study = make_study(model=model)
        make_finding(study=study, measure=make_measure())
        make_finding(study=make_study(model=model, assigned_by="classroom"), clusters_i=4, clusters_c=4)
    found = eligibilities(models=LearningModel.objects.all(), at=AT, rules=RULES)
    for model in models:
        assert list(found[model.pk]) == [assess(model=model, at=AT, rules=each).eligibility for each in RULES]


def test_the_demos_models_agree_too(demo_database, demo_now):
    models = list(LearningModel.objects.all())
    found = eligibilities(models=models, at=demo_now, rules=RULES)
    for model in models:
        assert list(found[model.pk]) == [assess(model=model, at=demo_now, rules=each).eligibility for each in RULES]

"""The page of a measure: whose it is, which way is better, what it can carry, which public models are judged by it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from search.catalog.measures import NOT_VALIDATED, PROVIDER_S, measure_page
from tests.factories.designations import make_approval
from tests.factories.evidence import make_finding, make_measure, make_study
from tests.factories.products import make_model

pytestmark = pytest.mark.django_db


def page(client, measure):
    return client.get(reverse("catalog:measure", args=[measure.pk])).content.decode()


def test_the_facts_of_a_measure(client):
    measure = make_measure(name="Days away", owner="local", higher_is_better=False, scale_minimum=0, scale_maximum=180)
    facts = dict(measure_page(measure).facts)
    assert facts["Owner"] == "A district"
    assert facts["Direction"].startswith("A lower score is better")
    assert facts["Scores"] == "From 0 to 180"
    assert facts["Validated"] == "Yes"
    assert "A lower score is better" in page(client, measure)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"owner": "provider"}, PROVIDER_S),
        ({"validated": False}, NOT_VALIDATED),
        ({"owner": "state"}, "counts as a state or normed measure"),
        ({"owner": "commercial", "kind": "formative"}, "counts as a formative measure"),
        ({"kind": "formative"}, "as a state or normed or as a formative measure"),
        ({"owner": "commercial"}, "can carry a tier."),
    ],
)
def test_what_it_can_carry(values, words):
    assert words in measure_page(make_measure(**values)).verdict


def test_only_models_with_a_public_page_are_named(client, monkeypatch):
    approval, measure = make_approval(), make_measure()
    monkeypatch.setattr(timezone, "now", lambda: approval.starts_at + timezone.timedelta(days=30))
    listed_model = approval.model
    make_finding(study=make_study(model=listed_model), measure=measure)
    make_finding(study=make_study(model=listed_model), measure=measure)
    make_finding(study=make_study(model=listed_model))
    secret = make_model(name="Not public yet")
    make_finding(study=make_study(model=secret), measure=measure)
    (entry,) = measure_page(measure).used_by
    assert (entry.study_count, entry.finding_count) == (2, 2)
    shown = page(client, measure)
    assert listed_model.name in shown
    assert "Not public yet" not in shown


def test_the_registry_leads_to_it(client):
    measure = make_measure()
    listed = client.get(reverse("evidence:measures")).content.decode()
    assert f'href="{reverse("catalog:measure", args=[measure.pk])}"' in listed
    assert client.get(reverse("catalog:measure", args=[measure.pk + 1])).status_code == 404

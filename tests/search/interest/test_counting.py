"""Looking at models as different people, and what their providers see of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from marketplace.products.models import LearningModel
from search.interest.models import InterestCount
from search.interest.services import add_one
from search.models import CatalogEntry
from search.signals import model_shortlisted, models_compared
from tests.factories.designations import IN_FORCE
from tests.factories.organizations import (
    make_agency,
    make_agency_person,
    make_district,
    make_district_row,
    make_provider,
    owner_of,
)
from tests.factories.products import make_model, make_unclaimed_model
from tests.factories.search import make_entry
from tests.procurement.pages import client_of

pytestmark = pytest.mark.django_db
BROWSER = {"HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}


def counts(**wanted):
    return dict(InterestCount.objects.filter(**wanted).values_list("kind", "count"))


@pytest.fixture
def entry(monkeypatch):
    """A model in the catalogue that a provider offers, looked at on a day when it is public."""
    monkeypatch.setattr(timezone, "now", lambda: IN_FORCE)
    make_agency()
    model = make_unclaimed_model(name="Readers")
    LearningModel.objects.filter(pk=model.pk).update(provider=make_provider())
    return CatalogEntry.objects.get(model=model)


def test_views_count_by_kind_of_visitor_once_a_day_and_own_people_agency_and_machines_do_not(entry):
    page = f"/models/{entry.provider_slug}/{entry.slug}/"
    rural = make_district()
    rural.district = make_district_row(locale_code="42", enrollment=1_400)
    rural.save()
    people = [owner_of(rural), owner_of(make_provider()), owner_of(entry.model.provider), make_agency_person()]
    for person in people:
        client = client_of(person)
        assert [client.get(page, **BROWSER).status_code for _ in range(2)] == [200, 200]
    for _ in range(2):
        Client().get(page, **BROWSER)
    Client().get(page, HTTP_USER_AGENT="Googlebot/2.1 (+http://www.google.com/bot.html)")
    Client().head(page, **BROWSER)
    Client().get(page, HTTP_SEC_PURPOSE="prefetch", **BROWSER)
    assert counts(act="viewed") == {"district:rural:under_5000": 1, "other": 1, "public": 2}
    month = timezone.localdate().replace(day=1)
    assert set(InterestCount.objects.values_list("month", flat=True)) == {month}

    asked = []
    for headers in (BROWSER, {"HTTP_USER_AGENT": ""}):
        with CaptureQueriesContext(connection) as queries:
            Client().get(page, **headers)
        asked.append(len(queries))
    assert asked[0] == asked[1] + 1, "counting costs one statement"


def test_comparisons_and_shortlistings_are_heard(entry):
    other = make_entry("Sums", starts_at=timezone.now() - timedelta(days=1))
    request = RequestFactory().get("/models/compare/", **BROWSER)
    request.user, request.session = owner_of(make_district()), {}
    models_compared.send(sender=CatalogEntry, entries=[entry, other], request=request)
    models_compared.send(sender=CatalogEntry, entries=[entry], request=request)
    model_shortlisted.send(sender=CatalogEntry, entries=[entry], organization=entry.model.provider)
    model_shortlisted.send(sender=CatalogEntry, entries=[entry, other], organization=make_district())
    assert list(InterestCount.objects.order_by("pk").values_list("act", "model", "count")) == [
        ("compared", entry.model_id, 1),
        ("compared", other.model_id, 1),
        ("shortlisted", entry.model_id, 1),
        ("shortlisted", other.model_id, 1),
    ]


def test_the_provider_sees_months_that_are_over_with_small_numbers_hidden_and_the_agency_totals():
    make_agency()
    provider = make_provider()
    model = make_model(provider=provider)
    today = timezone.localdate()
    last = today.replace(day=1) - timedelta(days=1)
    for kind, number in {"public": 61, "consortium": 2, "district:rural:under_1000": 23}.items():
        for _ in range(number):
            add_one(model_ids=[model.pk], act="viewed", kind=kind, day=last)
    add_one(model_ids=[model.pk], act="viewed", kind="public", day=today)
    page = f"/desk/models/{model.slug}/interest/"
    shown = client_of(owner_of(provider)).get(page).content.decode()
    assert f"{last:%B %Y}" in shown
    assert f"{today:%B %Y}" not in shown
    assert ">86<" in shown
    assert ">2<" not in shown
    assert shown.count("Hidden<") > 3
    assert f'href="{page}"' in client_of(owner_of(provider)).get(f"/desk/models/{model.slug}/").content.decode()
    stranger, agent = client_of(owner_of(make_district())), client_of(make_agency_person())
    assert [each.get(page).status_code for each in (stranger, agent)] == [404, 404]
    totals = agent.get("/agency/interest/").content.decode()
    assert ">86<" in totals
    assert "Under 5" in totals
    assert stranger.get("/agency/interest/").status_code == 403
    assert "/agency/interest/" in agent.get("/models/").content.decode()

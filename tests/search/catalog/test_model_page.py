"""A model's page: what is public, from the slices that own it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from marketplace.organizations.models import Role
from marketplace.organizations.queries import the_agency
from procurement.designations import enforcement
from procurement.designations.models import Designation
from search.catalog.model_page import _history
from search.models import CatalogEntry
from tests.factories.designations import IN_FORCE, determiner, make_approval
from tests.factories.organizations import make_district, make_member, make_reviewer, owner_of
from tests.factories.outcomes import make_report
from tests.factories.products import make_unclaimed_model, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(monkeypatch):
    """An approval, looked at on a day of its term."""
    designation = make_approval()
    monkeypatch.setattr(timezone, "now", lambda: designation.starts_at + timezone.timedelta(days=30))
    return designation


def page_of(client, model, status=200):
    entry = CatalogEntry.objects.get(model=model)
    address = reverse("catalog:model", kwargs={"provider": entry.provider_slug, "slug": entry.slug})
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_an_approved_model_can_be_asked_for_and_says_what_that_takes(client, approved):
    text = page_of(client, approved.model)
    for words in (
        "Start a request",
        "up to $15,000",
        "at most twelve answers",
        "What a day looks like",
        "Evidence",
        "Pilots and prices",
        "Data and privacy",
        "History",
        "Letter and reasons",
    ):
        assert words in text
    assert f"?model={approved.model.slug}" in text


def test_a_listing_that_nobody_claimed_is_illustrative_and_cannot_be_asked_for(client, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: IN_FORCE)
    text = page_of(client, make_unclaimed_model(name="Reading Ladders"))
    assert "The tier shown here is illustrative" in text
    assert "Requests are off: no provider has claimed this program" in text
    assert "Start a request" not in text


def test_a_suspended_model_keeps_its_page_and_says_why_requests_are_off(client, approved):
    enforcement.suspend(
        designation=approved, reason="The list of data was wrong.", actor=determiner(), at=timezone.now()
    )
    text = page_of(client, approved.model)
    assert "Requests are off: this model is not approved at this time" in text
    assert "The list of data was wrong." in text
    assert "Start a request" not in text


def test_before_the_decision_is_public_there_is_no_page(client):
    designation = make_approval()
    assert designation.starts_at > timezone.now()
    page_of(client, designation.model, status=404)


def test_a_draft_has_no_page(client):
    model = make_version().model
    address = reverse("catalog:model", kwargs={"provider": model.provider.slug, "slug": model.slug})
    assert client.get(address).status_code == 404


def test_the_page_asks_the_database_a_bounded_number_of_times(client, approved, django_assert_max_num_queries):
    page_of(client, approved.model)
    assert Designation.objects.count() == 1
    with django_assert_max_num_queries(30):
        page_of(client, approved.model)


def test_the_history_names_who_did_it_and_where():
    report = make_report(state="published")
    told = {moment.words for moment in _history(report.pilot.model, (report.pilot,), report.published_at)}
    agency, buyer = the_agency(), report.pilot.buyer
    assert f"{agency}: published the outcome in {buyer}" in told
    assert f"{buyer}: started the pilot" in told


def test_the_panels_words_stand_on_the_page_of_an_approved_model(client, approved):
    decision = approved.determination
    text = page_of(client, approved.model)
    assert decision.summary in text
    assert f"/registers/determinations/{decision.reference}/" in text
    strong, weak = text.split("What it found weak")
    for row in decision.reasons:
        assert row["criterion"] in (strong if row["score"] > 2 else weak)


def test_without_an_approval_in_force_a_panels_words_are_not_shown(client, approved):
    enforcement.suspend(designation=approved, reason="An incident.", actor=determiner(), at=IN_FORCE)
    assert "Strengths and weaknesses" not in page_of(client, approved.model)


def test_a_request_is_offered_to_whom_it_leads_somewhere(client, approved):
    district = make_district()
    for person, is_offered in (
        (owner_of(district), True),
        (make_member(district, Role.VIEWER), False),
        (determiner(), False),
        (make_reviewer(), False),
        (owner_of(approved.model.provider), False),
    ):
        client.force_login(person)
        assert ("Start a request" in page_of(client, approved.model)) == is_offered, person

"""The pages of pilots, as each side, the department, the public and strangers get them."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from marketplace.organizations.models import District, Role
from marketplace.organizations.public_pages import district_sections, provider_sections
from procurement.pilots.models import Pilot
from tests.factories.organizations import make_agency_person, make_district, make_member, owner_of
from tests.factories.pilots import act, buyer_of, make_milestone, make_pilot, provider_of
from tests.portal import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_sign_in")]


@pytest.fixture
def demo_sign_in(settings):
    settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, "cms.demo.backend.DemoBackend"]


def get(person, name, *parts, **data):
    if person is not None:
        type(person).objects.filter(pk=person.pk).update(is_fictional=True)
    return client_of(person).get(reverse(name, args=parts), data)


def post(person, name, *parts, **data):
    type(person).objects.filter(pk=person.pk).update(is_fictional=True)
    return client_of(person).post(reverse(name, args=parts), data)


def text(response):
    assert response.status_code in (200, 422), response.status_code
    return response.content.decode()


def test_families_read_that_a_pilot_is_over():
    page = text(get(None, "pilots:families", make_pilot(state="completed").reference))
    assert "tried a new way" in page
    assert "is trying" not in page


def test_nobody_is_led_where_they_may_not_go():
    pilot = make_milestone(state="delivered").pilot
    contract, act = reverse("contracts:detail", args=[pilot.contract.reference]), "Accept or return"
    assert contract in text(get(buyer_of(pilot), "pilots:detail", pilot.reference))
    reader = text(get(make_member(pilot.buyer, Role.VIEWER), "pilots:detail", pilot.reference))
    assert contract in reader
    assert act in reader
    assert "Overdue on you" not in reader
    assert "Waits for you" not in reader
    determiner = text(get(make_agency_person(Role.DETERMINER), "pilots:detail", pilot.reference))
    assert pilot.contract.reference in determiner
    assert contract not in determiner


def test_a_running_pilot_as_everyone_sees_it():
    milestone = make_milestone(state="delivered")
    pilot = milestone.pilot
    buyer, provider, ref = buyer_of(pilot), provider_of(pilot), pilot.reference
    page = text(get(buyer, "pilots:detail", ref))
    assert "Accept or return" in page
    assert "Milestones and money" in page
    assert "<svg" in page
    assert "Accept or return" in text(get(make_agency_person(), "pilots:detail", ref))
    assert get(owner_of(make_district()), "pilots:detail", ref).status_code == 404
    assert get(None, "pilots:detail", ref).status_code == 302
    assert pilot.model.name in text(get(provider, "pilots:list"))

    assert "Accept this milestone" in text(get(buyer, "pilots:milestone", ref, 1))
    assert "Accept this milestone" not in text(get(provider, "pilots:milestone", ref, 1))
    assert post(provider, "pilots:accept", ref, 1).status_code == 404
    refused = text(post(buyer, "pilots:return", ref, 1, reason=" "))
    assert "usa-error-message" in refused
    assert post(buyer, "pilots:accept", ref, 1).status_code == 302

    wrong = {"number": "INV-9", "invoiced_on": "2026-01-05", "amount_cents": "1"}
    page = text(post(provider, "pilots:invoice", ref, 1, **wrong))
    assert "agree to the cent" in page
    assert 'value="INV-9"' in page

    public = text(get(None, "pilots:summary", ref))
    assert pilot.buyer.name in public
    assert "INV-" not in public
    assert pilot.model.name in text(get(None, "pilots:families", ref))
    assert "is trying a new way" in text(get(None, "pilots:families", ref))
    district = District.objects.get(pk=pilot.buyer.district_id)
    assert [part.title for part in district_sections(district, pilot.started_at)] == [
        "Pilots here",
        "Executed agreements",
    ]
    assert "Pilots" in [part.title for part in provider_sections(pilot.provider, pilot.started_at)]


def test_a_pilot_that_has_not_begun_is_not_public():
    pilot = make_pilot()
    ref, buyer = pilot.reference, buyer_of(pilot)
    assert get(None, "pilots:summary", ref).status_code == 404
    assert get(None, "pilots:families", ref).status_code == 404
    page = text(get(buyer, "pilots:detail", ref))
    assert "Families have not been told" in page
    assert "Reading errors" in text(get(buyer, "pilots:notice", ref))
    future = text(post(buyer, "pilots:notice", ref, notice_on="2199-01-01", how="Letter"))
    assert "has not come yet" in future
    lately = str(timezone.localdate() - datetime.timedelta(days=9))
    assert post(buyer, "pilots:notice", ref, notice_on=lately, how="Letter").status_code == 302
    assert Pilot.objects.get(pk=pilot.pk).family_notice_how == "Letter"
    assert post(buyer, "pilots:order", ref, number="PO-1").status_code == 302
    assert post(provider_of(pilot), "pilots:start", ref).status_code == 404
    assert get(buyer, "pilots:terminate", ref).status_code == 200


def test_the_public_page_does_not_tell_a_verdict_before_the_outcome_is_public():
    pilot = make_pilot(state="completed", verdict="stop")
    act(pilot.milestones.get(is_contingent=True), "deliver")
    page = text(get(None, "pilots:summary", pilot.reference))
    assert "ot earned" not in page
    assert "ot earned" in text(get(buyer_of(pilot), "pilots:detail", pilot.reference))


def test_nothing_is_delivered_before_the_pilot_starts_and_the_page_says_so():
    pilot = make_pilot()
    page = text(get(provider_of(pilot), "pilots:milestone", pilot.reference, 1))
    assert "Deliver this milestone" not in page
    assert "milestones are delivered while it runs" in page

import datetime

import pytest
from django.utils import timezone

from marketplace.organizations.models import Role
from procurement.quotes.forms import RequestForm
from procurement.quotes.models import PilotRequest
from tests.factories.organizations import make_agency, make_member, owner_of
from tests.factories.products import make_model
from tests.factories.quotes import make_buyer, make_designation, make_library, make_measure, make_policy, make_request
from tests.procurement.pages import client_of

pytestmark = pytest.mark.django_db
CHOSEN = {"buyer", "scope", "funding_source", "measure", "research"}
LATER = {"board vote": 3, "signature": 1}


def typed(today, **changes):
    return {
        "scope": "reading|K-3",
        "need": "Our third graders read a year behind.",
        "students_count": "40",
        "sites": "Millbrook Elementary\n\nFells School",
        "starts_on": (today + datetime.timedelta(days=60)).isoformat(),
        "ends_on": (today + datetime.timedelta(days=240)).isoformat(),
        "total": "",
        "funding_source": "local",
        "measure": str(make_measure().pk),
    } | changes


@pytest.fixture
def ordering():
    now = timezone.now()
    make_agency()
    make_policy(at=now - datetime.timedelta(days=100))
    make_library(at=now - datetime.timedelta(days=100))
    designation = make_designation(at=now - datetime.timedelta(days=20))
    buyer = make_buyer()
    return designation, buyer, client_of(owner_of(buyer)), now.date()


def test_from_the_model_to_the_negotiation_by_its_pages(ordering):
    designation, buyer, client, today = ordering
    url = f"/desk/requests/new/?model={designation.model.slug}"
    page = client.get(url).content.decode()
    assert "What this means" in page
    assert "board vote" in page
    assert "$15,000" in page
    response = client.post(url, typed(today, buyer=buyer.pk), follow=True)
    request = PilotRequest.objects.get()
    assert "Issue the request" in response.content.decode()
    assert request.sites == ["Millbrook Elementary", "Fells School"]
    change, detail = f"/desk/requests/{request.reference}/edit/", f"/desk/requests/{request.reference}/"
    assert change in response.content.decode()
    assert change not in client_of(make_member(buyer, Role.VIEWER)).get(detail).content.decode()
    response = client.post(f"/desk/requests/{request.reference}/issue/", follow=True)
    assert "Open the negotiation" in response.content.decode()
    assert client.get(f"/desk/negotiations/{request.negotiation.reference}/").status_code == 200


def test_a_model_that_nobody_may_know_of_yet_is_not_there(ordering):
    _designation, _buyer, client, _today = ordering
    draft = make_model(name="Unannounced Reading")
    answer = client.get(f"/desk/requests/new/?model={draft.slug}")
    assert (answer.status_code, draft.name in answer.content.decode()) == (404, False)


def test_the_same_answers_sent_twice_are_drafted_once(ordering):
    designation, buyer, client, today = ordering
    url, given = f"/desk/requests/new/?model={designation.model.slug}", typed(today, buyer=buyer.pk)
    assert client.post(url, given).url == client.post(url, given).url
    assert client.post(url, given | {"students_count": "41"}).status_code == 302
    assert PilotRequest.objects.count() == 2


def test_at_most_twelve_typed_answers_up_to_the_signature(ordering):
    designation, buyer, _client, _today = ordering
    form = RequestForm(designation=designation, buyers=[buyer])
    assert len(set(form.fields) - CHOSEN) + sum(LATER.values()) <= 12


def test_bad_answers_are_named_and_nothing_typed_is_lost(ordering):
    designation, buyer, client, today = ordering
    given = typed(today, buyer=buyer.pk, starts_on="2020-01-01", total="16,000")
    page = client.post(f"/desk/requests/new/?model={designation.model.slug}", given).content.decode()
    assert "Choose a later day" in page
    assert "Our third graders read a year behind." in page
    assert "answers need a change" in page or "One answer needs a change" in page
    assert not PilotRequest.objects.exists()


def test_a_form_that_a_colleague_overtook_says_what_changed_and_then_saves(ordering):
    designation, buyer, client, today = ordering
    given = typed(today, buyer=buyer.pk, total="9,000")
    client.post(f"/desk/requests/new/?model={designation.model.slug}", given)
    draft = PilotRequest.objects.get()
    address = f"/desk/requests/{draft.reference}/edit/"
    mine, theirs = (client.get(address).context["form"].initial["seen"] for _ in range(2))
    assert client.post(address, given | {"seen": theirs, "students_count": "55"}).status_code == 302
    answer = client.post(address, given | {"seen": mine, "need": "Something else."})
    page = answer.content.decode()
    assert "The number of students: now “55”" in page
    assert "Something else." in page
    assert PilotRequest.objects.get().students_count == 55
    again = answer.context["form"]["seen"].value()
    assert client.post(address, given | {"seen": again, "need": "Something else."}).status_code == 302
    assert PilotRequest.objects.get().need == "Something else."


def test_splitting_is_shown_on_the_page_with_its_arithmetic(ordering):
    designation, buyer, client, today = ordering
    url = f"/desk/requests/new/?model={designation.model.slug}"
    for total in ("9,000", "8,000"):
        client.post(url, typed(today, buyer=buyer.pk, total=total))
    first, second = PilotRequest.objects.order_by("pk")
    client.post(f"/desk/requests/{first.reference}/issue/")
    response = client.post(f"/desk/requests/{second.reference}/issue/")
    assert response.status_code == 409
    assert "$9,000.00 + this request $8,000.00 = $17,000.00" in response.content.decode()


def test_a_model_that_nobody_claimed_says_why_it_cannot_be_ordered(ordering):
    from tests.factories.products import make_unclaimed_model

    _designation, _buyer, client, _today = ordering
    page = client.get(f"/desk/requests/new/?model={make_unclaimed_model().slug}").content.decode()
    assert "No provider has claimed this model" in page


def test_a_draft_is_hidden_from_the_provider():
    request = make_request()
    seller = client_of(owner_of(request.provider))
    assert seller.get(f"/desk/requests/{request.reference}/").status_code == 404
    assert request.reference not in seller.get("/desk/requests/").content.decode()

"""What every answer says to caches on its way."""

import logging

import pytest

from marketplace.access.logs import WithoutTraceOfRefusals
from marketplace.organizations.models import Role
from tests.factories.appeals import make_appeal
from tests.factories.organizations import make_agency_person, make_district, owner_of
from tests.factories.people import make_person
from tests.factories.questions import make_question
from tests.factories.rounds import officer
from tests.procurement.pages import client_of

pytestmark = pytest.mark.django_db


def test_a_page_of_somebody_signed_in_is_theirs_alone(client):
    client.force_login(make_person())
    for address in ("/desk/", "/districts/", "/no-such-page/"):
        assert {"private", "no-cache"} <= set(client.get(address).headers["Cache-Control"].split(", ")), address


def test_what_anyone_gets_is_left_to_caches(client):
    assert "Cache-Control" not in client.get("/districts/").headers


def test_an_address_that_only_takes_forms_says_so_when_it_is_opened(client):
    client.force_login(make_person())
    response = client.get("/desk/organizations/switch/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "Open the page with the form again" in response.content.decode()


@pytest.mark.parametrize("address", ["/desk/shortlists/%00/", "/desk/searches/%00/", "/api/v1/models/%00"])
def test_an_address_with_a_nul_in_it_is_not_found(client, address):
    client.force_login(owner_of(make_district()))
    assert client.get(address).status_code == 404


def test_a_form_that_is_refused_gives_back_what_was_typed():
    """The record was closed by a colleague meanwhile: the role is right, the moment is not."""
    question = make_question(state="answered")
    text = "Yes: a district may join later, with the same terms & dates."
    typed = {"published_text": "What of <joint> purchases?", "answer": text}
    response = client_of(officer()).post(f"/agency/questions/{question.reference}/answer/", typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert "What you typed" in page
    assert "same terms &amp; dates" in page


def test_a_page_that_is_only_read_gives_back_nothing(client):
    client.force_login(make_person())
    assert "What you typed" not in client.get("/agency/questions/").content.decode()


def test_a_refusal_is_logged_in_one_line_and_a_failure_with_its_trace():
    line = WithoutTraceOfRefusals()
    for status, is_kept in ((403, False), (500, True)):
        record = logging.makeLogRecord({"status_code": status, "exc_info": (ValueError, ValueError(), None)})
        assert line.filter(record)
        assert bool(record.exc_info) is is_kept


def test_a_role_that_was_taken_away_meanwhile_gives_back_what_was_typed():
    question, text = make_question(), "Yes: a district may join later, with the same terms."
    client = client_of(make_agency_person(Role.AUDITOR))
    response = client.post(f"/agency/questions/{question.reference}/answer/", {"answer": text, "password": text[::-1]})
    assert response.status_code == 403
    assert text in response.content.decode()
    assert text[::-1] not in response.content.decode()


def test_a_second_appeal_from_another_tab_loses_nothing():
    appeal = make_appeal()
    client = client_of(owner_of(appeal.provider))
    address, other = f"/desk/decisions/{appeal.determination.reference}/appeal/", "A second text, written elsewhere."
    assert client.post(address, {"grounds": appeal.grounds}).status_code == 302
    assert other in client.post(address, {"grounds": other}).content.decode()

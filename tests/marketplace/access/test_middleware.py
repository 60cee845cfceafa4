"""What every answer says to caches on its way."""

import pytest

from tests.factories.people import make_person

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

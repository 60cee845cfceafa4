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

"""Every address of ours, as everyone: nobody, strangers, colleagues in other roles, and those who may.

What is expected comes from the words of each view (`roles=`), worked out here from the memberships alone and not from
the predicates. A view that says nothing fails. Views of Wagtail, allauth and Django are left to them, by their module.
"""

import pytest

from tests import portal

pytestmark = (
    pytest.mark.one_database
)  # the words and the rules are Python's; every page renders on each database elsewhere
GOOD = {200, 302, 405}
REFUSED = {403, 404}
RECORDS_OF_A_STATE = 1
SIGN_IN = "/accounts/login/"

ALL = portal.endpoints()
OURS = [endpoint for endpoint in ALL if endpoint.declaration is not None]


@pytest.fixture
def cast(demo_database):
    return portal.Cast()


@pytest.mark.parametrize("endpoint", ALL, ids=str)
def test_every_view_says_who_may(endpoint):
    assert endpoint.declaration is not None, f"{endpoint.route} wears none of access, public, signed_in"
    assert endpoint.declaration.roles, f"{endpoint.route} names no roles"


@pytest.mark.parametrize("endpoint", OURS, ids=str)
def test_who_gets_in(endpoint, cast):
    declaration, asked, succeeded = endpoint.declaration, 0, False
    for number, record in enumerate(portal.samples(endpoint, RECORDS_OF_A_STATE)):
        for address in portal.addresses(endpoint, record, cast)[: 2 if number == 0 else 1]:
            asked += 1
            refuse_nobody(endpoint, cast, address)
            if declaration.roles != ("public",):
                refuse_outsiders(endpoint, cast, record, address, all_of_them=asked <= 2)
            succeeded = succeeded or let_somebody_in(endpoint, cast, record, address)
    assert asked, f"the demo has no record, or no page leads to {endpoint.route}"
    assert succeeded, f"nobody in the roles {declaration.roles} gets in at {endpoint.route}"


def refuse_nobody(endpoint, cast, address):
    response = cast.get(None, address)
    if endpoint.declaration.roles == ("public",):
        assert response.status_code in GOOD, (address, response.status_code)
        assert not response.headers.get("Location", "").startswith(SIGN_IN)
        return
    if response.status_code == 405:
        response = cast.get(None, address, method="post")
    assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, SIGN_IN), address


def refuse_outsiders(endpoint, cast, record, address, *, all_of_them):
    """Turn everyone else away; after the first records the strangers and one colleague stand for all."""
    declaration = endpoint.declaration
    strangers = set(cast.strangers(declaration, record))
    outsiders = cast.outsiders(declaration, record)
    for person in outsiders if all_of_them else [*outsiders[:1], *strangers]:
        response = cast.get(person, address)
        if response.status_code == 405:
            response = cast.get(person, address, method="post")
        if cast.is_expected(person, declaration, record) is False:
            assert response.status_code in REFUSED, f"{person} got {response.status_code} at {address}"
        hidden = record is not None and declaration.permission.see.name != "anyone"
        if person in strangers and hidden and cast.is_expected(person, declaration, record) is False:
            assert response.status_code == 404, f"{person} is a stranger and got {response.status_code} at {address}"


def let_somebody_in(endpoint, cast, record, address):
    people = [None] if endpoint.declaration.roles == ("public",) else cast.insiders(endpoint.declaration, record)
    for person in people:
        response = cast.get(person, address)
        assert response.status_code < 500, f"{person} broke {address}"
        if response.status_code in GOOD:
            return True
    return False


def test_an_undeclared_view_would_be_noticed():
    def forgotten(request):
        """A view that somebody forgot to guard."""

    assert not portal.module_of(forgotten).startswith(portal.OTHERS)
    assert getattr(forgotten, "declaration", None) is None

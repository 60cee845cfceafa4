"""Saved searches for tests, kept by people of a district."""

from marketplace.organizations.models import Role
from search.saved.services import save_search
from tests.factories import AT
from tests.factories.organizations import make_district, make_member, owner_of


def make_search(address="", *, organization=None, name="Reading", rhythm="at_once", at=AT, actor=None):
    """A kept search, saved by the organization's owner."""
    organization = organization or make_district()
    actor = actor or owner_of(organization)
    return save_search(organization=organization, name=name, address=address, rhythm=rhythm, actor=actor, at=at)


def make_viewer(search, **fields):
    """Somebody of the organization who reads everything and changes nothing."""
    return make_member(search.organization, Role.VIEWER, name="Vera Oduya", **fields)

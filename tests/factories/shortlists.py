"""Shortlists for tests, made by calling services as people."""

from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with
from search.shortlists import services
from tests.factories import AT
from tests.factories.organizations import make_district
from tests.factories.search import make_entry

SEARCH = "?q=reading&tier=promising"


def keeper_of(organization):
    """Who keeps the lists of an organization."""
    return people_with(organization, Role.BUYER, Role.OWNER).first()


def make_shortlist(*, organization=None, name="Grade 3 reading", entries=None, found_by=SEARCH, at=AT):
    """A working list with these entries on it, or with one."""
    organization = organization or make_district(at=at)
    actor = keeper_of(organization)
    shortlist = services.start_shortlist(organization=organization, name=name, actor=actor, at=at)
    for entry in [make_entry("Harbor Readers")] if entries is None else entries:
        services.add_model(shortlist=shortlist, model=entry.model, found_by=found_by, actor=actor, at=at)
    return shortlist


def freeze(shortlist, *, with_notes=True, at=AT, **options):
    """Its market research record."""
    actor = keeper_of(shortlist.organization)
    return services.freeze_shortlist(shortlist=shortlist, with_notes=with_notes, actor=actor, at=at, **options)

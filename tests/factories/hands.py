"""Helping hands for tests, granted by the agency's owner and taken on by people elsewhere."""

from marketplace.organizations import services
from tests.factories import AT
from tests.factories.organizations import make_agency, owner_of
from tests.factories.people import make_person


def make_helper(*, name="Nadia Brandt", second_factor=True, **fields):
    """Somebody of another agency with an account here."""
    return make_person(name=name, second_factor=second_factor, at_domain="otherstate.example", **fields)


def grant_hand(record, *, task, person=None, organization=None, actor=None, at=AT, **options):
    """A helping hand that was asked for by the agency, or by another organization."""
    organization = organization or make_agency()
    return services.grant_hand(
        organization=organization,
        reference=record.reference,
        task=task,
        email=(person or make_helper()).email,
        actor=actor or owner_of(organization),
        at=at,
        **options,
    )


def lend_hand(record, *, task, person=None, at=AT, **options):
    """The person who took it on."""
    person = person or make_helper()
    hand = grant_hand(record, task=task, person=person, at=at, **options)
    services.accept_hand(hand=hand, actor=person, at=at)
    return person

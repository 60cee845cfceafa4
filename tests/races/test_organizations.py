"""Two people reach for the same organization in the same instant."""

import pytest

from marketplace.audit.queries import verify_chain
from marketplace.lifecycles.errors import IllegalMove, Refused
from marketplace.organizations import services
from marketplace.organizations.models import Membership, Organization, Role
from tests.factories import AT
from tests.factories.organizations import (
    make_agency_person,
    make_district,
    make_district_row,
    make_member,
    make_provider,
    owner_of,
)
from tests.factories.people import make_person
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_claims_of_one_district():
    row = make_district_row()
    people = [make_person(name=f"Person {n}") for n in range(3)]
    outcomes = together(
        *[lambda person=person: services.claim_district(district=row, actor=person, at=AT) for person in people]
    )
    assert sum(outcome.succeeded for outcome in outcomes) == 1
    assert all(isinstance(outcome.error, Refused) for outcome in outcomes if not outcome.succeeded)
    assert Organization.objects.filter(district=row).count() == 1


def test_one_ein_and_one_name_registered_twice():
    people = [make_person(name=f"Person {n}") for n in range(3)]
    outcomes = together(
        *[
            lambda person=person: make_provider(owner=person, name="Tern Tutors", ein="44-1112222", confirmed=False)
            for person in people
        ]
    )
    assert sum(outcome.succeeded for outcome in outcomes) == 1, outcomes
    assert {type(outcome.error).__name__ for outcome in outcomes} == {"NoneType", "ValidationError"}
    assert verify_chain().problem == ""


def test_confirmed_and_refused_at_once():
    provider = make_provider(confirmed=False)
    first, second = make_agency_person(), make_agency_person(name="Second Officer")
    outcomes = together(
        lambda: services.confirm_organization(organization=provider, actor=first, at=AT),
        lambda: services.refuse_organization(organization=provider, actor=second, at=AT, reason="No."),
    )
    assert sum(outcome.succeeded for outcome in outcomes) == 1
    assert isinstance(next(one.error for one in outcomes if not one.succeeded), IllegalMove)


def test_two_owners_remove_each_other():
    district = make_district()
    first = owner_of(district)
    second = make_member(district, Role.OWNER)
    rows = {row.person: row for row in Membership.objects.filter(organization=district, role=Role.OWNER)}
    together(
        lambda: services.remove_role(membership=rows[second], actor=first, at=AT),
        lambda: services.remove_role(membership=rows[first], actor=second, at=AT),
    )
    assert Membership.objects.filter(organization=district, role=Role.OWNER).count() == 1

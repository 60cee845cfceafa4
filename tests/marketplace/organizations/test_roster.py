"""Who acts for whom is read once in a request."""

import pytest

from marketplace.access.scope import request_scope
from marketplace.organizations.models import Role
from marketplace.organizations.roster import memberships_of, the_agency
from tests.factories.organizations import make_agency, make_agency_person

pytestmark = pytest.mark.django_db


def test_who_belongs_to_the_agency_has_read_it_with_their_roles(django_assert_num_queries):
    person, agency = make_agency_person(Role.AUDITOR), make_agency()
    with request_scope(), django_assert_num_queries(1):
        memberships_of(person)
        assert the_agency() == agency

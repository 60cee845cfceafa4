"""Every permission whose list has a query of its own: the query and the predicate agree on every record of the demo."""

import pytest
from django.contrib.auth.models import AnonymousUser

from marketplace.access.permissions import PERMISSIONS
from tests import portal

TWINS = {name: permission for name, permission in sorted(PERMISSIONS.items()) if permission.twin is not None}


def people_of_each_kind(cast):
    """One person of each set of roles, one of each organization, and nobody."""
    kinds = {}
    for person in cast.people:
        kinds.setdefault(frozenset((where.pk, role) for where, role in cast.roles[person]), person)
    return [AnonymousUser(), *kinds.values()]


@pytest.mark.parametrize("name", TWINS)
def test_the_list_and_the_predicate_agree(name, demo_database):
    permission, cast = TWINS[name], portal.Cast()
    everything = list(permission.twin(AnonymousUser()).model._default_manager.all()[:400])
    for person in people_of_each_kind(cast):
        if person.is_authenticated:
            person.demo_second_factor = True
        listed = set(permission.twin(person).values_list("pk", flat=True))
        seen = {record.pk for record in everything if permission.sees(person, record)}
        assert listed & {record.pk for record in everything} == seen, f"{name} disagrees with its list for {person}"


def test_every_kind_of_record_that_is_shown_to_some_has_a_list(db):
    shown = {
        endpoint.declaration.model
        for endpoint in portal.endpoints()
        if endpoint.declaration and endpoint.declaration.model and endpoint.declaration.permission
    }
    listed = {permission.twin(AnonymousUser()).model for permission in TWINS.values()}
    assert {model.__name__ for model in shown - listed} == set()

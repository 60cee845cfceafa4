"""Suspended, reinstated, revoked: the provider, officers and districts with a pilot hear at once, with the reason."""

import pytest

from marketplace.desk.registry import items_for
from marketplace.notifications.models import Notification
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with
from procurement.designations import enforcement, queries
from procurement.designations.models import Designation
from tests.factories.designations import IN_FORCE, determiner, make_approval
from tests.factories.organizations import owner_of
from tests.factories.pilots import buyer_of, make_pilot
from tests.factories.rounds import officer

pytestmark = pytest.mark.django_db


def act(designation, name, at=IN_FORCE):
    designation = Designation.objects.get(pk=designation.pk)
    return getattr(enforcement, name)(designation=designation, reason="Two schools left.", actor=determiner(), at=at)


def told(person, words):
    return [
        note
        for note in Notification.objects.filter(person=person)
        if words in note.subject and "left" in note.lines[-1]
    ]


@pytest.mark.parametrize(("name", "words"), [("suspend", "is suspended"), ("revoke", "is revoked")])
def test_the_provider_and_the_officers_hear_with_the_reason(name, words):
    designation, clerk = make_approval(), officer()
    act(designation, name)
    for person in (owner_of(designation.model.provider), clerk):
        [note] = told(person, words)
        assert note.subject.startswith(designation.determination.reference)


def test_reinstated_counts_again_and_the_reason_is_public():
    designation = make_approval(state="suspended")
    act(designation, "reinstate")
    assert len(told(owner_of(designation.model.provider), "counts again")) == 1
    words = [entry.words for entry in queries.history_of(designation.model, at=IN_FORCE)]
    assert words[-1] == "Reinstated: Two schools left."


def test_a_suspension_stays_on_both_desks_until_it_is_ended():
    designation = make_approval(state="suspended")
    reference, people = designation.determination.reference, (owner_of(designation.model.provider), determiner())
    own, department = ([item for item in items_for(one, IN_FORCE) if item.reference == reference] for one in people)
    assert [item.waiting_for for item in own] == ["the department"]
    assert [item.action for item in department] == ["Reinstate or revoke"]
    act(designation, "revoke")
    assert not [item for one in people for item in items_for(one, IN_FORCE) if item.reference == reference]


def test_districts_whose_pilot_is_ahead_or_runs_hear_too():
    pilot = make_pilot(state="active")
    designation = Designation.objects.get(model=pilot.model)
    act(designation, "suspend", at=pilot.started_at)
    [note] = Notification.objects.filter(person=buyer_of(pilot), subject__contains="is suspended")
    assert note.subject.startswith(pilot.reference)
    assert note.lines[0] == "Why: Two schools left."


def test_districts_whose_pilot_is_over_do_not():
    pilot = make_pilot(state="closed")
    act(Designation.objects.get(model=pilot.model), "suspend", at=pilot.started_at)
    assert not Notification.objects.filter(person=buyer_of(pilot), subject__contains="is suspended").exists()
    assert people_with(pilot.provider, Role.OWNER).exists()

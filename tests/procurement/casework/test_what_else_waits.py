"""What waits on somebody beside the running applications: on the Monday page, with who acts and the clock."""

from datetime import timedelta

import pytest

from marketplace.desk.registry import items_for, office_items
from marketplace.organizations.models import Role
from marketplace.organizations.services import change_facts
from tests.factories.appeals import make_appeal
from tests.factories.applications import owner_of
from tests.factories.debriefs import make_debrief
from tests.factories.designations import make_approval
from tests.factories.measures import open_decision
from tests.factories.reviews import lead, make_assignment
from tests.factories.rounds import officer
from tests.factories.tierreviews import AT, make_review, recommend
from tests.factories.versionchanges import make_change

pytestmark = pytest.mark.django_db
MADE = {
    "tier review": lambda: make_review(state="recommended"),
    "appeal": lambda: make_appeal(),
    "suspended": lambda: make_approval(state="suspended"),
    "on version": lambda: make_change(),
    "experts": lambda: open_decision(),
    "debrief": lambda: make_debrief(),
}
WHO = {
    "tier review": "Determiners",
    "appeal": "Appeal officers",
    "suspended": "Determiners",
    "on version": "Determiners",
    "experts": "Program officers",
    "debrief": "Program officers or determiners",
}


@pytest.mark.parametrize("what", MADE)
def test_each_matter_says_whose_turn_it_is_and_stands_on_that_desk_too(what):
    MADE[what]()
    reader, at = officer(Role.AUDITOR, name="Aud"), AT + timedelta(days=1)
    (found,) = [item for item in office_items(reader, at) if what in item.title]
    assert found.waiting_for == WHO[what]
    roles = {"Determiners": Role.DETERMINER, "Appeal officers": Role.APPEAL_OFFICER}
    actor = officer(roles.get(found.waiting_for, Role.PROGRAM_OFFICER), name="Free")
    assert found.for_who_acts() in items_for(actor, at)


def test_a_provider_that_may_reply_is_who_a_tier_review_waits_for():
    review = recommend(make_review(state="dossier", tier="promising"), tier="early_stage")
    during, after = review.reply_until - timedelta(hours=1), review.reply_until + timedelta(hours=1)
    (found,) = [item for item in office_items(officer(), during) if "tier review" in item.title]
    assert (found.waiting_for, found.due) == (review.provider.name, review.reply_until)
    (found,) = [item for item in office_items(officer(), after) if "tier review" in item.title]
    assert (found.waiting_for, found.due) == ("Determiners", None)


def test_a_late_review_is_listed_where_its_panel_lacks_somebody_else():
    late = make_assignment()
    lead()
    before, after = late.due_at - timedelta(hours=1), late.due_at + timedelta(hours=1)
    assert not [item for item in office_items(officer(), before) if item.due == late.due_at]
    (found,) = [item for item in office_items(officer(), after) if item.due == late.due_at]
    assert found.waiting_for == str(late.reviewer)


def test_a_conflict_of_interest_leaves_a_matter_out(client):
    change, person = make_change(), officer()
    page = "/agency/casework/"
    client.force_login(person)
    assert "on version" in client.get(page).content.decode()
    change_facts(organization=change.provider, tied_people=[person.email], actor=owner_of(change), at=AT)
    assert "on version" not in client.get(page).content.decode()

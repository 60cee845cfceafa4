"""New versions of approved models: asked for by the provider, accepted, declined or sent to review."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.queries import history_of
from marketplace.clocks.calendar import local_day
from marketplace.desk.registry import items_for
from marketplace.lifecycles.errors import IllegalMove, Refused, Stale
from marketplace.notifications.models import Notification
from marketplace.organizations.models import Role
from procurement.designations.approved import as_rows
from procurement.designations.models import VersionAdoption
from procurement.designations.queries import history_of as public_history
from procurement.designations.queries import publicly_approved, with_what_lists_show
from procurement.policy.services import draft_policy, publish_policy
from procurement.tierreviews.models import TierReview
from procurement.versionchanges import services
from procurement.versionchanges.models import VersionChange
from procurement.versionchanges.queries import listed_for
from tests.factories.designations import determiner, make_approval, review_again
from tests.factories.organizations import make_agency_person, make_member, make_provider, owner_of
from tests.factories.policy import body_with
from tests.factories.products import make_model
from tests.factories.rounds import officer
from tests.factories.versionchanges import FILED, MATERIAL, SETTLED, SMALL, decide, describe, file, make_change

pytestmark = pytest.mark.django_db


def approved_version(model):
    return model.designations.get().version.number


def test_a_material_change_waits_and_the_approved_version_stays():
    judge = determiner()
    change = make_change()
    assert (change.state, change.after.state, approved_version(change.model)) == ("filed", "frozen", 1)
    assert [(each.field, each.after) for each in change.material] == [("staffing", MATERIAL["staffing"])]
    told = Notification.objects.get(person=judge, subject__startswith=change.reference)
    assert MATERIAL["staffing"] not in " ".join([told.subject, *told.lines])
    [item] = [item for item in items_for(judge, FILED) if item.reference == change.reference]
    assert item.action == "Decide"
    own = [item for item in items_for(owner_of(change.provider), FILED) if item.reference == change.reference]
    assert own[0].waiting_for == "the department"


def test_accepted_it_is_what_everyone_sees_from_then_on():
    change = decide(make_change())
    designation = change.model.designations.get()
    assert (change.state, designation.version, designation.determination.model_version.number) == (
        "accepted",
        change.after,
        1,
    )
    told = Notification.objects.get(person=owner_of(change.provider), subject__contains="is accepted")
    assert "Why: Results hold with fewer aides." in told.lines
    assert [event.name for event in history_of(change)] == ["version_change.create", "version_change.accept"]
    assert any("Version 2" in entry.words for entry in public_history(change.model, at=SETTLED))


def test_the_approved_list_of_an_earlier_day_keeps_its_version():
    change = decide(make_change())

    def number_on(day):
        return {row[1] for row in as_rows(with_what_lists_show(publicly_approved(day, at=SETTLED)))}

    settled = local_day(SETTLED, "America/New_York")
    assert (number_on(settled - timedelta(days=1)), number_on(settled)) == ({1}, {2})
    with pytest.raises(DatabaseError, match="stay on record"), transaction.atomic():
        VersionAdoption.objects.update(after=change.before)


def test_where_nothing_material_is_different_it_counts_at_once():
    model = make_approval().model
    describe(model, **SMALL)
    change = file(model)
    assert (change.state, change.decided_by, approved_version(model)) == ("accepted", None, 2)
    assert change.reason.startswith("Nothing material")


def test_what_is_material_is_for_the_policy_to_say():
    model = make_approval().model
    body = body_with({"version_changes.staffing": False})
    publish_policy(policy=draft_policy(body=body, actor=None, at=FILED), actor=None, at=FILED)
    describe(model, **MATERIAL)
    change = file(model)
    assert (change.state, [each.field for each in change.other]) == ("accepted", ["staffing"])


def test_declined_the_provider_may_change_and_ask_again():
    change = decide(make_change(), "decline")
    assert approved_version(change.model) == 1
    with pytest.raises(Refused, match="no later version"):
        file(change.model)
    describe(change.model, staffing="One aide for every 20 students.")
    assert file(change.model).after.number == 3


def test_sent_to_review_it_comes_back_when_the_review_is_decided():
    change = decide(make_change(), "send_to_review")
    review = TierReview.objects.get()
    assert (review.trigger, review.trigger_source) == ("version", change.reference)
    with pytest.raises(IllegalMove):
        decide(change, "send_to_review")
    services.come_back(change=change, at=SETTLED)
    assert decide(change).state == "accepted"


def test_what_follows_an_approval_stands_on_the_accepted_version_too():
    change = make_change()
    review_again(change.designation, at=FILED)
    decide(change, at=FILED + timedelta(hours=1))
    assert {row.version.number for row in change.model.designations.all()} == {2}


@pytest.mark.parametrize("move", ["accept", "decline", "refer", "send_to_review"])
def test_each_decision_has_a_reason_and_a_determiner_without_a_tie(move):
    change = make_change()
    with pytest.raises(ValidationError, match="Give the reason"):
        decide(change, move, reason=" ")
    for person in (officer(), make_agency_person(Role.AUDITOR, name="Ben Ito")):
        with pytest.raises(NotAllowed):
            decide(change, move, actor=person)
    with pytest.raises(NotVisible):
        decide(change, move, actor=owner_of(make_provider()))
    tied = make_agency_person(Role.DETERMINER, name="Uma Tied")
    tied.employer = change.provider.name
    tied.save()
    with pytest.raises(NotAllowed):
        decide(change, move, actor=tied)
    assert change not in listed_for(tied)
    assert not [item for item in items_for(tied, FILED) if item.reference == change.reference]


def test_what_is_not_filed():
    model = make_model()
    with pytest.raises(Refused, match="has no approval"):
        file(model)
    approved = make_approval().model
    with pytest.raises(Refused, match="no later version"):
        file(approved)
    version = describe(approved, **MATERIAL)
    with pytest.raises(ValidationError, match="what is different"):
        file(approved, explanation=" ")
    with pytest.raises(Stale):
        file(approved, edition=version.edition + 1)
    with pytest.raises(NotAllowed):
        file(approved, actor=make_member(approved.provider, "signatory"))
    with pytest.raises(NotVisible):
        file(approved, actor=owner_of(make_provider()))
    describe(approved, staffing="")
    with pytest.raises(Refused, match="still lacks: What it takes"):
        file(approved)
    assert not VersionChange.objects.exists()


def test_one_waits_at_a_time_and_it_can_be_withdrawn():
    change = make_change()
    describe(change.model, staffing="None.")
    with pytest.raises(Refused, match=f"{change.reference} about version 2 waits"):
        file(change.model)
    services.withdraw(change=change, actor=owner_of(change.provider), at=SETTLED)
    assert file(change.model).after.number == 3


def test_after_the_approval_ended_it_can_only_be_declined():
    change = make_change()
    later = change.designation.ends_at + timedelta(days=1)
    for move in ("accept", "send_to_review"):
        with pytest.raises(Refused, match="has ended meanwhile"):
            decide(change, move, at=later)
    assert decide(change, "decline", at=later).state == "declined"


def test_the_database_keeps_what_was_filed_and_decided():
    filed, declined = make_change(), make_change(state="declined")
    for row, field in ((filed, "explanation"), (declined, "reason")):
        with pytest.raises(DatabaseError, match="stays as it was"), transaction.atomic():
            VersionChange.objects.filter(pk=row.pk).update(**{field: "Another."})


def test_on_the_pages_of_both_sides(client, monkeypatch):
    model = make_approval().model
    version = describe(model)
    monkeypatch.setattr("django.utils.timezone.now", lambda: FILED)
    client.force_login(owner_of(model.provider))
    page = f"/desk/models/{model.slug}/publish/"
    assert page in client.get(f"/desk/models/{model.slug}/").content.decode()
    assert "Results depend on who teaches." in client.get(page).content.decode()
    stale = client.post(page, {"edition": version.edition + 4, "explanation": "Fewer aides."}).content.decode()
    assert "saved again while you had this page open" in stale
    assert "Fewer aides." in stale
    made = client.post(page, {"edition": version.edition, "explanation": "Fewer aides."})
    change = VersionChange.objects.get()
    assert made.url == f"/desk/new-versions/{change.reference}/"
    assert client.post(page, {"edition": version.edition, "explanation": "Again."}).url == made.url
    client.force_login(determiner())
    own = f"/agency/new-versions/{change.reference}/"
    assert f"{own}decide/" in client.get(own).content.decode()
    assert own in client.get("/agency/new-versions/").content.decode()
    assert "Speak well" in client.post(f"{own}decide/", {"reason": "Speak well"}).content.decode()
    assert client.post(f"{own}decide/", {"move": "accept", "reason": "Fine."}).url == own
    assert "was decided already" in client.post(f"{own}decide/", {"move": "decline", "reason": "No."}).content.decode()
    client.force_login(owner_of(make_provider()))
    assert client.get(made.url).status_code == 404

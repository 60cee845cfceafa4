"""Debriefs: once a decision, in time, held and recorded by the department, read by the provider and nobody else."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.queries import history_of
from marketplace.desk.registry import items_for
from marketplace.lifecycles.errors import IllegalMove, Refused
from marketplace.notifications.models import Notification
from marketplace.organizations.models import Role
from procurement.debriefs.deadlines import ask_by
from procurement.debriefs.models import Debrief
from tests.factories.debriefs import ASKED, HELD, ask, hold, make_debrief
from tests.factories.designations import make_determination
from tests.factories.organizations import make_agency_person, make_provider, owner_of
from tests.factories.products import author_of
from tests.factories.rounds import officer

pytestmark = pytest.mark.django_db


def declined():
    return make_determination(state="issued", tier="")


def test_the_provider_asks_in_time_and_the_department_hears_without_the_questions():
    clerk = officer()
    debrief = ask(declined())
    assert [event.name for event in history_of(debrief)] == ["debrief.create"]
    told = Notification.objects.get(person=clerk, subject__startswith=debrief.reference)
    assert told.deadline == debrief.hold_by
    assert "missing" not in " ".join([told.subject, *told.lines])
    [item] = [item for item in items_for(clerk, ASKED) if item.reference == debrief.reference]
    assert (item.due, item.action) == (debrief.hold_by, "Hold")
    [own] = [item for item in items_for(owner_of(debrief.provider), ASKED) if item.reference == debrief.reference]
    assert own.waiting_for == "the department"


def test_at_the_last_instant_and_one_too_late():
    determination = declined()
    with pytest.raises(Refused, match="could be asked for until"):
        ask(determination, at=ask_by(determination))
    assert not Debrief.objects.exists()
    assert ask(determination, at=ask_by(determination) - timedelta(microseconds=1)).state == "asked"


def test_there_is_one_about_each_decision():
    debrief = make_debrief()
    with pytest.raises(Refused, match=f"{debrief.reference} was asked for already"):
        ask(debrief.determination)


def test_only_people_of_the_provider_ask_and_only_about_what_was_issued():
    with pytest.raises(NotVisible):
        ask(declined(), actor=owner_of(make_provider()))
    with pytest.raises(NotVisible):
        ask(make_determination())
    with pytest.raises(NotAllowed):
        ask(declined(), actor=officer())
    with pytest.raises(ValidationError, match="like to understand"):
        ask(declined(), questions=" ")


def test_held_it_is_on_record_and_the_provider_hears():
    debrief = hold(make_debrief())
    assert (debrief.state, debrief.held_by, debrief.recorded_at) == ("held", officer(), HELD)
    told = Notification.objects.filter(person=owner_of(debrief.provider), subject__startswith=debrief.reference)
    assert "recorded" in told.get().subject
    assert not [item for item in items_for(officer(), HELD) if item.reference == debrief.reference]
    with pytest.raises(IllegalMove):
        hold(debrief)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"how": "letter"}, "Choose one of"),
        ({"held_on": HELD.date() + timedelta(days=1)}, "up to today"),
        ({"held_on": ASKED.date() - timedelta(days=1)}, "up to today"),
        ({"attended": " "}, "who was there"),
        ({"told": ""}, "was told"),
    ],
)
def test_what_is_not_recorded(changes, words):
    debrief = make_debrief()
    with pytest.raises(ValidationError, match=words):
        hold(debrief, **changes)
    debrief.refresh_from_db()
    assert debrief.state == "asked"


def test_who_holds_it():
    debrief = make_debrief()
    with pytest.raises(NotAllowed):
        hold(debrief, actor=make_agency_person(Role.AUDITOR, name="Ben Ito"))
    with pytest.raises(NotVisible):
        hold(debrief, actor=author_of(make_provider()))
    assert hold(debrief, actor=make_agency_person(Role.DETERMINER, name="Ida Roe")).state == "held"


def test_the_database_keeps_what_was_asked_and_what_was_recorded():
    asked, held = make_debrief(), make_debrief(state="held")
    for row, field in ((asked, "questions"), (held, "told")):
        with pytest.raises(DatabaseError, match="stays as it was"), transaction.atomic():
            Debrief.objects.filter(pk=row.pk).update(**{field: "Another."})


def test_on_the_pages_from_the_decision_to_the_record(client, monkeypatch):
    determination = declined()
    monkeypatch.setattr("django.utils.timezone.now", lambda: ASKED)
    client.force_login(owner_of(determination.provider))
    decision = f"/desk/decisions/{determination.reference}/"
    assert f"{decision}debrief/" in client.get(decision).content.decode()
    made = client.post(f"{decision}debrief/", {"questions": "What was missing?"})
    debrief = Debrief.objects.get()
    assert made.url == f"/desk/debriefs/{debrief.reference}/"
    assert made.url in client.get(decision).content.decode()
    client.force_login(officer())
    typed = {"how": "call", "held_on": str(ASKED.date()), "attended": "Two of each.", "told": ""}
    page = f"/agency/debriefs/{debrief.reference}/record/"
    assert "Two of each." in client.post(page, typed).content.decode()
    client.post(page, typed | {"told": "Section 4 was thin."})
    client.force_login(owner_of(determination.provider))
    assert "Section 4 was thin." in client.get(made.url).content.decode()
    client.force_login(owner_of(make_provider()))
    assert client.get(made.url).status_code == 404
    client.logout()
    monkeypatch.setattr("django.utils.timezone.now", lambda: determination.public_at + timedelta(days=1))
    public = client.get(f"/registers/determinations/{determination.reference}/").content.decode()
    assert debrief.reference not in public

"""Amendments: field by field, with a reason, more time for everyone, and everyone told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.lifecycles.errors import Refused
from marketplace.notifications.models import Mail
from marketplace.organizations.models import Role
from procurement.rounds import amendment_services as services
from procurement.rounds.models import Round
from tests.factories import AT
from tests.factories.applications import make_application, start
from tests.factories.organizations import make_provider
from tests.factories.products import author_of
from tests.factories.rounds import amend, make_notice, make_round, officer
from tests.procurement.pages import client_of

pytestmark = pytest.mark.django_db
INSTANT = timedelta(microseconds=1)


def test_each_field_is_kept_before_and_after_and_the_clocks_move_along():
    record = make_round()
    closes = services.earliest_closing(asked=record)
    made = amend(record, title="Reading, early grades", grade_bands=("K-3", "3-6"), closes_at=closes)
    assert {change["name"]: (change["old"], change["new"]) for change in made.changes} == {
        "title": ("Reading, kindergarten to grade 3", "Reading, early grades"),
        "grade_bands": ("Kindergarten to grade 3", "Kindergarten to grade 3, Grades 3 to 6"),
        "questions_until": ("17 March 2027, 10:12 am EDT", "24 March 2027, 10:12 am EDT"),
        "answers_until": ("24 March 2027, 10:12 am EDT", "31 March 2027, 10:12 am EDT"),
        "closes_at": ("31 March 2027, 10:12 am EDT", "7 April 2027, 10:12 am EDT"),
    }
    record = Round.objects.get(pk=record.pk)
    assert (record.title, record.closes_at) == ("Reading, early grades", closes)
    assert record.categories.count() == 4
    event = AuditEvent.objects.get(name="round.amended")
    assert event.is_public
    assert event.payload["number"] == 1


def test_less_time_than_the_policy_says_is_refused_at_the_field():
    record = make_round()
    with pytest.raises(ValidationError, match="earliest closing is 7 April 2027") as refused:
        amend(record, title="Other", closes_at=services.earliest_closing(asked=record) - INSTANT)
    assert set(refused.value.error_dict) == {"closes_on"}
    assert not record.amendments.exists()


def test_what_is_invited_grows_but_does_not_shrink_and_the_opening_stands():
    record = make_round()
    with pytest.raises(ValidationError) as refused:
        amend(record, services=("core",), opens_at=AT - timedelta(days=9))
    assert set(refused.value.error_dict) == {"services", "opens_on"}


def test_nothing_changed_drafts_closed_rounds_and_reasons_left_out_are_refused():
    record = make_round()
    with pytest.raises(Refused, match="Nothing is changed"):
        amend(record, closes_at=record.closes_at)
    with pytest.raises(ValidationError, match="Say why"):
        amend(record, title="Other", reason=" ")
    with pytest.raises(Refused, match="has closed"):
        amend(record, title="Other", at=record.closes_at)
    with pytest.raises(Refused, match="still a draft"):
        amend(make_round(state="draft"), title="Other")
    with pytest.raises(Refused, match="has closed"):
        amend(make_round(state="archived"), title="Other")


def test_only_a_program_officer_amends():
    record = make_round()
    for actor, refusal in ((officer(Role.AUDITOR, name="Ada"), NotAllowed), (author_of(make_provider()), NotVisible)):
        with pytest.raises(refusal):
            amend(record, title="Other", actor=actor)


def test_everyone_who_began_an_application_is_told_and_nobody_else():
    record = make_round()
    begun, sent = start(asked=record), make_application(asked=record, state="submitted")
    gone, stranger = make_application(asked=record, state="withdrawn"), make_provider()
    amend(record, title="Reading")
    told = set(Mail.objects.filter(subject__contains="was amended").values_list("address", flat=True))
    assert told == {author_of(begun.provider).email, author_of(sent.provider).email}
    assert not told & {author_of(gone.provider).email, author_of(stranger).email}


def test_the_public_page_shows_the_history(client):
    record = make_round()
    amend(record, title="Reading for all", reason="Schools asked for it.")
    page = client.get(f"/rounds/{record.reference}/").content.decode()
    for words in ("Amendment 1", "Schools asked for it.", "Reading, kindergarten to grade 3", "7 April 2027"):
        assert words in page


def test_an_officer_looks_before_it_is_public():
    record = make_round(at=timezone.now())
    notice = make_notice(at=timezone.now(), title="Reading for all")
    client, address = client_of(officer()), f"/agency/rounds/{record.reference}/amend/"
    shown = client.get(address)
    typed = {name: value for name, value in shown.context["form"].initial.items()}
    typed |= {"title": notice.title, "reason": "Schools asked."}
    looked = client.post(address, typed)
    assert "What changes" in looked.content.decode()
    assert not record.amendments.exists()
    looked_at = looked.context["form"].fingerprint
    again = client.post(address, typed | {"title": "Something else", "looked_at": looked_at})
    assert "Something else" in again.content.decode()
    assert not record.amendments.exists()
    assert client.post(address, typed | {"looked_at": looked_at}).status_code == 302
    assert Round.objects.get(pk=record.pk).title == "Reading for all"
    assert client.post(address, typed | {"looked_at": looked_at}).status_code == 422
    assert record.amendments.count() == 1


def test_the_look_writes_nothing():
    record = make_round()
    notice = replace(make_notice(), title="Other", closes_at=services.earliest_closing(asked=record))
    assert services.planned_changes(asked=record, notice=notice, at=AT)
    assert Round.objects.get(pk=record.pk).title == record.title


def test_what_a_colleague_amended_meanwhile_is_said_and_not_turned_back():
    record = make_round(at=timezone.now())
    client, address = client_of(officer()), f"/agency/rounds/{record.reference}/amend/"
    typed = dict(client.get(address).context["form"].initial)
    closes = services.earliest_closing(asked=record)
    amend(record, title="Reading for all", closes_at=closes, at=timezone.now())
    page = client.post(address, typed | {"summary": "Other words.", "reason": "Clearer."}).content.decode()
    assert "Somebody saved this while you had the page open" in page
    assert "Reading for all" in page
    assert "Other words." in page
    assert record.amendments.count() == 1

"""The register of evaluators: they enter themselves, declare ties that stay on record, and may be suspended."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.queries import history_of
from marketplace.evaluators import services
from marketplace.evaluators.models import Evaluator, EvaluatorTie
from marketplace.evaluators.queries import can_be_named, entries_of
from marketplace.lifecycles.errors import IllegalMove, Stale
from marketplace.lifecycles.freshness import marks_of
from marketplace.notifications.models import Notification
from tests.factories import AT
from tests.factories.evaluators import SAID, declare, keeper_of, make_evaluator, make_firm, make_firm_entry
from tests.factories.organizations import make_agency_person, make_member, make_provider, owner_of
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=40)


def test_a_person_registers_once_with_their_employers():
    person = make_person(name="Rosa Delgado")
    given = {**SAID, "employers": ["Fells University", " Fells  University ", ""], "actor": person, "at": AT}
    entry = services.register_self(**given)
    assert services.register_self(**given) == entry
    assert (entry.name, entry.slug, entry.is_firm) == ("Rosa Delgado", "rosa-delgado", False)
    assert [(tie.kind, tie.body) for tie in entry.ties.all()] == [("employer", "Fells University")]
    assert [event.name for event in history_of(entry, public_only=True)] == ["evaluator.create"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"employers": [" "]}, "employers"), ({"expertise": " "}, "expertise"), ({"contact": "by phone"}, "contact")],
)
def test_what_is_missing_is_named(wrong, field):
    with pytest.raises(ValidationError) as error:
        services.register_self(**{**SAID, "employers": ["Self-employed"], **wrong}, actor=make_person(), at=AT)
    assert list(error.value.error_dict) == [field]
    assert not Evaluator.objects.exists()


def test_staff_of_a_confirmed_firm_that_evaluates_register_it():
    firm = make_firm()
    given = {**SAID, "owners": ["Mei Tan"], "at": AT}
    entry = services.register_firm(organization=firm, **given, actor=owner_of(firm))
    assert (entry.name, entry.is_firm, list(entries_of(owner_of(firm)))) == (firm.name, True, [entry])
    with pytest.raises(NotVisible):
        services.register_firm(organization=firm, **given, actor=make_person())
    provider = make_provider()
    with pytest.raises(NotVisible):
        services.register_firm(organization=provider, **given, actor=owner_of(provider))
    waiting = make_firm(confirmed=False)
    with pytest.raises(NotAllowed, match="not confirmed yet"):
        services.register_firm(organization=waiting, **given, actor=owner_of(waiting))


def test_two_of_the_same_name_have_addresses_of_their_own():
    assert [make_evaluator().slug, make_evaluator().slug] == ["adaeze-okoro", "adaeze-okoro-2"]


def test_a_tie_is_declared_once_and_stays_on_record_when_it_is_taken_back():
    entry = make_evaluator()
    tie = declare(entry, "Copperleaf", since_year=2019, until_year=2021)
    assert declare(entry, "Copperleaf", since_year=2019, until_year=2021) == tie
    assert tie.period == "2019 to 2021"
    with pytest.raises(ValidationError, match="Say why"):
        services.take_back_tie(tie=tie, reason=" ", actor=entry.person, at=LATER)
    services.take_back_tie(tie=tie, reason="A mistake.", actor=entry.person, at=LATER)
    tie.refresh_from_db()
    assert (tie.stood(AT), tie.stood(LATER), tie.taken_back_reason) == (True, False, "A mistake.")
    for change in ({"body": "Other"}, {"taken_back_at": None, "taken_back_reason": ""}):
        with pytest.raises(DatabaseError, match="stays on record"), transaction.atomic():
            EvaluatorTie.objects.filter(pk=tie.pk).update(**change)
    with pytest.raises(DatabaseError, match="stays on record"), transaction.atomic():
        tie.delete()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"body": " "}, "body"),
        ({"since_year": 1900}, "since_year"),
        ({"until_year": 2999}, "until_year"),
        ({"since_year": 2020, "until_year": 2018}, "until_year"),
        ({"kind": "friend"}, "kind"),
    ],
)
def test_a_tie_that_makes_no_sense_is_refused(given, field):
    entry = make_evaluator()
    values = {"kind": "interest", "body": "Copperleaf", **given}
    with pytest.raises(ValidationError) as error:
        services.declare_tie(evaluator=entry, **values, actor=entry.person, at=AT)
    assert list(error.value.error_dict) == [field]


def test_only_those_of_the_entry_keep_it():
    entry, firm = make_evaluator(), make_firm_entry()
    with pytest.raises(NotVisible):
        services.declare_tie(evaluator=entry, kind="interest", body="X", actor=keeper_of(firm), at=AT)
    colleague = make_member(firm.organization, "evaluator", name="Pia Roth")
    assert services.save_entry(evaluator=firm, expertise="Other.", contact="a@b.example", actor=colleague, at=AT)


def test_a_stale_entry_keeps_what_a_colleague_saved():
    entry = make_firm_entry()
    seen = marks_of(services.values_of(entry))
    keeper = keeper_of(entry)
    services.save_entry(evaluator=entry, expertise="Writing.", contact=entry.contact, actor=keeper, at=AT)
    with pytest.raises(Stale, match="Writing"):
        services.save_entry(evaluator=entry, expertise="Math.", contact="x@y.example", actor=keeper, at=AT, seen=seen)


def test_the_agency_suspends_with_a_reason_and_lifts_it():
    entry, officer = make_evaluator(), make_agency_person()
    with pytest.raises(ValidationError, match="public"):
        services.suspend(evaluator=entry, reason=" ", actor=officer, at=AT)
    services.suspend(evaluator=entry, reason="No answer.", actor=officer, at=AT)
    assert not can_be_named().exists()
    assert Notification.objects.get(person=entry.person).subject.endswith("is suspended")
    with pytest.raises(IllegalMove):
        services.suspend(evaluator=entry, reason="Again.", actor=officer, at=AT)
    services.reinstate(evaluator=entry, reason="It answered.", actor=officer, at=AT)
    assert can_be_named().get() == entry


def test_nobody_decides_about_their_own_entry_and_no_stranger_does():
    officer = make_agency_person()
    own = services.register_self(**SAID, employers=["The department"], actor=officer, at=AT)
    with pytest.raises(NotAllowed, match="your own entry"):
        services.suspend(evaluator=own, reason="Mine.", actor=officer, at=AT)
    with pytest.raises(NotAllowed):
        services.suspend(evaluator=own, reason="Theirs.", actor=make_person(), at=AT)

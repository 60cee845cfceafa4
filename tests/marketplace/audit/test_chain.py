"""The audit trail is append-only and its chain shows any tampering."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, DataError, connection, transaction

from marketplace.audit.events import register_events
from marketplace.audit.models import AuditEvent, AuditHead
from marketplace.audit.queries import head_hash, history_of, verify_chain
from marketplace.audit.services import record, service
from marketplace.people.models import User
from tests.database import unguarded_audit
from tests.factories import AT

pytestmark = pytest.mark.django_db
register_events({"test.happened": "did something", "test.also": "did something else"})


@service
def happen(*, person, name="test.happened", fail=False, public=False):
    record(name, subject=person, actor=person, at=AT, payload={"when": AT}, public=public)
    if fail:
        raise ValueError("refused")


@service
def happen_twice(*, person):
    happen(person=person)
    happen(person=person, name="test.also")


@pytest.fixture
def person():
    return User.objects.create_user("ada@example.org", name="Ada Moss")


@pytest.fixture
def tampering():
    with unguarded_audit():
        yield


def test_each_event_follows_the_one_before(person):
    happen(person=person)
    happen_twice(person=person)
    events = list(AuditEvent.objects.all())
    assert [event.sequence for event in events] == [1, 2, 3]
    assert [event.previous_hash for event in events[1:]] == [event.hash for event in events[:-1]]
    assert head_hash() == events[-1].hash
    assert verify_chain().problem == ""
    assert [event.words for event in history_of(person)] == ["did something", "did something", "did something else"]


def test_a_refused_service_leaves_no_event(person):
    with pytest.raises(ValueError, match="refused"):
        happen(person=person, fail=True)
    happen(person=person)
    assert AuditEvent.objects.count() == 1


def test_recording_needs_a_service_words_and_an_aware_instant(person):
    with pytest.raises(RuntimeError):
        record("test.happened", subject=person, actor=person, at=AT)

    @service
    def nameless():
        record("test.nameless", subject=person, actor=person, at=AT)

    @service
    def naive():
        record("test.happened", subject=person, actor=person, at=AT.replace(tzinfo=None))

    with pytest.raises(LookupError):
        nameless()
    with pytest.raises(ValueError, match="aware"):
        naive()


def test_the_database_refuses_to_change_or_delete(person):
    happen(person=person)
    for act in (lambda: AuditEvent.objects.update(name="x"), lambda: AuditEvent.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert AuditEvent.objects.get().name == "test.happened"


@pytest.mark.parametrize("kept", ["sequence", "hash"])
def test_the_database_refuses_to_replace(person, kept):
    """SQLite's REPLACE deletes the row that is in the way; PostgreSQL's upsert changes it."""
    happen_twice(person=person)
    names = [field.column for field in AuditEvent._meta.concrete_fields]
    shown = {"sequence": "sequence + 10", "hash": "'other'"} | {kept: kept}
    columns = ", ".join(shown.get(name, name) for name in names)
    is_sqlite = connection.vendor == "sqlite"
    verb, rest = ("REPLACE", "") if is_sqlite else ("INSERT", f"ON CONFLICT ({kept}) DO UPDATE SET name = 'x'")
    statement = f"{verb} INTO {AuditEvent._meta.db_table} ({', '.join(names)}) SELECT {columns} "
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{statement} FROM {AuditEvent._meta.db_table} WHERE sequence = 1 {rest}")
    assert verify_chain().problem == ""


@pytest.mark.parametrize("change", [{"actor_name": "Nobody"}, {"at": AT + timedelta(hours=1)}, {"is_public": True}])
def test_an_edit_is_found(person, tampering, change):
    happen_twice(person=person)
    AuditEvent.objects.filter(sequence=1).update(**change)
    assert "changed" in verify_chain().problem


def test_a_removal_and_a_swap_are_found(person, tampering):
    happen_twice(person=person)
    happen(person=person)
    AuditEvent.objects.filter(sequence=2).update(sequence=9)
    AuditEvent.objects.filter(sequence=3).update(sequence=2)
    AuditEvent.objects.filter(sequence=9).update(sequence=3)
    assert verify_chain().problem
    AuditEvent.objects.filter(sequence=2).delete()
    assert "missing" in verify_chain().problem


def test_a_cut_tail_is_found_by_the_head_and_by_a_receipt(person, tampering):
    happen_twice(person=person)
    receipt_head = head_hash()
    AuditEvent.objects.filter(sequence=2).delete()
    assert "its head says 2" in verify_chain().problem
    last = AuditEvent.objects.get()
    AuditHead.objects.update(sequence=1, hash=last.hash)
    assert verify_chain().problem == ""
    assert "not in the chain" in verify_chain(expected_head=receipt_head).problem
    with pytest.raises(CommandError, match="not in the chain"):
        call_command("verify_audit", head=receipt_head)


def test_a_head_that_is_gone_is_found_and_a_head_is_read_as_people_paste_it(person, tampering):
    happen_twice(person=person)
    assert verify_chain(expected_head=f" {head_hash().upper()}\n").problem == ""
    AuditHead.objects.all().delete()
    assert "head is gone" in verify_chain().problem


def test_an_edit_that_cannot_even_be_read_is_named(person, tampering):
    """SQLite takes any text for an instant, so the walk must name it; PostgreSQL does not take it."""
    happen_twice(person=person)
    statement = f"UPDATE {AuditEvent._meta.db_table} SET at = 'never' WHERE sequence = 1"
    if connection.vendor == "postgresql":
        with pytest.raises(DataError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        assert verify_chain().problem == ""
        return
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert "Event 1 (test.happened) was changed" in verify_chain().problem

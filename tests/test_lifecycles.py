"""Every lifecycle's table, walked: each legal move is made, each illegal one refused with nothing changed.

A lifecycle joins by being defined. Its `tests/lifecycles/<name>.py` has a class `Walk`: `in_state(state)` makes
a record in that state, `do(move, record)` makes the move as the right person by the real service.
"""

from importlib import import_module

import pytest
from django.core.exceptions import ValidationError

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit import services as audit
from marketplace.audit.models import AuditEvent
from marketplace.lifecycles.errors import IllegalMove, Refused
from marketplace.lifecycles.machine import LIFECYCLES

NO = (Refused, NotAllowed, NotVisible, ValidationError)
STEPS = [
    (name, state, move) for name, each in LIFECYCLES.items() for state in each.states.values for move in each.moves
]
LEGAL = [step for step in STEPS if LIFECYCLES[step[0]].allows(step[1], step[2])]
ILLEGAL = [step for step in STEPS if not LIFECYCLES[step[0]].allows(step[1], step[2])]


def name_of(value):
    return value if isinstance(value, str) else None


def walk_of(name):
    return import_module(f"tests.lifecycles.{name}").Walk()


def row_of(record):
    return type(record)._base_manager.filter(pk=record.pk).values().get()


def events_since(sequence):
    return list(AuditEvent.objects.filter(sequence__gt=sequence))


def last_sequence():
    return AuditEvent.objects.count()


def is_move(event):
    lifecycle, _, act = event.name.partition(".")
    return lifecycle in LIFECYCLES and act in LIFECYCLES[lifecycle].moves


@pytest.mark.parametrize("name", LIFECYCLES)
def test_every_lifecycle_has_its_walk(name):
    assert walk_of(name).lifecycle is LIFECYCLES[name]


@pytest.mark.parametrize(("name", "state", "move"), LEGAL, ids=name_of)
def test_a_legal_move_is_made_with_one_event_in_its_transaction(name, state, move, db, monkeypatch):
    walk = walk_of(name)
    record = walk.in_state(state)
    before, sequence = row_of(record), last_sequence()
    assert before["state"] == state

    with monkeypatch.context() as broken:
        broken.setattr(audit, "_append", fail_to_append)
        with pytest.raises(DiskFullError):
            walk.do(move, record)
    assert row_of(record) == before, "the move was kept although its event could not be written"
    assert last_sequence() == sequence

    record.refresh_from_db()
    walk.do(move, record)
    assert row_of(record)["state"] == LIFECYCLES[name].moves[move].target
    events = events_since(sequence)
    mine = [
        event for event in events if (event.subject_type, event.subject_id) == (record._meta.label_lower, record.pk)
    ]
    assert [event.name for event in mine if is_move(event)].count(f"{name}.{move}") == 1
    moved = [(event.subject_type, event.subject_id, event.name) for event in events if is_move(event)]
    assert len(moved) == len(set(moved)), f"a record moved once has two events: {moved}"


@pytest.mark.parametrize(("name", "state", "move"), ILLEGAL, ids=name_of)
def test_an_illegal_move_is_refused_and_changes_nothing(name, state, move, db):
    walk = walk_of(name)
    record = walk.in_state(state)
    before, sequence = row_of(record), last_sequence()
    with pytest.raises(NO) as refusal:
        walk.do(move, record)
    assert row_of(record) == before
    assert [event.name for event in events_since(sequence) if is_move(event)] == []
    if refusal.type is IllegalMove:
        labels = LIFECYCLES[name].states
        assert labels(state).label in str(refusal.value)
        assert labels(LIFECYCLES[name].moves[move].target).label in str(refusal.value)


@pytest.mark.parametrize("name", LIFECYCLES)
def test_every_state_can_be_reached(name):
    lifecycle = LIFECYCLES[name]
    reached, frontier = {lifecycle.initial}, {lifecycle.initial}
    while frontier:
        frontier = {move.target for move in lifecycle.moves.values() if set(move.sources) & reached} - reached
        reached |= frontier
    assert reached == set(lifecycle.states.values)


class DiskFullError(Exception):
    """What the broken trail raises."""


def fail_to_append(events):
    raise DiskFullError

"""Rules compose and keep their reasons; permissions turn strangers and wrong roles away differently."""

import pytest

from marketplace.access.permissions import PERMISSIONS, NotAllowed, NotVisible, Permission
from marketplace.access.rules import rule


@rule("You are not tall.")
def is_tall(person, record):
    return person["tall"]


@rule("You are not old.", when_inverted="You are too old.")
def is_old(person, record):
    return person["old"]


@pytest.mark.parametrize(
    ("composed", "person", "reason"),
    [
        (is_tall & is_old, {"tall": False, "old": True}, "You are not tall."),
        (is_tall & is_old, {"tall": True, "old": False}, "You are not old."),
        (is_tall | is_old, {"tall": False, "old": False}, "You are not tall. You are not old."),
        (~is_old, {"old": True}, "You are too old."),
    ],
)
def test_a_refusal_gives_its_reason(composed, person, reason):
    decision = composed.decide(person, None)
    assert not decision
    assert decision.reason == reason


def test_what_is_met_is_allowed():
    assert (is_tall & ~is_old)({"tall": True, "old": False})
    assert (is_tall | is_old)({"tall": False, "old": True})


def test_a_stranger_and_a_colleague_are_refused_differently():
    permission = Permission("test:record:act", see=is_tall, do=is_old)
    try:
        with pytest.raises(NotVisible):
            permission.check({"tall": False, "old": True}, None)
        with pytest.raises(NotAllowed, match="You are not old"):
            permission.check({"tall": True, "old": False}, None)
        permission.check({"tall": True, "old": True}, None)
        with pytest.raises(ValueError, match="Two permissions"):
            Permission("test:record:act")
    finally:
        del PERMISSIONS["test:record:act"]

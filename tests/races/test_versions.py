"""A version is filed twice, and accepted and declined, in the same instant: one effect each, and never a failure."""

import pytest

from marketplace.audit.queries import verify_chain
from marketplace.lifecycles.errors import IllegalMove, Refused
from procurement.designations.models import VersionAdoption
from procurement.versionchanges.models import VersionChange
from tests.factories.designations import determiner, make_approval
from tests.factories.versionchanges import decide, describe, file, make_change
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_version_is_filed_four_times_at_once():
    model = make_approval().model
    describe(model)
    outcomes = together(*[lambda: file(model) for _ in range(4)])
    assert sum(outcome.succeeded for outcome in outcomes) == 1, outcomes
    assert all(isinstance(outcome.error, Refused) for outcome in outcomes if not outcome.succeeded), outcomes
    assert VersionChange.objects.count() == 1
    assert verify_chain().problem == ""


def test_a_version_is_accepted_and_declined_at_once():
    change, actor = make_change(), determiner()
    outcomes = together(
        *[lambda: decide(change, actor=actor), lambda: decide(change, "decline", actor=actor)] * 2,
    )
    assert sum(outcome.succeeded for outcome in outcomes) == 1, outcomes
    assert all(isinstance(outcome.error, IllegalMove) for outcome in outcomes if not outcome.succeeded), outcomes
    change.refresh_from_db()
    assert VersionAdoption.objects.count() == int(change.state == "accepted")
    assert verify_chain().problem == ""

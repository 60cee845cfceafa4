"""Two appeals and two decisions in the same instant: one effect each, and never a failure."""

import pytest

from marketplace.audit.models import AuditEvent
from marketplace.audit.queries import verify_chain
from marketplace.lifecycles.errors import IllegalMove, Refused
from procurement.appeals.models import Appeal
from procurement.designations.models import Designation, Determination
from tests.factories.appeals import appeal_officer, dismiss, file, grant, make_appeal
from tests.factories.designations import make_determination
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_decision_is_appealed_four_times_at_once():
    determination = make_determination(state="issued", tier="")
    appeal_officer()
    outcomes = together(*[lambda: file(determination) for _ in range(4)])
    assert sum(outcome.succeeded for outcome in outcomes) == 1, outcomes
    assert all(isinstance(outcome.error, Refused) for outcome in outcomes if not outcome.succeeded), outcomes
    assert Appeal.objects.count() == 1
    assert verify_chain().problem == ""


def test_an_appeal_is_granted_and_dismissed_at_once():
    appeal, actor = make_appeal(state="under_review"), appeal_officer()
    outcomes = together(
        *[lambda: grant(appeal, actor=actor), lambda: dismiss(appeal, actor=actor)] * 2,
    )
    assert sum(outcome.succeeded for outcome in outcomes) == 1, outcomes
    assert all(isinstance(outcome.error, IllegalMove) for outcome in outcomes if not outcome.succeeded), outcomes
    appeal.refresh_from_db()
    granted = int(appeal.state == "granted")
    assert Determination.objects.count() == 1 + granted
    assert Designation.objects.count() == granted
    assert AuditEvent.objects.filter(name__in=("appeal.grant", "appeal.dismiss")).count() == 1
    assert verify_chain().problem == ""

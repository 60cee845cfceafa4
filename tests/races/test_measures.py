"""A measure's validation is opened twice, and decided twice, in the same instant: one effect, and never a failure."""

import pytest

from marketplace.audit.models import AuditEvent
from marketplace.audit.queries import verify_chain
from marketplace.lifecycles.errors import IllegalMove, Refused
from procurement.measures.models import MeasureDecision
from tests.factories.evidence import make_measure
from tests.factories.measures import decide, make_decision, open_decision
from tests.factories.quotes import make_policy
from tests.factories.rounds import officer
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_measure_is_opened_four_times_at_once():
    make_policy()
    measure, actor = make_measure(validated=False), officer()
    outcomes = together(*[lambda: open_decision(measure, actor=actor) for _ in range(4)])
    assert sum(outcome.succeeded for outcome in outcomes) == 1, outcomes
    assert all(isinstance(outcome.error, Refused) for outcome in outcomes if not outcome.succeeded), outcomes
    assert MeasureDecision.objects.count() == 1
    assert verify_chain().problem == ""


def test_one_panel_s_decision_is_recorded_four_times_at_once():
    decision, actor = make_decision(), officer()
    outcomes = together(*[lambda: decide(decision, actor=actor) for _ in range(4)])
    assert sum(outcome.succeeded for outcome in outcomes) == 1, outcomes
    assert all(isinstance(outcome.error, IllegalMove) for outcome in outcomes if not outcome.succeeded), outcomes
    assert AuditEvent.objects.filter(name="measure.validate").count() == 1
    assert verify_chain().problem == ""

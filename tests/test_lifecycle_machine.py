"""Random people make random moves through the portal's own pages; after each, what must always hold is checked.

A person, a page and answers are drawn at random: nonsense, other people's records, moves long past. Whatever comes,
nothing breaks, a state changes only along its table, and each change has its event in an unbroken chain.
"""

import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from marketplace.audit.models import AuditEvent
from marketplace.audit.queries import verify_chain
from marketplace.lifecycles.machine import LIFECYCLES
from tests import portal
from tests.filling import forms_of

WORDS = [
    "",
    "yes",
    "0",
    "12",
    "1200.50",
    "-1",
    "2027-05-01",
    "2027-13-45",
    "A plain sentence.",
    "x" * 400,
    "<b>&amp;",
    "✓",
]
OURS = [endpoint for endpoint in portal.endpoints() if endpoint.declaration is not None]
ACTING = [endpoint for endpoint in OURS if endpoint.declaration.roles != ("public",)]
STATEFUL = [
    model
    for model in apps.get_models()
    if model._meta.app_label in ("marketplace", "procurement")
    and any(each.name == "state" for each in model._meta.fields)
]


def states():
    """The state of every record that has one."""
    return {
        (model._meta.label_lower, pk): state
        for model in STATEFUL
        for pk, state in model.objects.values_list("pk", "state")
    }


def table_of_moves():
    """Every step from a state to a state that some lifecycle knows."""
    return {
        (source, move.target) for each in LIFECYCLES.values() for move in each.moves.values() for source in move.sources
    }


class People(RuleBasedStateMachine):
    """The demo and everyone in it."""

    def __init__(self):
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.cast = portal.Cast()
        self.before = states()
        self.sequence = AuditEvent.objects.count()

    def teardown(self):
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    @rule(data=st.data(), endpoint=st.sampled_from(ACTING), right=st.booleans())
    def somebody_answers_a_page(self, data, endpoint, right):
        record = data.draw(st.sampled_from(portal.samples(endpoint, 2) or [None]))
        if record is None and endpoint.declaration.model is not None:
            return
        people = self.cast.insiders(endpoint.declaration, record) if right else self.cast.people
        person = data.draw(st.sampled_from(people or self.cast.people))
        address = endpoint.address(record)
        if address is None:
            return
        page = self.cast.get(person, address)
        assert page.status_code < 500, f"{person} broke {address}"
        html = page.content.decode() if page.status_code == 200 and not page.streaming else ""
        forms = [form for form in forms_of(html) if form.method == "post"]
        form = data.draw(st.sampled_from(forms)) if forms else None
        answers = form.filled(lambda offered: data.draw(st.sampled_from(offered)), WORDS) if form else {}
        self.post(person, (form and form.action) or address, answers)

    def post(self, person, address, answers):
        """Send the answers twice over, as an impatient person does."""
        for _ in range(2):
            response = self.cast.get(person, address, method="post", data=answers)
            assert response.status_code < 500, f"{person} broke {address} with {answers}"

    @invariant()
    def states_change_only_along_their_tables(self):
        now, legal = states(), table_of_moves()
        events = list(AuditEvent.objects.filter(sequence__gt=self.sequence).values_list("subject_type", "subject_id"))
        for key, state in now.items():
            was = self.before.get(key, state)
            if was != state:
                assert (was, state) in legal or len(steps_between(was, state, legal)) > 1, (
                    f"{key} went from {was} to {state}"
                )
                assert key in events, f"{key} went from {was} to {state} without an event"
        self.before, self.sequence = now, AuditEvent.objects.count()

    @invariant()
    def nothing_disappears(self):
        assert AuditEvent.objects.count() >= self.sequence
        assert verify_chain().problem == ""


def steps_between(start, end, legal):
    """The shortest way from state to state along legal moves; empty where there is none."""
    ways = [[start]]
    for way in ways:
        for source, target in legal:
            if source == way[-1] and target not in way:
                if target == end:
                    return [*way[1:], target]
                ways.append([*way, target])
    return []


@pytest.mark.usefixtures("demo_database")
def test_random_people_making_random_moves_break_nothing():
    quiet = list(HealthCheck)
    run_state_machine_as_test(
        People, settings=settings(max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=quiet)
    )

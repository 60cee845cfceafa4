"""Starting a trial run of the policy draft, noting how far it has come, and keeping what it found."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.queries import the_agency
from procurement.policy.models import PolicyVersion
from procurement.policy.schema import PolicyBody
from procurement.simulations import reading, signals
from procurement.simulations.models import WHOLE, PolicySimulation
from procurement.simulations.permissions import RUN
from procurement.simulations.queries import running_for

GIVEN_UP_AFTER = timedelta(minutes=10)


@service
def start_simulation(*, draft: PolicyVersion, in_force: PolicyVersion, actor: Any, at: datetime) -> PolicySimulation:
    """Run a draft over every model and open record; it is done after the answer. A second click starts no second run.

    Raises ValidationError where the version is no draft.
    """
    RUN.check(actor)
    draft = locked(draft)
    if draft.state != "draft":
        raise ValidationError("That draft has been published. Save a new one to run it.")
    running = running_for(draft, in_force, since=at - GIVEN_UP_AFTER)
    if running:
        return running
    simulation = PolicySimulation.objects.create(body=draft.body, in_force=in_force, started_by=actor, started_at=at)
    record(
        "policy_simulation.started", subject=simulation, actor=actor, organization=the_agency(), at=at,
        payload={"draft": draft.number, "in_force": in_force.number},
    )  # fmt: skip
    signals.simulation_started.send(sender=PolicySimulation, simulation=simulation, at=at)
    return simulation


def run_simulation(*, simulation: PolicySimulation, at: datetime) -> PolicySimulation:
    """Do a run that was started and keep its result. Running one that is finished does nothing.

    Not one transaction: how far it has come is seen while it runs.
    """
    if simulation.is_finished:
        return simulation
    result = reading.run(
        now=simulation.in_force.rules,
        then=PolicyBody.from_json(simulation.body),
        then_body=simulation.body,
        at=at,
        progress=lambda share: note_progress(simulation=simulation, share=share),
    )
    return keep_result(simulation=simulation, result=result, at=at)


def note_progress(*, simulation: PolicySimulation, share: float) -> None:
    """Note how far a run has come, from 0 to 1."""
    running = PolicySimulation.objects.filter(pk=simulation.pk, finished_at=None)
    running.update(percent=min(int(share * WHOLE), WHOLE))


@service
def keep_result(*, simulation: PolicySimulation, result: dict[str, Any], at: datetime) -> PolicySimulation:
    """Keep what a run found; the first result stands."""
    simulation = locked(simulation)
    if simulation.is_finished:
        return simulation
    simulation.result, simulation.percent, simulation.finished_at = result, WHOLE, at
    simulation.save(update_fields=["result", "percent", "finished_at"])
    record("policy_simulation.finished", subject=simulation, actor=None, organization=the_agency(), at=at)
    return simulation

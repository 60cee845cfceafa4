"""Hears that a trial run was started; a worker does it."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from procurement.simulations import signals
from procurement.simulations.models import PolicySimulation
from procurement.simulations.tasks import run


@receiver(signals.simulation_started)
def enqueue(sender: Any, simulation: PolicySimulation, **kwargs: Any) -> None:
    """The run is queued in the transaction that started it."""
    run.enqueue(simulation.pk)

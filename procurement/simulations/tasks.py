"""A trial run is done by a worker."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from procurement.simulations import services
from procurement.simulations.models import PolicySimulation


@task()
def run(simulation_id: int) -> None:
    """Run a draft over every model and open record. Running twice keeps the first result."""
    simulation = PolicySimulation.objects.select_related("in_force").get(pk=simulation_id)
    services.run_simulation(simulation=simulation, at=timezone.now())

"""The policy draft is run over every model and open record before anybody publishes it."""

from cms.demo.world import World
from procurement.policy.queries import policy_in_force
from procurement.simulations import services
from procurement.simulations.models import PolicySimulation
from procurement.simulations.queries import the_draft


def is_done(world: World) -> bool:
    """Whether the run has its result."""
    return PolicySimulation.objects.exclude(finished_at=None).exists()


def play(world: World) -> None:
    """The officer who wrote the draft runs it."""
    at = world.ago(1, "16:40")
    simulation = services.start_simulation(
        draft=the_draft(), in_force=policy_in_force(at), actor=world.person("daniel.reyes"), at=at
    )
    services.run_simulation(simulation=simulation, at=at)

"""Debriefs: one held on a call, one asked for and not held yet."""

from cms.demo.world import World
from procurement.debriefs import services
from procurement.debriefs.models import Debrief
from procurement.designations.models import Determination


def is_done(world: World) -> bool:
    """Whether the newest one is asked for."""
    return Debrief.objects.filter(determination__model=world.model("balance")).exists()


def play(world: World) -> None:
    """Providers ask what counted; an officer explains and writes it down."""
    debrief = services.ask(
        determination=_decision(world, "measure"),
        questions="What would the panel have to see in the lessons themselves? Is the workshop a good place to begin?",
        actor=world.person("dana.whitlock"),
        at=world.ago(8, "09:50"),
    )
    services.hold(
        debrief=debrief,
        how="call",
        held_on=world.ago(5).date(),
        attended="Dana Whitlock for the provider; Elena Boyd, program officer.",
        told="The gate criterion asks for a change of the day and not for tasks beside it. The panel found the tasks "
        "good. A plan in which the mathematics lessons build on what is measured in the workshop would speak to it.",
        actor=world.person("elena.boyd"),
        at=world.ago(5, "15:30"),
    )
    services.ask(
        determination=_decision(world, "balance"),
        questions="Which results of the county’s trial does the department want to see, and in which form?",
        actor=world.person("arturo.benavides"),
        at=world.ago(2, "10:05"),
    )


def _decision(world: World, model: str) -> Determination:
    return Determination.objects.get(model=world.model(model), kind="first")

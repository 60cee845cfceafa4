"""What became of approvals since: one suspended and reinstated, one suspended now, one revoked while its tier was under
review."""

from cms.demo.world import World
from procurement.designations import enforcement
from procurement.designations.models import Designation
from procurement.tierreviews import services as tierreviews


def is_done(world: World) -> bool:
    """Whether one is revoked."""
    return Designation.objects.filter(state="revoked").exists()


def play(world: World) -> None:
    """A determiner acts, each time with a reason that everyone reads."""
    determiner = world.person("louise.bergeron")
    storylab = _of(world, "storylab")
    enforcement.suspend(
        designation=storylab,
        reason="The list of student data was out of date; a classroom tool had been added without saying so.",
        actor=determiner,
        at=world.ago(250, "10:00"),
    )
    enforcement.reinstate(
        designation=_of(world, "storylab"),
        reason="The list is complete again, and the districts were told.",
        actor=determiner,
        at=world.ago(232, "10:00"),
    )
    enforcement.suspend(
        designation=_of(world, "lab"),
        reason="Two schools report that the field guide no longer comes. We check whether it is still offered as "
        "it was approved.",
        actor=determiner,
        at=world.ago(25, "15:00"),
    )
    tierreviews.request_review(
        model=world.model("workshop"),
        actor=world.person("theo.lambert"),
        at=world.ago(66, "10:40"),
        reason="Six more workplaces take part. We ask whether what they report carries the next tier.",
    )
    enforcement.revoke(
        designation=_of(world, "workshop"),
        reason="The provider ended its insurance for students at workplaces, which the approval rested on.",
        actor=determiner,
        at=world.ago(60, "12:00"),
    )


def _of(world: World, key: str) -> Designation:
    return Designation.objects.filter(model=world.model(key)).latest("starts_at")

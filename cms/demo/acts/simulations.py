"""The policy draft is run over every model and open record before anybody publishes it."""

from cms.demo.world import World
from procurement.policy.models import PolicyVersion
from procurement.policy.queries import policy_in_force
from procurement.policycomments import services as comments
from procurement.simulations import services
from procurement.simulations.models import PolicySimulation
from procurement.simulations.queries import the_draft


def is_done(world: World) -> bool:
    """Whether the run has its result."""
    return PolicySimulation.objects.exclude(finished_at=None).exists()


def play(world: World) -> None:
    """The owner asks about two numbers of the draft; the officer who wrote it answers, and runs it."""
    _talk(world)
    at = world.ago(1, "16:40")
    simulation = services.start_simulation(
        draft=the_draft(), in_force=policy_in_force(at), actor=world.person("daniel.reyes"), at=at
    )
    services.run_simulation(simulation=simulation, at=at)


def _talk(world: World) -> None:
    draft: PolicyVersion = the_draft()
    owner, officer = world.person("miriam.okafor"), world.person("daniel.reyes")
    cure = comments.add_comment(
        version=draft, place="clocks.cure_business_days", actor=owner, at=world.ago(5, "09:40"),
        text="Fifteen days is half a month in which nothing moves. Where does it come from?",
    )  # fmt: skip
    comments.answer_comment(
        comment=cure, actor=officer, at=world.ago(5, "13:15"),
        text="Three of eight applicants needed more than ten last year, all for a signed reference.",
    )  # fmt: skip
    name = comments.add_comment(
        version=draft, place="tiers.early_stage.name", actor=owner, at=world.ago(4, "10:05"),
        text="“Emerging” reads better to families. Please check that no other program of ours uses it.",
    )  # fmt: skip
    comments.resolve_comment(comment=name, actor=officer, at=world.ago(3, "15:20"))

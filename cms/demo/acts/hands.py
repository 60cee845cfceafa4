"""Helping hands: one taken on, one asked for, one taken back; and a desk that a colleague looks after."""

from cms.demo.acts.organizations import make_person
from cms.demo.stories.people import ELSEWHERE
from cms.demo.world import World
from marketplace.organizations import services
from marketplace.organizations.models import HelpingHand
from procurement.appeals.models import Appeal
from procurement.designations.models import Determination

OWNER = "miriam.okafor"


def is_done(world: World) -> bool:
    """Whether the newest one is asked for."""
    return HelpingHand.objects.filter(email=world.person("nora.finch").email).exists()


def play(world: World) -> None:
    """The department asks people elsewhere."""
    helper = make_person(world, ELSEWHERE.people[0], ELSEWHERE)
    helper.demo_second_factor = True
    appeal = Appeal.objects.get(determination__model=world.model("ledger"))
    taken_back = _ask(
        world, Determination.objects.get(model=world.model("tides"), kind="first"), "determine", helper, 40
    )
    services.revoke_hand(hand=taken_back, actor=world.person(OWNER), at=world.ago(39))
    hand = _ask(world, appeal, "decide_appeal", helper, 3, note="Grace is away until the end of the month.")
    services.accept_hand(hand=hand, actor=helper, at=world.ago(2, "14:30"))
    services.hand_over_desk(
        organization=world.body("meridian"),
        giver=world.person("elena.boyd"),
        taker=world.person("daniel.reyes"),
        starts_at=world.ago(2, "00:00"),
        ends_at=world.ago(-12, "00:00"),
        actor=world.person("elena.boyd"),
        at=world.ago(3, "16:00"),
    )
    colleague = world.person("agnes.kowalczyk")
    declined = _ask(world, appeal, "decide_appeal", colleague, 4)
    services.decline_hand(hand=declined, actor=colleague, at=world.ago(4, "17:20"))
    waiting = Determination.objects.filter(state="recommended").order_by("pk").first()
    _ask(world, waiting, "determine", world.person("nora.finch"), 1)


def _ask(
    world: World, record: Appeal | Determination, task: str, person: object, days: int, note: str = ""
) -> HelpingHand:
    return services.grant_hand(
        organization=world.body("meridian"),
        reference=record.reference,
        task=task,
        email=person.email,
        note=note,
        actor=world.person(OWNER),
        at=world.ago(days),
    )

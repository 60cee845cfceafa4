"""Appeals in every state: one dismissed, one granted, one late, one under review, one waiting to be taken up."""

from datetime import datetime

from cms.demo.world import World
from procurement.appeals import letters, services
from procurement.appeals.models import Appeal
from procurement.designations.letters import tell_provider
from procurement.designations.models import Determination
from procurement.reviews.conflicts import Declared

OFFICER = "grace.nakamura"


def is_done(world: World) -> bool:
    """Whether the newest one is filed."""
    return Appeal.objects.filter(determination__model=world.model("ledger")).exists()


def play(world: World) -> None:
    """Providers appeal; an officer who had no part before looks again."""
    _dismissed(world)
    _granted(world)
    _late(world)
    appeal = _file(
        world,
        "fieldstats",
        "yusuf.demir",
        world.ago(9, "16:20"),
        grounds="The panel missed how teachers are prepared. Section 4 names the eight hours before the start and the "
        "weekly meeting; the references say the same.",
        new_evidence="The plan of the eight hours, hour by hour, as it was held in August.",
    )
    _take_up(world, appeal, world.ago(6, "09:30"))
    _file(
        world,
        "ledger",
        "arturo.benavides",
        world.ago(4, "11:15"),
        grounds="We asked for promising. Two schools have sent results of the state test since; the decision could "
        "not know them.",
        new_evidence="Results of 212 students in Ashgrove and 148 in Tamarack, with comparison classes.",
    )


def _dismissed(world: World) -> None:
    appeal = _file(
        world,
        "evening",
        "arturo.benavides",
        world.ago(300, "10:40"),
        grounds="The evenings are a model of their own: families plan the week from what the cards show. The panel "
        "judged them as if they were a product.",
    )
    appeal = _take_up(world, appeal, world.ago(296, "14:10"))
    appeal = services.dismiss(
        appeal=appeal,
        reason="The application says in section 2 that the school day stays as it is. The letters of the two families "
        "describe evenings, not a day. What the policy calls a learning model changes how the day is used.",
        actor=world.person(OFFICER),
        at=world.ago(275, "15:00"),
    )
    letters.send_letter(appeal=appeal, at=world.ago(275, "15:00"))


def _granted(world: World) -> None:
    appeal = _file(
        world,
        "tides",
        "yusuf.demir",
        world.ago(158, "09:25"),
        grounds="The panel wrote that the day does not change. It does: the timetable of grade 9 has followed the "
        "station since March, as the plan in section 3 shows.",
        new_evidence="The timetables of two terms, before and after.",
    )
    appeal = _take_up(world, appeal, world.ago(154, "10:00"))
    at = world.ago(131, "11:20")
    appeal = services.grant(
        appeal=appeal,
        tier="early_stage",
        reason="The timetables show that two mornings a week are planned from the station’s readings, for every "
        "subject. That is a change of the day and not an addition to it.",
        reasons={"learning_model": "Two mornings a week are planned from what students read at the station."},
        conditions="Report after the first year how the timetable was kept.",
        scope=[tuple(row) for row in appeal.determination.subject.scope],
        actor=world.person(OFFICER),
        at=at,
    )
    tell_provider(determination=appeal.result, at=at)
    letters.send_letter(appeal=appeal, at=at)


def _late(world: World) -> None:
    _file(
        world,
        "studio",
        "yusuf.demir",
        world.ago(130, "17:45"),
        grounds="We asked for effective. The second school was not counted.",
    )


def _file(world: World, model: str, person: str, at: datetime, *, grounds: str, new_evidence: str = "") -> Appeal:
    determination = Determination.objects.get(model=world.model(model), kind="first")
    appeal = services.file_appeal(
        determination=determination, grounds=grounds, new_evidence=new_evidence, actor=world.person(person), at=at
    )
    return letters.send_receipt(appeal=appeal, at=at)


def _take_up(world: World, appeal: Appeal, at: datetime) -> Appeal:
    return services.take_up(appeal=appeal, declared=Declared(), actor=world.person(OFFICER), at=at)

"""A firm and two people enter the register of evaluators; studies name them. One study is disputed, one entry is
suspended, and one declared tie makes a study not independent."""

from datetime import timedelta

from cms.demo.acts.models import described_at
from cms.demo.acts.organizations import make_person
from cms.demo.stories.models import BY_KEY
from cms.demo.stories.people import ON_THEIR_OWN
from cms.demo.world import World
from marketplace.evaluators import services
from marketplace.evaluators.models import Evaluator
from marketplace.evidence import services as evidence
from marketplace.evidence.models import Attribution, Study

DISPUTE = "We cleaned a data file for this report. We neither chose the comparison group nor wrote a word of it."
SILENT = (
    "Three letters of the department about the study of Northwind Studio Schools stayed without an answer. Write to "
    "the department, and the entry stands again."
)


def is_done(world: World) -> bool:
    """Whether the study that waits for an answer is here."""
    return Attribution.objects.filter(state="named").exists()


def play(world: World) -> None:
    """They register, are named, and answer."""
    firm, rosa, piers = _register(world)
    tan = _name(world, "fraction", "Tan, 2025", firm, "conductor", replaces="Mei Tan")
    evidence.confirm_attribution(attribution=tan, actor=world.person("mei.tan"), at=_after(world, "fraction", 30))
    delgado = _name(world, "harbor", "Delgado and Pruitt, 2023", rosa, "author", replaces="Rosa Delgado")
    evidence.confirm_attribution(attribution=delgado, actor=rosa.person, at=_after(world, "harbor", 30))
    report = _name(world, "harbor", "Lanternfield staff, 2022", firm, "conductor")
    evidence.dispute_attribution(
        attribution=report, reason=DISPUTE, actor=world.person("mei.tan"), at=_after(world, "harbor", 50)
    )
    _name(world, "lab", "Northwind teachers, 2025", piers, "author")
    services.suspend(evaluator=piers, reason=SILENT, actor=world.person("daniel.reyes"), at=world.ago(40, "11:20"))
    _name(world, "harbor", "Okoro, 2024", firm, "conductor", hours=(world.now - described_at(world, "harbor")))


def _register(world: World) -> tuple[Evaluator, Evaluator, Evaluator]:
    owner = world.person("mei.tan")
    firm = services.register_firm(
        organization=world.body("stillwater"),
        expertise="Randomized and matched studies of reading and mathematics, kindergarten to grade 9.",
        contact="studies@stillwater.example.org",
        owners=["Mei Tan", "Adaeze Okoro"],
        actor=owner,
        at=world.ago(424, "09:10"),
    )
    rosa, piers = (make_person(world, person, ON_THEIR_OWN) for person in ON_THEIR_OWN.people)
    delgado = services.register_self(
        expertise="Randomized studies of early reading in city schools.",
        contact=rosa.email,
        employers=["Larkhaven University"],
        actor=rosa,
        at=world.ago(423, "14:30"),
    )
    year = world.day(423).year
    services.declare_tie(
        evaluator=delgado, kind="worked_for", body="Copperleaf Math Works", since_year=year - 6, until_year=year - 5,
        actor=rosa, at=world.ago(423, "14:41"),
    )  # fmt: skip
    mistaken = services.declare_tie(
        evaluator=delgado, kind="interest", body="Larkhaven Test Works", actor=rosa, at=world.ago(423, "14:44")
    )
    services.take_back_tie(
        tie=mistaken, reason="It belongs to the university, not to me.", actor=rosa, at=world.ago(420, "08:50")
    )
    lockhart = services.register_self(
        expertise="Before-and-after studies of science notebooks.",
        contact=piers.email,
        employers=["Self-employed"],
        actor=piers,
        at=world.ago(422, "10:00"),
    )
    services.declare_tie(
        evaluator=lockhart, kind="worked_for", body="Northwind Studio Schools", since_year=year, actor=piers,
        at=world.ago(422, "10:06"),
    )  # fmt: skip
    return firm, delgado, lockhart


def _name(
    world: World, key: str, label: str, evaluator: Evaluator, part: str, *, replaces: str = "",
    hours: timedelta = timedelta(hours=26),
) -> Attribution:  # fmt: skip
    """The model's author names them; who was declared by hand before is taken back. `hours` after it was described, or
    three days before the day the demo is built for, whichever comes first."""
    author = world.person(BY_KEY[key].author)
    at = min(described_at(world, key) + hours, world.ago(3, "10:15"))
    study = Study.objects.get(model=world.model(key), label=label)
    if replaces:
        evidence.remove_author(study=study, name=replaces, actor=author, at=at)
    return evidence.name_evaluator(study=study, evaluator=evaluator, part=part, actor=author, at=at)


def _after(world: World, key: str, hours: int) -> object:
    return described_at(world, key) + timedelta(hours=hours)

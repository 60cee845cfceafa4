"""Experts look at two measures of the registry: one is decided, one is with its panel."""

from cms.demo.stories.evidence import WORD_CHECK
from cms.demo.world import World
from marketplace.evidence import services as evidence
from marketplace.evidence.models import Measure
from procurement.measures import services
from procurement.measures.models import MeasureDecision
from procurement.reviews.conflicts import Declared

EXPERTS = (
    ("kenneth.yoo", "Thirty years as a principal who read its results every fall."),
    ("weiling.tan", "Teaches test design; has set norms for two tests."),
    ("joan.petersen", "Builds accommodations for readers with low vision."),
)
NEW = {
    "name": "Tallgrass Reading Check",
    "owner": "commercial",
    "kind": "formative",
    "domain": "general literacy",
    "scale_minimum": 0,
    "scale_maximum": 100,
}
REASONS = (
    (True, "Retest reliability above .85 in each grade, and the norms are of the last five years."),
    (True, "It follows the state test closely, and the manual says for whom it does not."),
    (False, "The large-print form has not been equated, so its scores should stand apart."),
)


def is_done(world: World) -> bool:
    """Whether the panel that still votes is here."""
    return MeasureDecision.objects.filter(state="open").exists()


def play(world: World) -> None:
    """An officer opens both; three experts vote on the first. On the second one has voted, one was released and one
    stepped back; who was asked in their place has not answered."""
    officer = world.person("daniel.reyes")
    first = _open(world, WORD_CHECK, "Larkhaven University", 60)
    for (key, expertise), (is_valid, reason) in zip(EXPERTS, REASONS, strict=True):
        _vote(world, _ask(world, first, key, expertise, 59), is_valid, reason, 52)
    services.decide(
        decision=first,
        reason="Reliable and normed for the grades it is used in. The large-print form is named as a limit.",
        actor=officer,
        at=world.ago(50, "15:00"),
    )
    evidence.register_measure(values=NEW, is_validated=False, actor=officer, at=world.ago(8, "11:00"))
    second = _open(world, NEW["name"], "Tallgrass Test Works", 7)
    asked = [_ask(world, second, key, expertise, 6) for key, expertise in EXPERTS]
    _vote(world, asked[0], False, "The manual gives no reliability for grade 3.", 2)
    services.release_panelist(vote=asked[1], actor=officer, at=world.ago(2, "17:00"))
    _vote(world, asked[2], False, "", 1, has_interest=True)
    _ask(world, second, "bilal.hussain", "Studies how teachers use what tests tell them.", 1)


def _open(world: World, name: str, owner: str, days: int) -> MeasureDecision:
    return services.open_decision(
        measure=Measure.objects.get(name=name),
        owner_name=owner,
        question="The technical manual and the norm tables, which the owner sent to the department.",
        actor=world.person("daniel.reyes"),
        at=world.ago(days, "09:30"),
    )


def _ask(world: World, decision: MeasureDecision, key: str, expertise: str, days: int) -> object:
    return services.name_panelist(
        decision=decision,
        panelist=world.person(key),
        expertise=expertise,
        actor=world.person("daniel.reyes"),
        at=world.ago(days, "10:00"),
    )


def _vote(world: World, vote: object, is_valid: bool, reason: str, days: int, *, has_interest: bool = False) -> None:
    services.cast_vote(
        vote=vote,
        declared=Declared(has_interest=has_interest),
        is_valid=is_valid,
        reason=reason,
        actor=vote.panelist,
        at=world.ago(days, "16:20"),
    )

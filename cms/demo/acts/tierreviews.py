"""Tiers looked at again: one went up after two pilots, one may go down, one waits for its dossier, three were asked
for, of which a new application overtook one."""

from cms.demo.acts.applications import play_one
from cms.demo.acts.pilots import pilot_of
from cms.demo.stories.applications import RENEWAL
from cms.demo.stories.purchases import BY_KEY as PURCHASES
from cms.demo.world import World
from procurement.outcomes import publishing
from procurement.tierreviews import services
from procurement.tierreviews.models import TierReview

OFFICER, DETERMINER = "elena.boyd", "louise.bergeron"


def is_done(world: World) -> bool:
    """Whether the provider of Studio Day has asked."""
    return TierReview.objects.filter(model=world.model("studio")).exists()


def play(world: World) -> None:
    """The first two were opened by published outcomes; the others by a term's end and by providers."""
    _up(world)
    _ending(world)
    _kept(world)
    _down(world)
    _overtaken(world)
    services.request_review(
        model=world.model("studio"),
        actor=world.person("carla.jimenez"),
        at=world.ago(8, "10:30"),
        reason="A second school has finished its two years. We have entered its results.",
    )


def _first_of_trails(world: World) -> TierReview:
    """The review that the second good pilot opened."""
    return TierReview.objects.filter(model=world.model("trails")).earliest("created_at")


def _up(world: World) -> None:
    review = _first_of_trails(world)
    review = services.assemble_dossier(review=review, actor=world.person(OFFICER), at=world.ago(94, "09:30"))
    review = services.recommend_tier(
        review=review,
        tier="promising",
        actor=world.person(OFFICER),
        at=world.ago(90, "14:00"),
        note="Two pilots in two districts, on the state test and during the year, with groups alike at the start.",
    )
    services.decide_review(
        review=review, tier="promising", reason="", actor=world.person(DETERMINER), at=world.ago(85, "11:00")
    )


def _ending(world: World) -> None:
    """The portal opens reviews of terms that end; one gets its dossier."""
    services.open_due_reviews(at=world.ago(50, "03:00"))
    review = TierReview.objects.get(model=world.model("storylab"))
    services.assemble_dossier(review=review, actor=world.person(OFFICER), at=world.ago(4, "15:00"))


def _kept(world: World) -> None:
    review = services.request_review(
        model=world.model("harbor"),
        actor=world.person("ines.caldwell"),
        at=world.ago(40, "09:10"),
        reason="The Tamarack pilot is published. We ask whether it carries the next tier.",
    )
    review = services.assemble_dossier(review=review, actor=world.person(OFFICER), at=world.ago(30, "10:00"))
    review = services.recommend_tier(
        review=review,
        tier="promising",
        actor=world.person(OFFICER),
        at=world.ago(24, "11:20"),
        note="The evidence carries the tier as before.",
    )
    review = services.revise_review(
        review=review,
        actor=world.person(DETERMINER),
        at=world.ago(8, "09:40"),
        because="The provider asks about the Tamarack pilot, and the recommendation does not speak of it.",
    )
    services.recommend_tier(
        review=review,
        tier="promising",
        actor=world.person(OFFICER),
        at=world.ago(3, "16:10"),
        note="The evidence is stronger, but no single study has 350 students. We recommend to keep the tier.",
    )


def _overtaken(world: World) -> None:
    """Its provider asked for a review, then applied anew, and was approved anew before anybody recommended."""
    review = services.request_review(
        model=world.model("studio"),
        actor=world.person("carla.jimenez"),
        at=world.ago(80, "11:15"),
        reason="A second school has begun. We ask whether the plan for its results carries the next tier.",
    )
    services.assemble_dossier(review=review, actor=world.person(OFFICER), at=world.ago(74, "10:10"))
    play_one(world, RENEWAL)


def _down(world: World) -> None:
    """A weak outcome after the tier went up: notice is given, and the provider has time to reply."""
    report = pilot_of(PURCHASES["ashgrove-trails"]).outcome_report
    publishing.publish_report(report=report, actor=world.person(OFFICER), at=world.ago(23, "09:30"))
    review = TierReview.objects.get(model=world.model("trails"), state="opened")
    review = services.assemble_dossier(review=review, actor=world.person(OFFICER), at=world.ago(18, "11:20"))
    services.recommend_tier(
        review=review,
        tier="early_stage",
        actor=world.person(OFFICER),
        at=world.ago(12, "13:40"),
        note="The newest pilot fell behind its comparison group. We ask the provider what it will do about "
        "tutors who leave.",
    )

"""Districts report what came of their pilots; providers reply; the department checks and publishes."""

from cms.demo.acts.pilots import pilot_of, settle
from cms.demo.stories.models import BY_KEY as MODELS
from cms.demo.stories.outcomes import OUTCOMES, OutcomeStory
from cms.demo.stories.purchases import BY_KEY as PURCHASES
from cms.demo.stories.purchases import Purchase
from cms.demo.world import World
from procurement.outcomes import publishing, services
from procurement.outcomes.entry import CONTEXT, SETUP, Part
from procurement.outcomes.models import OutcomeReport
from procurement.outcomes.reading import terms_of
from procurement.pilots.services import close_pilot

DAYS_TO = {"reply": 4, "verify": 9, "publish": 24, "settle": 26, "close": 36}


def is_done(world: World) -> bool:
    """Whether the last report is begun."""
    return OutcomeReport.objects.filter(state="draft").exists()


def play(world: World) -> None:
    """Each as far as it came."""
    for story in sorted(OUTCOMES, key=lambda one: -one.sent):
        _report(world, story, PURCHASES[story.purchase])


def _report(world: World, story: OutcomeStory, purchase: Purchase) -> None:
    pilot, writer = pilot_of(purchase), world.person(purchase.writer)
    report, officer = pilot.outcome_report, world.person("elena.boyd")
    at = world.ago(max(story.sent, 1), "14:40")
    parts = [part for part in terms_of(pilot).parts if not part.is_grid]
    for part in parts if story.reached("submitted") else parts[:2]:
        answers = _answers(part, story, purchase)
        services.save_part(report=report, key=part.key, answers=answers, edition=0, actor=writer, at=at)
    if not story.reached("submitted"):
        return
    report = services.submit_report(report=report, actor=writer, at=at)
    if story.return_reason:
        services.return_report(
            report=report, reason=story.return_reason, actor=officer, at=world.ago(story.sent - 6, "10:00")
        )
    if story.reply:
        author = world.person(MODELS[purchase.model].author)
        services.reply_to_report(
            report=report, text=story.reply, actor=author, at=world.ago(story.sent - DAYS_TO["reply"], "16:00")
        )
    if story.reached("verified"):
        report = services.verify_report(
            report=report, actor=officer, at=world.ago(story.sent - DAYS_TO["verify"], "11:00")
        )
    if story.reached("published"):
        publishing.publish_report(report=report, actor=officer, at=world.ago(story.sent - DAYS_TO["publish"], "09:30"))
    if purchase.reached("closed"):
        settle(world, purchase, from_number=3, at=world.ago(story.sent - DAYS_TO["settle"], "09:00"))
        close_pilot(pilot=pilot_of(purchase), actor=writer, at=world.ago(story.sent - DAYS_TO["close"], "15:00"))


def _answers(part: Part, story: OutcomeStory, purchase: Purchase) -> dict[str, str]:
    if part.key == SETUP:
        return {
            "treatment_assigned": str(purchase.students),
            "comparison_assigned": str(purchase.comparison_students or purchase.students),
            "assigned_by": "student",
            "is_adjusted": "yes",
        }
    if part.key == CONTEXT:
        return {"changes": story.changes, "limits": "One district, one term.", "feedback": story.feedback}
    return story.measures[int(part.measure.removeprefix("m")) - 1].answers()

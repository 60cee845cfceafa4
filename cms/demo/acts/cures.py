"""The check finds something missing; the provider sends it, or does not."""

from cms.demo.stories.applications import ApplicationStory
from cms.demo.world import World
from procurement.applications import services
from procurement.applications.models import Application
from procurement.disclosures.services import make_public_copy

ITEMS = ("The price does not say what the years after the first cost a small school.",)
SECTION, QUESTION = "price", "later_years"
SAYS_NOW = "From the second year on a small school pays half, for materials and one day with a new adult."
DAYS_TO = {"ask": 3, "answer": 4, "check_again": 5, "close": 40}


def play_one(world: World, story: ApplicationStory, application: Application) -> None:
    """As far as the story goes: asked, answered, or closed after the clock."""
    officer = world.person("daniel.reyes")
    application.refresh_from_db()
    at = world.ago(story.sent - DAYS_TO["ask"], "11:00")
    services.request_cure(application=application, items=ITEMS, sections=(SECTION,), actor=officer, at=at)
    application.refresh_from_db()
    if story.cure == "closed":
        at = world.ago(story.sent - DAYS_TO["close"], "10:15")
        services.close_as_incomplete(application=application, actor=officer, at=at)
    elif story.cure == "answered":
        _answer(world, story, application)
        at = world.ago(story.sent - DAYS_TO["check_again"], "09:40")
        services.begin_screening(application=application, actor=officer, at=at)


def _answer(world: World, story: ApplicationStory, application: Application) -> None:
    sender, at = world.person(story.sender), world.ago(story.sent - DAYS_TO["answer"], "16:05")
    saved = application.answers.get(key=SECTION)
    services.save_section(
        application=application,
        key=SECTION,
        answers=saved.answers | {QUESTION: SAYS_NOW},
        edition=saved.edition,
        actor=sender,
        at=at,
    )
    sent = services.resubmit_application(application=application, actor=sender, at=at)
    services.make_receipt(application=sent, at=at)
    make_public_copy(application=sent, at=at)

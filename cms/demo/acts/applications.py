"""Providers apply; officers check; reviewers declare, score and agree; others recommend and decide."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from cms.demo.acts import cures, enclosures, fees
from cms.demo.acts.answers import answers_of
from cms.demo.acts.panels import agree, score
from cms.demo.acts.rounds import archive_past_rounds
from cms.demo.stories.applications import APPLICATIONS, ApplicationStory
from cms.demo.stories.evidence import STATE_MATH, STATE_READING, STATE_SCIENCE, STATE_WRITING
from cms.demo.stories.models import BY_KEY as MODELS
from cms.demo.stories.rounds import BY_KEY as ROUNDS
from cms.demo.world import World
from marketplace.evidence.models import Measure
from marketplace.people.models import User
from procurement.applications import services
from procurement.applications.checklist import CHECKLIST
from procurement.applications.models import Application
from procurement.applications.queries import earlier_of
from procurement.applications.services.drafting import GoalInput
from procurement.designations import services as designations
from procurement.designations.letters import tell_provider
from procurement.designations.models import Determination
from procurement.disclosures.services import make_public_copy
from procurement.rounds.models import Round

STATE_TEST = {"reading": STATE_READING, "mathematics": STATE_MATH, "science": STATE_SCIENCE, "writing": STATE_WRITING}
DAYS_TO = {"screen": 3, "pass": 5, "score": 26, "agree": 32, "recommend": 35, "issue": 40}
SECTIONS_OF_A_DRAFT = 4
COPIED = ("data", "accessibility")


def is_done(world: World) -> bool:
    """Whether the last draft is here."""
    return Application.objects.filter(model=world.model(APPLICATIONS[-1].model)).exists()


def play(world: World) -> None:
    """In the order in which they were begun; then one is brought in, and the oldest round put away."""
    for story in sorted(APPLICATIONS, key=lambda one: -one.started):
        play_one(world, story)
    enclosures.bring_in(world)
    archive_past_rounds(world)


def play_one(world: World, story: ApplicationStory) -> None:
    """One application as far as it came."""
    application = _draft(world, story)
    if story.reached("submitted"):
        application = _send(world, story, application)
    if story.reached("screening"):
        _screen(world, story, application)
    if story.cure:
        cures.play_one(world, story, application)
    if story.is_withdrawn:
        at = world.ago(story.sent - 8, "12:00")
        services.withdraw_application(application=application, actor=world.person(story.sender), at=at)
        fees.give_back(world, story, application)
    application.refresh_from_db()
    if story.reached("under_review"):
        enclosures.look_through(world, story, application)
        score(world, story, application.subject, world.ago(story.sent - DAYS_TO["score"], "17:20"))
    if story.reached("agreed"):
        agree(world, story, application.subject, world.ago(story.sent - DAYS_TO["agree"], "11:00"))
    if story.reached("recommended"):
        _decide(world, story, application)
    enclosures.release(world, story, application)


def _draft(world: World, story: ApplicationStory) -> Application:
    author, at = world.person(MODELS[story.model].author), world.ago(story.started, "13:30")
    asked = Round.objects.get(title=ROUNDS[story.round].title)
    application = services.start_application(
        asked=asked, model=world.model(story.model), tier_asked=story.asked, actor=author, at=at
    )
    sections = asked.definition.sections
    for section in sections if story.reached("submitted") else sections[:SECTIONS_OF_A_DRAFT]:
        answers = answers_of(MODELS[story.model], section, at.date())
        services.save_section(application=application, key=section.key, answers=answers, edition=0, actor=author, at=at)
    if not story.reached("submitted"):
        _copy_what_was_said_before(application, author, at + timedelta(hours=1))
    for goal in _goals(world, story):
        services.save_commitment(application=application, commitment=None, values=goal, actor=author, at=at)
    enclosures.add(world, story, application)
    return application


def _copy_what_was_said_before(application: Application, author: User, at: datetime) -> None:
    """Whoever applied before takes what was said of data and accessibility along, to be confirmed."""
    source = earlier_of(application).filter(submitted_at__isnull=False).first()
    if source is not None:
        services.copy_forward(application=application, source=source, sections=COPIED, actor=author, at=at)


def _goals(world: World, story: ApplicationStory) -> list[GoalInput]:
    subject = MODELS[story.model].facts["subjects"][0]
    measure = Measure.objects.get(name=STATE_TEST.get(subject, STATE_MATH))
    due_on = date(world.today.year + 1, 6, 15)
    words = f"Students who use it do better on the {measure.name} than similar students who do not."
    return [GoalInput(goal=words, measure=measure, target=Decimal("0.15"), due_on=due_on)]


def _send(world: World, story: ApplicationStory, application: Application) -> Application:
    at = world.ago(story.sent, "15:45")
    sent = services.submit_application(
        application=application, people_count=fees.people_of(story), actor=world.person(story.sender), at=at
    )
    sent = services.make_receipt(application=sent, at=at)
    make_public_copy(application=sent, at=at)
    fees.settle(world, story, sent)
    return sent


def _screen(world: World, story: ApplicationStory, application: Application) -> None:
    officer = world.person("daniel.reyes")
    services.begin_screening(
        application=application, actor=officer, at=world.ago(story.sent - DAYS_TO["screen"], "09:40")
    )
    if story.reached("under_review"):
        services.pass_screening(
            application=application,
            checked=[item.key for item in CHECKLIST],
            actor=officer,
            at=world.ago(story.sent - DAYS_TO["pass"], "10:20"),
        )


def _decide(world: World, story: ApplicationStory, application: Application) -> None:
    subject = application.subject
    subject.refresh_from_db()
    determination = designations.recommend(
        subject=subject,
        tier=story.tier,
        note=story.summary,
        conditions=story.conditions,
        exception=story.exception,
        scope=[tuple(row) for row in subject.scope] if story.tier else (),
        actor=world.person("elena.boyd"),
        at=world.ago(story.sent - DAYS_TO["recommend"], "14:00"),
    )
    if story.reached("decided"):
        issue(world, determination, story.tier, world.ago(story.sent - DAYS_TO["issue"], "11:30"))


def issue(world: World, determination: Determination, tier: str, at: datetime) -> Determination:
    """A determiner decides as recommended; the letter is made and the provider told."""
    issued = designations.issue(
        determination=determination, tier=tier, reason="", actor=world.person("samuel.whitcombe"), at=at
    )
    tell_provider(determination=issued, at=at)
    return issued

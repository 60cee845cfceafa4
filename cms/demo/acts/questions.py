"""Providers ask about rounds; officers answer everyone, or say why not."""

from datetime import timedelta

from cms.demo.acts.rounds import add_paper
from cms.demo.stories.questions import QUESTIONS, QuestionStory
from cms.demo.stories.rounds import AMENDMENTS, EXTENSIONS, PAPERS, AmendmentStory, ExtensionStory
from cms.demo.stories.rounds import BY_KEY as ROUNDS
from cms.demo.world import World
from procurement.rounds import amendment_services, extension_services
from procurement.rounds import question_services as services
from procurement.rounds.models import Round, RoundExtension
from procurement.rounds.services import Notice


def is_done(world: World) -> bool:
    """Whether the last extension is here."""
    return RoundExtension.objects.filter(reason=EXTENSIONS[-1].reason).exists()


def play(world: World) -> None:
    """In the order in which they were asked; then what the department changed in a round that is open."""
    for story in QUESTIONS:
        _play_one(world, story)
    for amendment in AMENDMENTS:
        _amend(world, amendment)
    for paper in PAPERS:
        if paper.reason:
            add_paper(world, Round.objects.get(title=ROUNDS[paper.round].title), paper)
    for extension in EXTENSIONS:
        _extend(world, extension)


def _play_one(world: World, story: QuestionStory) -> None:
    question = services.ask_question(
        asked=Round.objects.get(title=ROUNDS[story.round].title),
        organization=world.body(story.body),
        text=story.text,
        actor=world.person(story.asker),
        at=world.ago(story.asked_days_ago, "11:20"),
    )
    if story.closed_days_ago is None:
        return
    officer, at = world.person("elena.boyd"), world.ago(story.closed_days_ago, "15:10")
    if story.answer:
        text = story.published or story.text
        services.answer_question(question=question, published_text=text, answer=story.answer, actor=officer, at=at)
    else:
        services.reject_question(question=question, reason=story.reason, actor=officer, at=at)


def _amend(world: World, story: AmendmentStory) -> None:
    told = ROUNDS[story.round]
    asked = Round.objects.get(title=told.title)
    notice = Notice(
        title=asked.title,
        summary=f"{asked.summary} {story.adds}",
        opens_at=asked.opens_at,
        closes_at=amendment_services.earliest_closing(asked=asked),
        subjects=told.subjects,
        grade_bands=told.grade_bands,
        services=told.services,
    )
    at, officer = world.ago(story.days_ago, "09:30"), world.person("daniel.reyes")
    amendment_services.amend_round(asked=asked, notice=notice, reason=story.reason, actor=officer, at=at)


def _extend(world: World, story: ExtensionStory) -> None:
    asked = Round.objects.get(title=ROUNDS[story.round].title)
    extension_services.extend_round(
        asked=asked,
        organization=world.body(story.body) if story.body else None,
        closes_at=asked.closes_at + timedelta(days=story.more_days),
        reason=story.reason,
        actor=world.person("elena.boyd"),
        at=world.ago(story.days_ago, "18:30"),
    )

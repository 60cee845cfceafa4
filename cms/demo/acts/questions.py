"""Providers ask about rounds; officers answer everyone, or say why not."""

from cms.demo.stories.questions import QUESTIONS, QuestionStory
from cms.demo.stories.rounds import AMENDMENTS, AmendmentStory
from cms.demo.stories.rounds import BY_KEY as ROUNDS
from cms.demo.world import World
from procurement.rounds import amendment_services
from procurement.rounds import question_services as services
from procurement.rounds.models import Round, RoundAmendment
from procurement.rounds.services import Notice


def is_done(world: World) -> bool:
    """Whether the last amendment is here."""
    return RoundAmendment.objects.filter(reason=AMENDMENTS[-1].reason).exists()


def play(world: World) -> None:
    """In the order in which they were asked; then what the department changed in a round that is open."""
    for story in QUESTIONS:
        _play_one(world, story)
    for amendment in AMENDMENTS:
        _amend(world, amendment)


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

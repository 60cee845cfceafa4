"""The department publishes its invitations to qualify: archived, decided, being decided, open, a draft."""

from cms.demo.stories.rounds import ROUNDS, RoundStory
from cms.demo.world import World
from procurement.rounds import services
from procurement.rounds.models import Round


def is_done(world: World) -> bool:
    """Whether the last draft is here."""
    return Round.objects.filter(title=ROUNDS[-1].title).exists()


def play(world: World) -> None:
    """Draft and publish them, oldest first."""
    for story in ROUNDS:
        _publish(world, story)


def _publish(world: World, story: RoundStory) -> None:
    officer = world.person("daniel.reyes" if story.is_published else "elena.boyd")
    notice = services.Notice(
        title=story.title,
        summary=story.summary,
        opens_at=world.ago(story.opens_days_ago, "09:00"),
        closes_at=world.ago(story.closes_days_ago, "17:00"),
        subjects=story.subjects,
        grade_bands=story.grade_bands,
        services=story.services,
    )
    drafted = services.draft_round(notice=notice, actor=officer, at=world.ago(story.drafted_days_ago, "10:30"))
    if story.is_published:
        services.publish_round(draft=drafted, actor=officer, at=world.ago(story.opens_days_ago + 4, "13:00"))


def archive_past_rounds(world: World) -> None:
    """Put away the rounds whose every application is decided."""
    for story in ROUNDS:
        if story.archived_days_ago is not None:
            closed = Round.objects.get(title=story.title)
            services.archive_round(
                closed=closed, actor=world.person("daniel.reyes"), at=world.ago(story.archived_days_ago, "16:00")
            )

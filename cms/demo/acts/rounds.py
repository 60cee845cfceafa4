"""The department publishes its invitations to qualify: archived, decided, being decided, open, a draft."""

from django.core.files.uploadedfile import SimpleUploadedFile

from cms.demo.stories.rounds import PAPERS, ROUNDS, PaperStory, RoundStory
from cms.demo.world import World
from marketplace.documents.pdf import render_pdf
from procurement.rounds import services
from procurement.rounds.document_services import add_round_document
from procurement.rounds.hidden_services import set_hidden
from procurement.rounds.models import Round
from procurement.rounds.queries import documents_of


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
        closes_at=None if story.closes_days_ago is None else world.ago(story.closes_days_ago, "17:00"),
        subjects=story.subjects,
        grade_bands=story.grade_bands,
        services=story.services,
    )
    drafted = services.draft_round(notice=notice, actor=officer, at=world.ago(story.drafted_days_ago, "10:30"))
    for paper in PAPERS:
        if paper.round == story.key and not paper.reason:
            add_paper(world, drafted, paper)
    if story.hidden:
        set_hidden(asked=drafted, hidden=story.hidden, actor=officer, at=world.ago(story.drafted_days_ago, "10:50"))
    if story.is_published:
        services.publish_round(draft=drafted, actor=officer, at=world.ago(story.opens_days_ago + 4, "13:00"))


def add_paper(world: World, asked: Round, story: PaperStory) -> None:
    """An officer adds a document to read, or replaces the one of that title."""
    at = world.ago(story.days_ago, "11:30")
    data = {"title": story.title, "sender": "Meridian Department of Education", "paragraphs": [story.words]}
    content = render_pdf(template="letter", data=data, made_at=at)
    add_round_document(
        asked=asked,
        title=story.title,
        upload=SimpleUploadedFile(f"{story.title}.pdf", content),
        replaces=documents_of(asked).filter(title=story.title).first(),
        reason=story.reason,
        actor=world.person("daniel.reyes"),
        at=at,
    )


def archive_past_rounds(world: World) -> None:
    """Put away the rounds whose every application is decided."""
    for story in ROUNDS:
        if story.archived_days_ago is not None:
            closed = Round.objects.get(title=story.title)
            services.archive_round(
                closed=closed, actor=world.person("daniel.reyes"), at=world.ago(story.archived_days_ago, "16:00")
            )

"""Providers keep their papers: some renewed, one that ends soon, one that has ended, one put away."""

from django.core.files.uploadedfile import SimpleUploadedFile

from cms.demo.stories.locker import DOCUMENTS, DocumentStory, VersionStory
from cms.demo.world import World
from marketplace.documents.pdf import render_pdf
from marketplace.locker import services
from marketplace.locker.expiry import WARNING_DAYS
from marketplace.locker.models import ExpiryWarning, LockerDocument


def is_done(world: World) -> bool:
    """Whether somebody was warned."""
    return ExpiryWarning.objects.exists()


def play(world: World) -> None:
    """Keep them, then let the daily look at their last days come by where something ends."""
    for story in DOCUMENTS:
        _keep(world, story)
    for days in sorted(_days_of_warning(), reverse=True):
        services.warn_of_expiry(at=world.ago(days, "06:00"))


def _keep(world: World, story: DocumentStory) -> LockerDocument:
    actor, (first, *later) = world.person(story.keeper), story.versions
    document = services.add_document(
        organization=world.body(story.body),
        kind=story.kind,
        title=story.title,
        actor=actor,
        **_version(world, story, first),
    )
    for version in later:
        services.add_version(document=document, actor=actor, **_version(world, story, version))
    if story.is_put_away:
        services.put_away(document=document, actor=actor, at=world.ago(story.versions[-1].days_ago - 30, "15:00"))
    return document


def _version(world: World, story: DocumentStory, version: VersionStory) -> dict:
    at = world.ago(version.days_ago, "14:20")
    data = {"title": story.title, "sender": world.body(story.body).name, "paragraphs": [version.words]}
    content = render_pdf(template="letter", data=data, made_at=at)
    return {
        "upload": SimpleUploadedFile(f"{story.title}.pdf", content),
        "issued_on": None if version.issued_days_ago is None else world.day(version.issued_days_ago),
        "expires_on": None if version.ends_days_ago is None else world.day(version.ends_days_ago),
        "at": at,
    }


def _days_of_warning() -> set[int]:
    """The days, counted back from today, on which the end of a newest version is said: its steps, and the day after."""
    ends = [story.versions[-1].ends_days_ago for story in DOCUMENTS]
    reached = {end + (step or -1) for end in ends if end is not None for step in WARNING_DAYS}
    return {days for days in reached if days >= 0}

"""Providers keep their papers, each in its first version."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cms.demo.stories.locker import DOCUMENTS, DocumentStory, VersionStory
from cms.demo.world import World
from marketplace.documents.pdf import render_pdf
from marketplace.locker import services
from marketplace.locker.models import LockerDocument


def is_done(world: World) -> bool:
    """Whether the last of them is here."""
    return LockerDocument.objects.filter(title=DOCUMENTS[-1].title).exists()


def play(world: World) -> None:
    """Keep them."""
    for story in DOCUMENTS:
        actor = world.person(story.keeper)
        first = version_of(world, story, story.versions[0])
        services.add_document(
            organization=world.body(story.body), kind=story.kind, title=story.title, actor=actor, **first
        )


def version_of(world: World, story: DocumentStory, version: VersionStory) -> dict[str, Any]:
    """One upload of a document, as the service takes it."""
    at = world.ago(version.days_ago, "14:20")
    data = {"title": story.title, "sender": world.body(story.body).name, "paragraphs": [version.words]}
    content = render_pdf(template="letter", data=data, made_at=at)
    return {
        "upload": SimpleUploadedFile(f"{story.title}.pdf", content),
        "issued_on": None if version.issued_days_ago is None else world.day(version.issued_days_ago),
        "expires_on": None if version.ends_days_ago is None else world.day(version.ends_days_ago),
        "at": at,
    }

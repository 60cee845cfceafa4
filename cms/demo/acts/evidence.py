"""Providers bring findings as files."""

from cms.demo.stories.evidence_files import FILES, TAKEN, TO_MEND
from cms.demo.stories.models import BY_KEY
from cms.demo.world import World
from marketplace.evidence import services as evidence
from marketplace.evidence.models import FindingsFile


def is_done(world: World) -> bool:
    """Whether the last file is here."""
    return FindingsFile.objects.filter(name=TO_MEND[1]).exists()


def play(world: World) -> None:
    """Each file is uploaded by its model's author; one of them is taken in."""
    for story in FILES:
        key, name, content = story
        author = world.person(BY_KEY[key].author)
        at = world.ago(12, "15:20") if story is TAKEN else world.ago(2, "16:05")
        file = evidence.upload_findings(model=world.model(key), name=name, content=content, actor=author, at=at)
        if story is TAKEN:
            evidence.take_findings(file=file, actor=author, at=world.ago(12, "15:31"))

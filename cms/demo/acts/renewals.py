"""Providers renew their papers, after some were sent in their first version; one ends soon, one has ended."""

from cms.demo.acts.locker import version_of
from cms.demo.stories.locker import DOCUMENTS, DocumentStory
from cms.demo.world import World
from marketplace.locker import services
from marketplace.locker.expiry import WARNING_DAYS
from marketplace.locker.models import ExpiryWarning, LockerDocument


def is_done(world: World) -> bool:
    """Whether somebody was warned."""
    return ExpiryWarning.objects.exists()


def play(world: World) -> None:
    """Renew them, put one away, then let the daily look at their last days come by where something ends."""
    for story in DOCUMENTS:
        _renew(world, story)
    for days in sorted(_days_of_warning(), reverse=True):
        services.warn_of_expiry(at=world.ago(days, "06:00"))


def _renew(world: World, story: DocumentStory) -> None:
    document = LockerDocument.objects.get(organization=world.body(story.body), title=story.title)
    actor = world.person(story.keeper)
    for version in story.versions[1:]:
        services.add_version(document=document, actor=actor, **version_of(world, story, version))
    if story.is_put_away:
        services.put_away(document=document, actor=actor, at=world.ago(story.versions[-1].days_ago - 30, "15:00"))


def _days_of_warning() -> set[int]:
    """The days, counted back from today, on which the end of a newest version is said: its steps, and the day after."""
    ends = [story.versions[-1].ends_days_ago for story in DOCUMENTS]
    reached = {end + (step or -1) for end in ends if end is not None for step in WARNING_DAYS}
    return {days for days in reached if days >= 0}

"""Districts keep what they found, and freeze it before they buy; one model was suspended since."""

from cms.demo.stories.shortlists import SHORTLISTS, ListStory
from cms.demo.world import World
from procurement.quotes.queries import open_requests
from search.models import CatalogEntry
from search.shortlists import services
from search.shortlists.models import Shortlist


def is_done(world: World) -> bool:
    """Whether the last list is here."""
    return Shortlist.objects.filter(name=SHORTLISTS[-1].name).exists()


def play(world: World) -> None:
    """Each list from its first model on."""
    for story in SHORTLISTS:
        _play_one(world, story)


def _play_one(world: World, story: ListStory) -> None:
    keeper = world.person(story.keeper)
    shortlist = services.start_shortlist(
        organization=world.body(story.body), name=story.name, actor=keeper, at=world.ago(story.begun, "09:05")
    )
    items = {
        name: services.add_model(
            shortlist=shortlist,
            model=CatalogEntry.objects.get(name=name).model,
            found_by=story.search,
            actor=keeper,
            at=world.ago(story.begun, f"09:{10 + place}"),
        )
        for place, name in enumerate(story.models)
    }
    for note in story.notes:
        services.save_note(
            item=items[note.model],
            text=note.text,
            actor=world.person(note.author),
            at=world.ago(story.begun - 1, "13:40"),
        )
    if story.frozen is not None:
        services.freeze_shortlist(
            shortlist=shortlist, with_notes=story.with_notes, actor=keeper, at=world.ago(story.frozen, "15:20")
        )
    if story.asked_for:
        asked = open_requests(keeper, shortlist.organization).filter(model__name=story.asked_for).first()
        shortlist.refresh_from_db()
        services.attach_to_request(
            shortlist=shortlist, request=asked, actor=keeper, at=world.ago(story.frozen, "15:40")
        )

"""What is on a list: models, their order, and the notes of members."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Max

from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.freshness import require_fresh
from marketplace.lifecycles.services import service
from marketplace.lifecycles.words import checked_words
from marketplace.organizations.models import Organization
from marketplace.products.models import LearningModel
from search.models import CatalogEntry
from search.shortlists.changes import BARRED
from search.shortlists.facts import shown_of
from search.shortlists.models import NOTE_MAX, SEARCH_MAX, Shortlist, ShortlistItem, ShortlistNote
from search.shortlists.queries import own_note
from search.shortlists.searches import state_of
from search.shortlists.services.lists import noted, opened, start_shortlist
from search.signals import model_shortlisted

MODELS_MAX = 50


@service
def add_model(
    *, shortlist: Shortlist, model: LearningModel, found_by: str = "", actor: Any, at: datetime
) -> ShortlistItem:
    """Put a model at the end of a working list, with the search that found it. Twice is once.

    `found_by` is the search's address from the question mark on; what in it makes no sense is left out.
    Raises Refused for a model that is expired, suspended or revoked (with that reason), and beyond the most.
    """
    shortlist = opened(shortlist, actor)
    known = shortlist.items.filter(model=model).first()
    if known:
        return known
    shown = shown_of([model], at)[model.pk]
    if shown.standing in BARRED:
        raise Refused(f"{shown.name} cannot be shortlisted for purchase: {BARRED[shown.standing]}.")
    if shortlist.items.count() >= MODELS_MAX:
        raise Refused(
            f"A shortlist holds at most {MODELS_MAX} models, and this one does. Take one off, or start another list."
        )
    last = shortlist.items.aggregate(last=Max("position"))["last"] or 0
    item = ShortlistItem.objects.create(
        shortlist=shortlist, model=model, position=last + 1, found_by=_search(found_by), added_by=actor, added_at=at
    )
    noted("shortlist.model_added", shortlist, actor, at, {"models": shortlist.items.count()})
    entries = list(CatalogEntry.objects.filter(model=model).select_related("model"))
    model_shortlisted.send(sender=CatalogEntry, entries=entries, organization=shortlist.organization, at=at)
    return item


@service
def add_to_new(
    *, organization: Organization, name: str, model: LearningModel, found_by: str = "", actor: Any, at: datetime
) -> ShortlistItem:
    """Begin a list with this model on it. Raises as `start_shortlist` and `add_model` do; then there is no list."""
    shortlist = start_shortlist(organization=organization, name=name, actor=actor, at=at)
    return add_model(shortlist=shortlist, model=model, found_by=found_by, actor=actor, at=at)


@service
def remove_model(*, item: ShortlistItem, actor: Any, at: datetime) -> Shortlist:
    """Take a model off a working list. Its notes are kept: they are back when it is added again."""
    shortlist = opened(item.shortlist, actor)
    deleted, _ = shortlist.items.filter(pk=item.pk).delete()
    if deleted:
        noted("shortlist.model_removed", shortlist, actor, at, {"models": shortlist.items.count()})
    return shortlist


@service
def move_model(*, item: ShortlistItem, is_up: bool, seen_place: int, actor: Any, at: datetime) -> Shortlist:
    """Move a model one place up or down. `seen_place`, counted from 1, is where the person saw it: where it stands
    elsewhere by now, and at either end, nothing moves."""
    shortlist = opened(item.shortlist, actor)
    items = list(shortlist.items.all())
    place = next((number for number, each in enumerate(items) if each.pk == item.pk), None)
    other = None if place is None else place - 1 if is_up else place + 1
    if place != seen_place - 1 or other is None or not 0 <= other < len(items):
        return shortlist
    items[place], items[other] = items[other], items[place]
    for number, each in enumerate(items, start=1):
        each.position = number
    ShortlistItem.objects.bulk_update(items, ["position"])
    return shortlist


@service
def save_note(
    *, item: ShortlistItem, text: str, actor: Any, at: datetime, seen: str | None = None
) -> ShortlistNote | None:
    """Keep the person's own note on a model of a working list; an empty one takes it back.

    Raises Stale where the person saved another text meanwhile, elsewhere; ValidationError on `text` where it is too
    long.
    """
    shortlist = opened(item.shortlist, actor)
    text = checked_words(text, field="text", most=NOTE_MAX)
    note = own_note(item, actor)
    require_fresh(seen=seen, now=note_values(note))
    if text == note.text:
        return note if note.pk else None
    if not text:
        note.delete()
        noted("shortlist.note_removed", shortlist, actor, at)
        return None
    note.text, note.saved_at = text, at
    note.save()
    noted("shortlist.noted", shortlist, actor, at)
    return note


def note_values(note: ShortlistNote) -> dict[str, Any]:
    """What the form of a note changes, under the name that people read."""
    return {"Your note": note.text}


def _search(address: str) -> str:
    """The search in its shortest form, on its first page, as cards; empty where there was none."""
    if not address.startswith("?"):
        return ""
    return state_of(address).address(is_table=False)[:SEARCH_MAX]

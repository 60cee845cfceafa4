"""What the pages of shortlists show, gathered and put in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from search.catalog.glyphs import Glyph, glyph_of
from search.models import CatalogEntry
from search.shortlists.changes import BARRED, IN_FORCE, STANDINGS, changes_between
from search.shortlists.facts import Shown, shown_of, standing_of
from search.shortlists.models import Shortlist, ShortlistItem, ShortlistNote
from search.shortlists.queries import items_of, lists_by_model, notes_of
from search.shortlists.searches import words_of
from search.shortlists.services import freeze_values


@dataclass(frozen=True, slots=True)
class WorkingRow:
    """A model on a working list. `barred` says why it cannot be bought here now; empty where it can be shortlisted."""

    item: ShortlistItem
    place: int
    is_last: bool
    shown: Shown
    notes: tuple[ShortlistNote, ...]
    has_own_note: bool
    search: str

    @property
    def barred(self) -> str:
        return BARRED.get(self.shown.standing, "")

    @property
    def standing(self) -> str:
        return STANDINGS[self.shown.standing]


@dataclass(frozen=True, slots=True)
class FrozenRow:
    """A model as it was frozen, and each thing that is another now."""

    item: ShortlistItem
    then: Mapping[str, Any]
    shown: Shown
    changes: tuple[str, ...]

    @property
    def standing(self) -> str:
        return STANDINGS[self.then["standing"]]

    @property
    def can_be_ordered(self) -> bool:
        """Whether a request can be started from it now."""
        return self.shown.standing == IN_FORCE

    @property
    def approved_to(self) -> date | None:
        return date.fromisoformat(self.then["approved_to"]) if self.then["approved_to"] else None

    @property
    def glyph(self) -> Glyph | None:
        return glyph_of(*(float(self.then[key]) if self.then[key] else None for key in EFFECTS))

    @property
    def notes(self) -> list[tuple[str, datetime, str]]:
        return [(note["by"], datetime.fromisoformat(note["at"]), note["text"]) for note in self.then["notes"]]


EFFECTS = ("effect_g", "effect_low", "effect_high")


@dataclass(frozen=True, slots=True)
class Shortlisting:
    """What a card or page offers about a model: the lists it is on, where to add it, or why it cannot be."""

    lists: Sequence[Shortlist]
    url: str
    barred: str


def working_rows(shortlist: Shortlist, person: Any, at: datetime) -> list[WorkingRow]:
    """The models of a working list as they stand now, with everyone's notes."""
    items, notes = list(items_of(shortlist)), defaultdict(list)
    for note in notes_of(shortlist):
        notes[note.model_id].append(note)
    shown = shown_of([item.model for item in items], at)
    return [
        WorkingRow(
            item=item,
            place=place,
            is_last=place == len(items),
            shown=shown[item.model_id],
            notes=tuple(notes[item.model_id]),
            has_own_note=any(note.author_id == person.pk for note in notes[item.model_id]),
            search=words_of(item.found_by) if item.found_by else "",
        )
        for place, item in enumerate(items, start=1)
    ]


def looked_over(shortlist: Shortlist, rows: Sequence[WorkingRow]) -> dict[str, Any]:
    """What of these rows the form of freezing holds against what stands when it is sent."""
    notes = sorted((note for row in rows for note in row.notes), key=lambda note: (note.saved_at, note.pk))
    return freeze_values(shortlist, [row.shown.name for row in rows], notes)


def frozen_rows(shortlist: Shortlist, at: datetime) -> list[FrozenRow]:
    """The models of a frozen list as they were, each with what has changed since."""
    items = {item.model.reference: item for item in items_of(shortlist)}
    shown = shown_of([item.model for item in items.values()], at)
    rows = []
    for then in shortlist.research.told["models"]:
        item = items[then["model"]]
        now = shown[item.model_id]
        rows.append(FrozenRow(item, then, now, changes_between(then, now.told())))
    return rows


def shortlisting_of(
    entry: CatalogEntry, person: Any, found_by: str, at: datetime, *, is_in_force: bool = False
) -> Shortlisting:
    """What to offer a keeper of shortlists about an entry. Its periods and lapses are read where they are not yet, and
    not where it is known to be in force."""
    barred = "" if is_in_force else BARRED.get(standing_of(entry, at), "")
    asked = {"model": f"{entry.provider_slug}/{entry.slug}"} | ({"search": found_by} if found_by else {})
    return Shortlisting(
        lists=lists_by_model(person).get(entry.model_id, ()),
        url=f"{reverse('shortlists:add')}?{urlencode(asked)}",
        barred=barred,
    )

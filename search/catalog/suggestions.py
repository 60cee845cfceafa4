"""What the catalogue suggests while somebody types: models, providers and subjects whose names begin so.

A process holds the names of the newest edition. What changed since it read them all is kept beside them, so that one
change costs nothing that grows with the catalogue.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse

from marketplace.listing.spellings import typed as written
from marketplace.organizations.models import Organization
from marketplace.organizations.queries import providers
from marketplace.products.vocabulary import Subject
from search import lexicon
from search.beginnings import Beginnings
from search.catalog.queries import listed_at, with_lapse
from search.models import CatalogEntry, LapseKind

MOST_MODELS, MOST_PROVIDERS, MOST_SUBJECTS = 6, 3, 3
FROM_RESEARCH = "from public research reviews"
_SHOWN = ("number", "name", "slug", "provider_name", "provider_slug", "is_illustrative")
MOST_LOOKED_AT = 4 * MOST_MODELS
MOST_KEPT_BESIDE = 1_000
LONGEST_PROVIDER_TYPED = 100


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to go to: what it is, its name, what tells it from others of that name, and its address."""

    kind: str
    label: str
    note: str
    url: str


@dataclass(frozen=True)
class Names:
    """The names of every model of one edition: those read together, and those that changed since."""

    edition: int = 0
    stamp: str = ""
    base: Beginnings = field(default_factory=lambda: Beginnings({}))
    changed: Mapping[int, str] = field(default_factory=dict)
    recent: Beginnings = field(default_factory=lambda: Beginnings({}))

    def find(self, typed: str) -> list[int]:
        """The numbers of the first ones, best first, whether everyone may see them or not."""
        found = self.base.find(typed, MOST_LOOKED_AT, without=self.changed)
        found += self.recent.find(typed, MOST_LOOKED_AT)
        return [one.number for one in sorted(found)[:MOST_LOOKED_AT]]


_lock = threading.Lock()
_held = _EMPTY = Names()
_SUBJECTS = Beginnings(dict(enumerate(Subject.labels)))


def suggestions(typed: str, at: datetime) -> list[Suggestion]:
    """What to offer for what is typed so far; only what everyone may see at that instant."""
    return [*_models(typed, at), *_providers(typed), *_subjects(typed)]


def _models(typed: str, at: datetime) -> list[Suggestion]:
    numbers = _current().find(typed)
    public = with_lapse(listed_at(at).filter(number__in=numbers).only(*_SHOWN), at)
    found = {entry.number: entry for entry in public}
    shown = [found[number] for number in numbers if number in found][:MOST_MODELS]
    return [
        Suggestion(
            "Model",
            entry.name,
            _told(entry),
            reverse("catalog:model", args=[entry.provider_slug, entry.slug]),
        )
        for entry in shown
    ]


def _told(entry: CatalogEntry) -> str:
    """Whose it is, and why it is not approved any more where it is not."""
    if entry.is_illustrative:
        return FROM_RESEARCH
    return f"{entry.provider_name}, {LapseKind(entry.lapse).label.lower()}" if entry.lapse else entry.provider_name


def _providers(typed: str) -> list[Suggestion]:
    typed = " ".join(typed.replace("\x00", "").split())[:LONGEST_PROVIDER_TYPED]
    if not typed:
        return []
    begun = written("name__istartswith", typed)
    rows = [*providers().filter(begun).order_by("name")[:MOST_PROVIDERS]]
    if len(rows) < MOST_PROVIDERS:
        later = providers().filter(written("name__icontains", f" {typed}")).exclude(begun)
        rows += later.order_by("name")[: MOST_PROVIDERS - len(rows)]
    return [
        Suggestion("Provider", row.name, _place(row), reverse("organizations:provider", args=[row.slug]))
        for row in rows
    ]


def _place(provider: Organization) -> str:
    return ", ".join(part for part in (provider.city, provider.region) if part)


def _subjects(typed: str) -> list[Suggestion]:
    page = reverse("catalog:search")
    found = (Subject(Subject.values[one.number]) for one in _SUBJECTS.find(typed, MOST_SUBJECTS))
    return [Suggestion("Subject", subject.label, "", f"{page}?subject={subject.value}") for subject in found]


def _current() -> Names:
    """The names at the newest edition. One short query where nothing changed; then only what changed is read."""
    global _held
    newest = lexicon.newest_edition()
    if (_held.edition, _held.stamp) == newest:
        return _held
    with _lock:
        before = _held if lexicon.is_known(_held.edition, _held.stamp) else _EMPTY
        rows = CatalogEntry.objects.filter(edition__gt=before.edition).values_list("number", "name", "is_listed")
        changed = {**before.changed, **{number: name if is_listed else "" for number, name, is_listed in rows}}
        if before.edition and len(changed) <= MOST_KEPT_BESIDE:
            _held = Names(*newest, before.base, changed, Beginnings(changed))
        else:
            every = CatalogEntry.objects.filter(is_listed=True).values_list("number", "name")
            _held = Names(*newest, Beginnings(dict(every)))
        return _held

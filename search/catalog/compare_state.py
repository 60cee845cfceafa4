"""PURE: what an address compares and how it is shown: read leniently, written shortest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

MOST_MODELS = 4
MOST_READ = 50
LONGEST_SLUG = 120
LONGEST_SHOWN = 60

ALL, MARKED, ONLY = "", "1", "only"


@dataclass(frozen=True, slots=True)
class CompareState:
    """The models by the last part of their addresses, in the order of the columns; how differences are shown; the
    words with which a further model is looked for."""

    slugs: tuple[str, ...] = ()
    differences: str = ALL
    words: str = ""

    def address(self, **changes: object) -> str:
        """The address of the comparison with these changes."""
        state = replace(self, **changes)
        pairs = [("model", slug) for slug in state.slugs]
        if state.differences:
            pairs.append(("differences", state.differences))
        if state.words:
            pairs.append(("q", state.words))
        return f"?{urlencode(pairs)}"

    def including(self, slug: str) -> str:
        """The address with one more model, the search for it done."""
        return self.address(slugs=(*self.slugs, slug), words="")

    def without(self, slug: str) -> str:
        """The address without one of its models."""
        return self.address(slugs=tuple(each for each in self.slugs if each != slug))

    def moved(self, slug: str, by: int) -> str:
        """The address with one model moved by so many columns; empty where there is no such place."""
        rest = [each for each in self.slugs if each != slug]
        place = self.slugs.index(slug) + by
        if not 0 <= place < len(self.slugs):
            return ""
        return self.address(slugs=(*rest[:place], slug, *rest[place:]))


@dataclass(frozen=True, slots=True)
class Asked:
    """The models that an address names, each once, in order; how often one was named again; how many were not read."""

    slugs: tuple[str, ...]
    repeated: int = 0
    unread: int = 0


def read_asked(named: Sequence[str]) -> Asked:
    """Which models are named: by the last part of a model's address, or by the whole of it."""
    given = [slug for slug in map(_slug, named[:MOST_READ]) if slug]
    once = tuple(dict.fromkeys(given))
    return Asked(once, len(given) - len(once), max(len(named) - MOST_READ, 0))


def read_differences(text: str) -> str:
    """How differences are asked to be shown; anything else shows all rows alike."""
    return text if text in (MARKED, ONLY) else ALL


def shown_slug(slug: str) -> str:
    """A name that leads nowhere, as a page repeats it."""
    return slug if len(slug) <= LONGEST_SHOWN else f"{slug[:LONGEST_SHOWN]}…"


def _slug(text: str) -> str:
    return text.replace("\x00", "").strip().strip("/").split("/")[-1].lower()[: LONGEST_SLUG + 1]

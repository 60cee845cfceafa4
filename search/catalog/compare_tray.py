"""The models that a visitor has chosen to compare, in a signed cookie of the catalogue alone.

Nothing is stored here, so that it works for everyone and costs no query where nothing is chosen. All tabs of a browser
share it; each change starts from what the cookie holds then. A comparison's own address never depends on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.contrib.humanize.templatetags.humanize import apnumber
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from marketplace.clocks.words import count_words
from search.catalog.compare_reading import entries_of
from search.catalog.compare_state import MOST_MODELS, CompareState, read_asked
from search.models import CatalogEntry

COOKIE, SALT, PATH = "compare", "search.compare", "/models/"
SEPARATOR = "."


class Tray:
    """What is chosen, in the order of choosing."""

    def __init__(self, slugs: Sequence[str], at: datetime) -> None:
        self.slugs = tuple(slugs)
        self._at = at

    @cached_property
    def entries(self) -> list[CatalogEntry]:
        """Those of them that have a public page still."""
        found = {entry.model.slug: entry for entry in entries_of(self.slugs, self._at)}
        return [found[slug] for slug in self.slugs if slug in found]

    @property
    def url(self) -> str:
        """The comparison of what is chosen."""
        slugs = tuple(entry.model.slug for entry in self.entries)
        return f"{reverse('catalog:compare')}{CompareState(slugs).address()}"


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to a tray: what is chosen now, what to say, which models it was about."""

    slugs: tuple[str, ...]
    said: str
    touched: tuple[CatalogEntry, ...] = ()
    is_refused: bool = False


def tray_of(request: HttpRequest) -> Tray:
    """The tray of whoever asks, read once a request. A cookie that is not ours counts as none."""
    tray = getattr(request, "compare_tray", None)
    if tray is None:
        try:
            held = request.get_signed_cookie(COOKIE, salt=SALT)
        except (KeyError, signing.BadSignature):
            held = ""
        tray = request.compare_tray = Tray(read_asked(held.split(SEPARATOR)).slugs[:MOST_MODELS], request.at)
    return tray


def keep(response: HttpResponse, request: HttpRequest, slugs: Sequence[str]) -> None:
    """Have the browser remember these until it is closed."""
    if not slugs:
        response.delete_cookie(COOKIE, path=PATH, samesite="Lax")
        return
    response.set_signed_cookie(
        COOKIE,
        SEPARATOR.join(slugs),
        salt=SALT,
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def change(tray: Tray, asked: Mapping[str, list[str]], at: datetime) -> Change:
    """Do what was asked: `add` or `remove` a model at its own place, `drop` one in the tray, `keep` just these, or
    clear the tray."""
    here = tuple(tray.entries)
    if asked.get("keep"):
        found = {entry.model.slug: entry for entry in entries_of(read_asked(asked["keep"]).slugs, at)}
        return _changed(tuple(found[slug] for slug in read_asked(asked["keep"]).slugs if slug in found)[:MOST_MODELS])
    if asked.get("add"):
        return _added(here, asked["add"][-1], at)
    named = asked.get("remove") or asked.get("drop")
    if named:
        gone = tuple(entry for entry in here if entry.model.slug == named[-1])
        said = f"{gone[0].name} is taken out." if gone else ""
        return _changed(tuple(entry for entry in here if entry not in gone), said, gone)
    return _changed((), "", here)


def _added(here: tuple[CatalogEntry, ...], named: str, at: datetime) -> Change:
    slugs = tuple(entry.model.slug for entry in here)
    found = entries_of(read_asked([named]).slugs, at)
    if not found:
        return Change(slugs, "This model is not in the catalogue any more.", is_refused=True)
    (entry,) = found
    if entry in here:
        return _changed(here, f"{entry.name} is chosen already.", (entry,))
    if len(here) >= MOST_MODELS:
        said = f"A comparison holds {apnumber(MOST_MODELS)} models. Take one out, then add {entry.name}."
        return Change(slugs, said, (entry,), is_refused=True)
    return _changed((*here, entry), f"{entry.name} is added.", (entry,))


def _changed(entries: tuple[CatalogEntry, ...], said: str = "", touched: tuple[CatalogEntry, ...] = ()) -> Change:
    count = f"{count_words(len(entries), 'model')} chosen to compare." if entries else "No model is chosen to compare."
    return Change(tuple(entry.model.slug for entry in entries), f"{said} {count}".strip(), touched)

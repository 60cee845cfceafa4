"""Saving a search, naming it anew, removing it, and each member's choice of how often to be told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from pyroaring import BitMap

from marketplace.audit.services import record
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.freshness import require_fresh
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.words import checked_words
from marketplace.notifications.rhythm import NEVER, RHYTHMS
from marketplace.organizations.models import Organization
from search.database import DatabaseEngine
from search.saved import queries, signals
from search.saved.addresses import state_of, tidied
from search.saved.models import LONGEST_NAME, SavedSearch, SearchFollowing
from search.saved.noticing import begin_noticing
from search.saved.permissions import EDIT, FOLLOW, SAVE_FOR
from search.saved.transitions import SAVED_SEARCH, SavedSearchState

SEARCHES_MAX = 100
REMOVED = "This search was removed. Nobody is told of it any more."


@service
def save_search(
    *, organization: Organization, name: str, address: str, rhythm: str, actor: Any, at: datetime
) -> SavedSearch:
    """Keep a search for the organization, and tell the person who saves it as often as they choose.

    `address` is the query of the catalogue's page. Whatever it finds now is held, so only what comes after is news.
    The same again is once, and the choice is the person's own. Raises ValidationError on `name` or `rhythm`; Refused
    for an organization that does not buy, and beyond the most that one keeps.
    """
    SAVE_FOR.check(actor, organization)
    if not organization.buys:
        raise Refused("Only districts and consortia keep searches.")
    organization = locked(organization)
    name, address = _checked_name(name), tidied(address)
    again = queries.kept_searches().filter(organization=organization, name=name).first()
    if again and again.address == address:
        _choose(again, rhythm, actor, at)
        return again
    _require_free(name, organization)
    if queries.kept_searches().filter(organization=organization).count() >= SEARCHES_MAX:
        raise Refused(f"{organization} keeps {SEARCHES_MAX} searches already. Remove one first.")
    begin_noticing(at=at)
    found = DatabaseEngine().search(state_of(address).query(at, is_whole=True)).numbers
    search = SavedSearch.objects.create(
        organization=organization,
        name=name,
        address=address,
        kept=BitMap(found).serialize(),
        saved_by=actor,
        created_at=at,
    )
    SAVED_SEARCH.created(search, actor=actor, organization=organization, at=at, payload={"address": address})
    signals.search_saved.send(sender=SavedSearch, search=search, at=at)
    _choose(search, rhythm, actor, at)
    return search


@service
def rename_search(*, search: SavedSearch, name: str, actor: Any, at: datetime, seen: str | None = None) -> SavedSearch:
    """Give it another name. Raises ValidationError on `name`, Stale where a colleague renamed it meanwhile."""
    EDIT.check(actor, search)
    search = _kept(search)
    require_fresh(seen=seen, now=values_of(search))
    name = _checked_name(name)
    if name != search.name:
        _require_free(name, search.organization)
        before, search.name = search.name, name
        search.save(update_fields=["name"])
        payload = {"from": before, "to": name}
        record(
            "saved_search.rename",
            subject=search,
            actor=actor,
            organization=search.organization,
            at=at,
            payload=payload,
        )
    return search


def values_of(search: SavedSearch) -> dict[str, Any]:
    """What a form changes, under the names that people read."""
    return {"Name": search.name}


@service
def remove_search(*, search: SavedSearch, actor: Any, at: datetime) -> SavedSearch:
    """Look for news no longer; its page says so. Raises IllegalMove where it was removed already."""
    EDIT.check(actor, search)
    search = locked(search)
    SAVED_SEARCH.move(search, "remove", actor=actor, organization=search.organization, at=at)
    return search


@service
def choose_rhythm(*, search: SavedSearch, rhythm: str, actor: Any, at: datetime) -> SearchFollowing:
    """How often the person is told of the search. Who was never told before is told only of what comes after.

    Raises ValidationError on `rhythm`, Refused for a search that was removed.
    """
    FOLLOW.check(actor, search)
    return _choose(_kept(search), rhythm, actor, at)


@service
def stop_telling(*, following: SearchFollowing, at: datetime) -> SearchFollowing:
    """Tell this person nothing more of this search, as the signed link in each mail asks for. Twice is once."""
    following = locked(following)
    if following.rhythm != NEVER:
        _set(following, NEVER, at, {"by": "the link in a mail"})
    return following


@service
def look_at(*, search: SavedSearch, actor: Any) -> int:
    """Note that the person has seen all news of the search so far; gives the key of the last one they saw before."""
    FOLLOW.check(actor, search)
    newest = queries.newest_news(search)
    following = queries.following_of(search, actor)
    before = following.seen_until
    if newest > before:
        SearchFollowing.objects.bulk_create(
            [SearchFollowing(search=search, person=actor, seen_until=newest, told_until=newest)],
            update_conflicts=True,
            unique_fields=["search", "person"],
            update_fields=["seen_until"],
        )
    return before


def _choose(search: SavedSearch, rhythm: str, actor: Any, at: datetime) -> SearchFollowing:
    if rhythm not in RHYTHMS:
        raise ValidationError({"rhythm": "Choose how often you want to be told."})
    begun = {"told_until": queries.newest_news(search)}
    following, _ = SearchFollowing.objects.get_or_create(search=search, person=actor, defaults=begun)
    following = locked(following)
    if following.rhythm != rhythm:
        if following.rhythm == NEVER:
            following.told_until = begun["told_until"]
        _set(following, rhythm, at, {})
    return following


def _set(following: SearchFollowing, rhythm: str, at: datetime, payload: dict[str, str]) -> None:
    following.rhythm = rhythm
    following.save(update_fields=["rhythm", "told_until"])
    record(
        "saved_search.follow",
        subject=following.search,
        actor=following.person,
        at=at,
        payload={"rhythm": rhythm, **payload},
    )
    signals.rhythm_chosen.send(sender=SearchFollowing, following=following, at=at)


def _kept(search: SavedSearch) -> SavedSearch:
    search = locked(search)
    if search.state != SavedSearchState.KEPT:
        raise Refused(REMOVED)
    return search


def _checked_name(name: str) -> str:
    missing = "Give the search a name by which your colleagues know it."
    return checked_words(" ".join(name.split()), field="name", most=LONGEST_NAME, missing=missing)


def _require_free(name: str, organization: Organization) -> None:
    if queries.kept_searches().filter(organization=organization, name=name).exists():
        raise ValidationError({"name": "A search of this name is kept already. Give it another name."})

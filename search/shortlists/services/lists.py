"""Starting, naming, putting away, deleting and copying lists."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.access.permissions import NotVisible
from marketplace.audit.services import record
from marketplace.lifecycles.errors import IllegalMove, Refused
from marketplace.lifecycles.freshness import require_fresh
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.words import checked_words
from marketplace.organizations.models import Organization
from search.shortlists.changes import BARRED
from search.shortlists.facts import shown_of
from search.shortlists.models import NAME_MAX, Shortlist, ShortlistItem
from search.shortlists.permissions import EDIT, START
from search.shortlists.queries import items_of
from search.shortlists.transitions import SHORTLIST

LISTS_MAX = 200
SENT_TWICE = timedelta(minutes=1)


@service
def start_shortlist(*, organization: Organization, name: str, actor: Any, at: datetime) -> Shortlist:
    """Begin an empty list. The same name sent twice by the same person within a minute begins one.

    Raises NotVisible for an organization that does not buy, ValidationError on `name` where it is empty, too long or
    taken, Refused where the organization has the most lists that it may keep.
    """
    shortlist = Shortlist(organization=organization, created_by=actor, created_at=at)
    EDIT.check(actor, shortlist)
    if not organization.buys:
        raise NotVisible(START.name)
    shortlist.name = _checked(name)
    locked(organization)
    known = Shortlist.objects.filter(organization=organization, name=shortlist.name).first()
    if known:
        is_again = known.created_by_id == actor.pk and known.created_at > at - SENT_TWICE and not known.is_frozen
        if is_again:
            return known
        raise ValidationError({"name": _taken(known.name)})
    if organization.shortlists.count() >= LISTS_MAX:
        raise Refused(
            f"{organization} keeps {LISTS_MAX} shortlists, which is the most. Delete one that you need no more."
        )
    shortlist.save()
    SHORTLIST.created(shortlist, actor=actor, organization=organization, at=at)
    return shortlist


@service
def rename_shortlist(
    *, shortlist: Shortlist, name: str, actor: Any, at: datetime, seen: str | None = None
) -> Shortlist:
    """Give a working list another name. Raises ValidationError as `start_shortlist` does, Stale where a colleague
    renamed it meanwhile."""
    shortlist = opened(shortlist, actor)
    require_fresh(seen=seen, now=list_values(shortlist))
    name = _checked(name)
    if name == shortlist.name:
        return shortlist
    if Shortlist.objects.filter(organization=shortlist.organization, name=name).exists():
        raise ValidationError({"name": _taken(name)})
    shortlist.name = name
    shortlist.save(update_fields=["name"])
    noted("shortlist.renamed", shortlist, actor, at)
    return shortlist


def list_values(shortlist: Shortlist) -> dict[str, Any]:
    """What the form of a list changes, under the name that people read."""
    return {"Its name": shortlist.name}


@service
def put_away(*, shortlist: Shortlist, actor: Any, at: datetime) -> Shortlist:
    """Take a list, working or frozen, out of daily use. It stays readable; nothing is added to it."""
    EDIT.check(actor, shortlist)
    shortlist = locked(shortlist)
    if shortlist.put_away_at is None:
        shortlist.put_away_at = at
        shortlist.save(update_fields=["put_away_at"])
        noted("shortlist.put_away", shortlist, actor, at)
    return shortlist


@service
def bring_back(*, shortlist: Shortlist, actor: Any, at: datetime) -> Shortlist:
    """Take a list that was put away into use again."""
    EDIT.check(actor, shortlist)
    shortlist = locked(shortlist)
    if shortlist.put_away_at is not None:
        shortlist.put_away_at = None
        shortlist.save(update_fields=["put_away_at"])
        noted("shortlist.brought_back", shortlist, actor, at)
    return shortlist


@service
def delete_shortlist(*, shortlist: Shortlist, actor: Any, at: datetime) -> None:
    """Delete a working list with everyone's notes. Raises IllegalMove for a frozen one, which is a record."""
    EDIT.check(actor, shortlist)
    shortlist = locked(shortlist)
    require_working(shortlist)
    noted("shortlist.deleted", shortlist, actor, at, {"models": shortlist.items.count()})
    shortlist.delete()


@service
def copy_shortlist(*, shortlist: Shortlist, name: str, actor: Any, at: datetime) -> tuple[Shortlist, tuple[str, ...]]:
    """Begin a working list with the models of another, in its order, each with the search that found it.

    Notes stay where they were written. Returns the copy and the names of models left out because they cannot be
    shortlisted now. Sent twice it is made once. Raises as `start_shortlist` does.
    """
    EDIT.check(actor, shortlist)
    copied = start_shortlist(organization=shortlist.organization, name=name, actor=actor, at=at)
    items = list(items_of(shortlist))
    shown = shown_of([item.model for item in items], at)
    left_out = tuple(shown[item.model_id].name for item in items if shown[item.model_id].standing in BARRED)
    if not copied.items.exists():
        kept = [item for item in items if shown[item.model_id].standing not in BARRED]
        ShortlistItem.objects.bulk_create(
            ShortlistItem(
                shortlist=copied, model=item.model, position=place, found_by=item.found_by, added_by=actor, added_at=at
            )
            for place, item in enumerate(kept, start=1)
        )
    return copied, left_out


def opened(shortlist: Shortlist, actor: Any) -> Shortlist:
    """The list, locked, for a keeper who changes it. Raises IllegalMove once it is frozen, Refused while it is put
    away."""
    EDIT.check(actor, shortlist)
    shortlist = locked(shortlist)
    require_working(shortlist)
    if shortlist.put_away_at is not None:
        raise Refused("This shortlist was put away. Bring it back before you change it.")
    return shortlist


def require_working(shortlist: Shortlist) -> None:
    """Raise IllegalMove where the list is frozen."""
    if shortlist.is_frozen:
        raise IllegalMove(
            "This shortlist is “Frozen”, so it stays as it is. To go on from it, copy it to a new working list."
        )


def noted(name: str, shortlist: Shortlist, actor: Any, at: datetime, payload: dict[str, Any] | None = None) -> None:
    """Record an event of a list for its organization alone."""
    record(name, subject=shortlist, actor=actor, organization=shortlist.organization, at=at, payload=payload)


def _checked(name: str) -> str:
    return checked_words(
        name, field="name", most=NAME_MAX, missing="Give it a name, such as “Grade 3 reading, fall 2027”."
    )


def _taken(name: str) -> str:
    return f"Your organization has a shortlist called “{name}” already. Choose another name."

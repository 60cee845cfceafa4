"""Which shortlists a person may see or keep, and what is on one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from marketplace.access.permissions import twin_of
from marketplace.access.scope import remembered
from marketplace.organizations.models import Organization
from marketplace.organizations.queries import organization_ids, organizations_of
from marketplace.products.models import LearningModel
from procurement.quotes.research import Research, research_source
from search.models import CatalogEntry, CatalogLapse, CatalogPeriod
from search.shortlists.models import Shortlist, ShortlistItem, ShortlistNote
from search.shortlists.permissions import EDIT, FREEZE, KEEPERS, VIEW
from search.shortlists.transitions import ShortlistState


@twin_of(VIEW)
@twin_of(EDIT)
@twin_of(FREEZE)
def visible_to(person: Any) -> QuerySet[Shortlist]:
    """The lists of the person's own organizations."""
    return Shortlist.objects.filter(organization__in=organization_ids(person))


def listed_for(person: Any) -> QuerySet[Shortlist]:
    """The same as the list page shows them, the newest first: each with how many models are on it, and when it was
    frozen. A count takes away the order that lists have by themselves."""
    rows = visible_to(person).select_related("organization", "research")
    return rows.annotate(models_count=Count("items")).order_by("-created_at", "-pk")


def whole() -> QuerySet[Shortlist]:
    """Every list with what its page says of it, in one query."""
    return Shortlist.objects.select_related("organization", "created_by", "research__pdf", "research__policy_version")


def buying_organizations(person: Any) -> list[Organization]:
    """The organizations for which the person may keep lists."""
    return list(organizations_of(person, *KEEPERS, capability="buys"))


def open_lists(person: Any) -> QuerySet[Shortlist]:
    """The lists that the person may add models to, the one last added to first."""
    mine = [organization.pk for organization in buying_organizations(person)]
    rows = Shortlist.objects.filter(organization__in=mine, state=ShortlistState.WORKING, put_away_at=None)
    rows = rows.annotate(last_used_at=Coalesce(Max("items__added_at"), "created_at"))
    return rows.select_related("organization").order_by("-last_used_at", "-pk")


def lapsed_on_lists(person: Any, at: datetime) -> QuerySet[ShortlistItem]:
    """What is on the lists that the person may add models to and is not approved any more at an instant.

    Each has its public name as `shown_name`, why as `lapse` and since when as `lapsed_at`.
    """
    runs = Q(starts_at__lte=at) & (Q(ends_at=None) | Q(ends_at__gt=at))
    of_it = Q(entry__model=OuterRef("model"), entry__is_listed=True)
    lapses = CatalogLapse.objects.filter(of_it, runs).order_by("-starts_at")
    mine = [organization.pk for organization in buying_organizations(person)]
    rows = ShortlistItem.objects.filter(
        ~Exists(CatalogPeriod.objects.filter(of_it, runs)),
        shortlist__organization__in=mine,
        shortlist__state=ShortlistState.WORKING,
        shortlist__put_away_at=None,
    )
    rows = rows.annotate(
        lapse=Subquery(lapses.values("kind")[:1]),
        lapsed_at=Subquery(lapses.values("starts_at")[:1]),
        shown_name=Subquery(lapses.values("entry__name")[:1]),
    )
    return rows.filter(lapse__isnull=False).select_related("shortlist").order_by("lapsed_at", "pk")


@research_source
def research_with(organizations: Collection[Organization], model: LearningModel) -> list[Research]:
    """The records of these organizations' frozen lists that hold the model and are not put away, the newest first."""
    rows = Shortlist.objects.filter(
        organization__in=organizations, state=ShortlistState.FROZEN, put_away_at=None, items__model=model
    )
    rows = rows.select_related("organization", "research__pdf").defer("research__content")
    return [handed_down(row) for row in rows.order_by("-research__frozen_at", "-pk")]


def handed_down(shortlist: Shortlist) -> Research:
    """The record of a frozen list, as it is put beside a request."""
    return Research(
        organization=shortlist.organization,
        reference=shortlist.reference,
        title=shortlist.name,
        sha256=shortlist.research.sha256,
        pdf=shortlist.research.pdf,
        frozen_at=shortlist.research.frozen_at,
    )


def lists_by_model(person: Any) -> Mapping[int, Sequence[Shortlist]]:
    """On which of the person's open lists each model is; read once a request."""

    def read() -> Mapping[int, Sequence[Shortlist]]:
        found: dict[int, list[Shortlist]] = defaultdict(list)
        mine = [organization.pk for organization in buying_organizations(person)]
        rows = ShortlistItem.objects.filter(
            shortlist__organization__in=mine, shortlist__state=ShortlistState.WORKING, shortlist__put_away_at=None
        )
        for item in rows.select_related("shortlist").order_by("shortlist__name", "pk"):
            found[item.model_id].append(item.shortlist)
        return found

    return remembered(("lists_by_model", person.pk), read)


def items_of(shortlist: Shortlist) -> QuerySet[ShortlistItem]:
    """The models on a list, in its order."""
    return ShortlistItem.objects.filter(shortlist=shortlist).select_related("model", "added_by")


def notes_of(shortlist: Shortlist) -> QuerySet[ShortlistNote]:
    """The notes on the models that are on the list, oldest first."""
    on_it = ShortlistItem.objects.filter(shortlist=shortlist).values("model_id")
    return ShortlistNote.objects.filter(shortlist=shortlist, model__in=on_it).select_related("author")


def own_note(item: ShortlistItem, person: Any) -> ShortlistNote:
    """The person's note on a model of the list; an empty one, not saved, where there is none yet."""
    key = {"shortlist_id": item.shortlist_id, "model_id": item.model_id}
    return ShortlistNote.objects.filter(**key, author=person).first() or ShortlistNote(**key, author=person)


def entries_of(model_ids: Sequence[int]) -> dict[int, CatalogEntry]:
    """The catalogue's entries of these models, by the model's id, with their periods and lapses."""
    rows = CatalogEntry.objects.filter(model__in=model_ids).prefetch_related("periods", "lapses")
    return {entry.model_id: entry for entry in rows}

"""`/models/feed/`: what is new among the models of a search, as an Atom feed that any reader can follow."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import parse_http_date

from marketplace.access.views import public
from marketplace.products.tier_names import tier_label
from search.bitmaps import Shown
from search.catalog.display import shown_of
from search.catalog.facets import BY_KEY
from search.catalog.parameters import SearchState, read_state
from search.engine import IN_FORCE
from search.engines import engine
from search.models import CatalogEntry, CatalogLapse, CatalogPeriod

MOST_NEWS = 50
INSTANTS_A_READ = 500
ENTRIES_A_READ = 200
LAPSED = {"suspended": "suspended", "expired": "approval expired", "revoked": "approval revoked"}


@dataclass(frozen=True, slots=True)
class News:
    """What a model became at an instant: approved, listed, moved to another tier, suspended, expired or revoked."""

    entry: CatalogEntry
    at: datetime
    words: str


@public
def feed(request: HttpRequest) -> HttpResponse:
    """The newest fifty for the search that the address holds, of what is public now."""
    response = SearchFeed()(request)
    response["ETag"] = f'"{sha256(response.content).hexdigest()[:24]}"'
    changed = parse_http_date(response["Last-Modified"])
    return get_conditional_response(request, etag=response["ETag"], last_modified=changed, response=response)


def feed_address(state: SearchState) -> str:
    """The address of the feed of a search; how its results are sorted and shown does not matter."""
    return f"{reverse('catalog:feed')}{state.address(sort='best', is_descending=False, is_table=False)}".removesuffix(
        "?"
    )


class SearchFeed(Feed):
    """One entry an approval or listing that began or lapsed, newest first."""

    feed_type = Atom1Feed
    title = "Learning models"

    def get_object(self, request: HttpRequest) -> tuple[SearchState, datetime]:
        return read_state(request.GET), request.at

    def link(self, asked: tuple[SearchState, datetime]) -> str:
        return f"{reverse('catalog:search')}{asked[0].address()}".removesuffix("?")

    def feed_url(self, asked: tuple[SearchState, datetime]) -> str:
        return feed_address(asked[0])

    def subtitle(self, asked: tuple[SearchState, datetime]) -> str:
        words = asked[0].words
        news = "Approvals, changes of tier, suspensions and approvals that ended"
        return f"{news} among models that match “{words}”" if words else news

    def items(self, asked: tuple[SearchState, datetime]) -> list[News]:
        return newest(*asked)

    def item_title(self, news: News) -> str:
        return f"{news.entry.name}: {news.words}"

    def item_description(self, news: News) -> str:
        return news.entry.summary

    def item_link(self, news: News) -> str:
        return reverse("catalog:model", args=[news.entry.provider_slug, news.entry.slug])

    def item_guid(self, news: News) -> str:
        host, began = urlsplit(settings.SITE_URL).hostname, news.at.astimezone(UTC)
        return f"tag:{host},{began:%Y-%m-%d}:{news.entry.model.reference}/{began:%H%M%S%f}"

    def item_updateddate(self, news: News) -> datetime:
        return news.at

    def item_author_name(self, news: News) -> str:
        return news.entry.provider_name


def newest(state: SearchState, at: datetime) -> list[News]:
    """The last news, up to an instant, of the models of a search.

    A model is of the search where it meets all that is asked besides tier and approval now, and these two just before
    the news or just after it: so the end of what brought it there is told too.
    """
    asked = {key: values for key, values in state.chosen.items() if key not in ("tier", "standing")}
    everything = {**asked, "standing": tuple(BY_KEY["standing"].labels)}
    numbers = engine().search(replace(state, chosen=everything).query(at, is_whole=True)).numbers
    return list(islice(_news(frozenset(numbers), state, at), MOST_NEWS)) if numbers else []


def _news(numbers: frozenset[int], state: SearchState, at: datetime) -> Iterator[News]:
    instants = _instants(numbers, state, at)
    while part := list(islice(instants, ENTRIES_A_READ)):
        rows = CatalogEntry.objects.filter(is_listed=True, pk__in={key for key, _ in part})
        entries = {entry.pk: entry for entry in rows.select_related("model").prefetch_related("periods", "lapses")}
        for key, instant in part:
            news = _became(entries[key], instant, state) if key in entries else None
            if news:
                yield news


def _became(entry: CatalogEntry, instant: datetime, state: SearchState) -> News | None:
    before, after = shown_of(entry, instant - timedelta.resolution), shown_of(entry, instant)
    is_renewed = after == before and any(one.starts_at == instant for one in entry.periods.all())
    is_of_it = _meets(before, state) or _meets(after, state)
    if after is None or not is_of_it or (after == before and not is_renewed):
        return None
    return News(entry, instant, _words(entry, before, after))


def _instants(numbers: frozenset[int], state: SearchState, at: datetime) -> Iterator[tuple[int, datetime]]:
    """When something began or lapsed for these entries, by their keys, the newest first."""
    columns = ("entry__number", "entry", "starts_at")
    periods = CatalogPeriod.objects.filter(starts_at__lte=at, entry__is_listed=True)
    lapses = CatalogLapse.objects.filter(starts_at__lte=at, entry__is_listed=True)
    if tiers := state.chosen.get("tier"):
        ever = CatalogPeriod.objects.filter(tier__in=tiers).values("entry")
        periods, lapses = periods.filter(entry__in=ever), lapses.filter(entry__in=ever)
    rows = periods.values_list(*columns).union(lapses.values_list(*columns)).order_by("-starts_at", "-entry")
    return ((key, instant) for number, key, instant in rows.iterator(chunk_size=INSTANTS_A_READ) if number in numbers)


def _meets(shown: Shown | None, state: SearchState) -> bool:
    """Whether a model that stands so meets what the search asks of its approval and tier."""
    tiers = state.chosen.get("tier")
    standings = state.chosen.get("standing", (IN_FORCE,))
    return shown is not None and shown.standing in standings and (not tiers or shown.tier in tiers)


def _words(entry: CatalogEntry, before: Shown | None, after: Shown) -> str:
    if after.standing in LAPSED:
        return LAPSED[after.standing]
    tier = tier_label(after.tier)
    if entry.is_illustrative:
        return f"listed from public research, tier {tier}, illustrative"
    if before is None:
        return f"approved, {tier}"
    is_move = before.standing == IN_FORCE and before.tier != after.tier
    return f"moved from {tier_label(before.tier)} to {tier}" if is_move else f"approved again, {tier}"

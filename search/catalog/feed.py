"""`/models/feed/`: what is new among the models of a search, as an Atom feed that any reader can follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import islice
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import parse_http_date

from marketplace.access.views import public
from marketplace.products.tier_names import tier_label
from search.catalog.parameters import SearchState, read_state
from search.engines import engine
from search.models import CatalogPeriod

MOST_NEWS = 50
PERIODS_A_READ = 500


@dataclass(frozen=True, slots=True)
class News:
    """A model came on the list, was approved anew, or changed its tier."""

    period: CatalogPeriod
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
    """One entry an approval or listing that began, newest first."""

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
        return (
            f"New approvals and changes of tier among models that match “{words}”"
            if words
            else ("New approvals and changes of tier")
        )

    def items(self, asked: tuple[SearchState, datetime]) -> list[News]:
        state, at = asked
        return newest(engine().search(state.query(at, is_whole=True)).numbers, at)

    def item_title(self, news: News) -> str:
        return f"{news.period.entry.name}: {news.words}"

    def item_description(self, news: News) -> str:
        return news.period.entry.summary

    def item_link(self, news: News) -> str:
        entry = news.period.entry
        return reverse("catalog:model", args=[entry.provider_slug, entry.slug])

    def item_guid(self, news: News) -> str:
        host, entry = urlsplit(settings.SITE_URL).hostname, news.period.entry
        began = timezone.localtime(news.period.starts_at)
        return f"tag:{host},{began:%Y-%m-%d}:{entry.provider_slug}/{entry.slug}/{news.period.starts_at:%H%M%S%f}"

    def item_updateddate(self, news: News) -> datetime:
        return news.period.starts_at

    def item_author_name(self, news: News) -> str:
        return news.period.entry.provider_name


def newest(numbers: Sequence[int], at: datetime) -> list[News]:
    """The last periods of these models that had begun at that instant."""
    found = _begun(frozenset(numbers), at)
    before: dict[int, list[CatalogPeriod]] = {}
    for one in CatalogPeriod.objects.filter(entry__in={period.entry_id for period in found}).order_by("starts_at"):
        before.setdefault(one.entry_id, []).append(one)
    return [News(period, _words(period, before[period.entry_id])) for period in found]


def _begun(numbers: frozenset[int], at: datetime) -> list[CatalogPeriod]:
    periods = CatalogPeriod.objects.filter(starts_at__lte=at, entry__is_listed=True).order_by("-starts_at", "-entry")
    rows = periods.values_list("entry__number", "pk").iterator(chunk_size=PERIODS_A_READ)
    wanted = (pk for number, pk in rows if number in numbers)
    return list(periods.filter(pk__in=list(islice(wanted, MOST_NEWS))).select_related("entry"))


def _words(period: CatalogPeriod, periods: list[CatalogPeriod]) -> str:
    tier = tier_label(period.tier)
    if period.entry.is_illustrative:
        return f"listed from public research, tier {tier}, illustrative"
    last = next((one for one in reversed(periods) if one.starts_at < period.starts_at), None)
    if last is None:
        return f"approved, {tier}"
    return f"approved again, {tier}" if last.tier == period.tier else f"moved from {tier_label(last.tier)} to {tier}"

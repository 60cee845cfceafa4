"""Questions about the agency's pages."""

from dataclasses import dataclass

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import Q
from wagtail.models import Page

from cms.models import GuidanceIndexPage, GuidancePage, NewsPage, StateBranding, TextPage
from marketplace.access.scope import remembered
from marketplace.navigation import Link, add_pages

NEWS_A_PAGE = 20


@dataclass(frozen=True)
class Branding:
    """The agency's words, as templates read them."""

    state_name: str
    agency_name: str
    office_line: str
    banner_title: str
    banner_words: str
    demonstration_notice: str
    seal_url: str


def branding() -> Branding | None:
    """The words of the agency whose portal this is; None before any are set."""
    return remembered("branding", _read_branding)


def _read_branding() -> Branding | None:
    setting = StateBranding.objects.filter(site__is_default_site=True).select_related("seal").first()
    if setting is None:
        return None
    seal = setting.seal.get_rendition("fill-64x64").url if setting.seal else ""
    return Branding(
        setting.state_name,
        setting.agency_name,
        setting.office_line,
        setting.banner_title,
        setting.banner_words,
        setting.demonstration_notice,
        seal,
    )


def linked_pages() -> list[TextPage]:
    """The pages that editors chose for the header or the foot of every page, in the order of the tree."""
    return remembered("linked_pages", _read_linked)


def _read_linked() -> list[TextPage]:
    chosen = TextPage.objects.live().filter(Q(in_footer=True) | Q(show_in_menus=True))
    return [page for page in chosen.order_by("path") if page.url]


def footer_links() -> list[Link]:
    """What stands at the foot of every page."""
    return [Link(page.title, page.url) for page in linked_pages() if page.in_footer]


@add_pages
def menu_links(capabilities: set[str]) -> list[tuple[str, str]]:
    """The agency's pages in the header, as words and address; of those, people with an account get the indexes."""
    pages = [page for page in linked_pages() if page.show_in_menus]
    if "public" not in capabilities:
        pages = [page for page in pages if page.specific_class is GuidanceIndexPage]
    return [(page.title, page.url) for page in pages]


def latest_news(*, limit: int = 3) -> list[NewsPage]:
    """The newest published news."""
    return list(NewsPage.objects.live().public().order_by("-day", "-pk")[:limit])


def news_page(index: Page, number: str | None) -> PaginatorPage:
    """One page of all news, newest first."""
    news = NewsPage.objects.child_of(index).live().order_by("-day", "-pk")
    return Paginator(news, NEWS_A_PAGE).get_page(number)


def guidance_by_audience(index: GuidanceIndexPage) -> list[tuple[str, list[GuidancePage]]]:
    """Guidance under its index, grouped by reader in the order of the choices."""
    pages = list(GuidancePage.objects.child_of(index).live().order_by("path"))
    groups = [
        (label, [page for page in pages if page.audience == value]) for value, label in GuidancePage.Audience.choices
    ]
    return [(label, members) for label, members in groups if members]


def page_url(*, slug: str) -> str:
    """The address of the live page with this slug, or nothing: how other pages link without a dead end."""
    page = remembered(("page", slug), lambda: TextPage.objects.live().filter(slug=slug).first())
    return page.url if page and page.url else ""

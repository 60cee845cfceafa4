"""Writes the portal's own texts into Wagtail, once; what an editor has changed stays as it is."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Locale, Page, Site

from cms.content.reader import Text, inline, read_text
from cms.groups import ensure_groups
from cms.models import (
    GlossaryPage,
    GlossaryTerm,
    GuidanceIndexPage,
    GuidancePage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    SourcesPage,
    StateBranding,
)

CONTENT = Path(__file__).resolve().parent / "content"
MERIDIAN = {
    "state_name": "Meridian",
    "agency_name": "Meridian Department of Education",
    "office_line": (
        "Office of Learning Innovation, Meridian Department of Education. "
        "Call 555‑0142, Monday to Friday, 8 am to 5 pm Eastern time."
    ),
    "banner_title": "An official website of the State of Meridian",
    "banner_words": (
        "Addresses that end in .gov belong to government. "
        "A lock in the address bar means that what you send is protected."
    ),
    "demonstration_notice": (
        "Demonstration. Tiers of named programs are computed from public findings and are illustrative. "
        "Facts about districts are Pennsylvania’s public ones. All people, providers, prices and pilots are made up."
    ),
}


@transaction.atomic
def load_content(*, at: datetime, demonstration: bool | None = None, news_at: datetime | None = None) -> HomePage:
    """Create the pages, terms and settings that are not there yet; never change one that is.

    `at` becomes the day of publication, and news is dated before `news_at`, or before `at`. `demonstration` gives
    the site the made-up state's name and notice; unless told, it follows the DEMO setting.
    """
    Locale.objects.get_or_create(language_code=get_supported_content_language_variant(settings.LANGUAGE_CODE))
    home = _home(at)
    _branding(settings.DEMO if demonstration is None else demonstration)
    guidance = _child(
        home,
        GuidanceIndexPage(
            title="Guidance",
            slug="guidance",
            show_in_menus=True,
            intro="How things work here, by reader. Each page takes a few minutes.",
        ),
        at,
    )
    for text in _texts("pages"):
        _child(guidance if text.headers.get("index") else home, _guidance_page(text), at)
    _news(home, news_at or at)
    _glossary(home, at)
    _sources(home, at)
    ensure_groups()
    return home


def _home(at: datetime) -> HomePage:
    home = HomePage.objects.first()
    if home is None:
        text = read_text((CONTENT / "home.txt").read_text(encoding="utf-8"))
        root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
        Page.objects.child_of(root).filter(slug="home", numchild=0).exclude(
            pk__in=HomePage.objects.values("pk")
        ).delete()
        root = Page.objects.get(pk=root.pk)
        home = _child(root, _home_page(text), at)
    site = Site.objects.filter(is_default_site=True).first() or Site(
        hostname="localhost", port=80, is_default_site=True
    )
    if not site.root_page_id or not isinstance(site.root_page.specific, HomePage):
        site.root_page = home
        site.site_name = "Pilotage"
        site.save()
    return home


def _home_page(text: Text) -> HomePage:
    ways = [_struct(text[name], "title", "text", "action", "address") for name in ("way_1", "way_2", "way_3")]
    steps = [_struct(text[name], "title", "text") for name in ("step_1", "step_2", "step_3")]
    return HomePage(
        title=text["title"],
        slug="home",
        heading=text["heading"],
        second_heading=text["second_heading"],
        intro=text["intro"],
        search_hint=text["search_hint"],
        early_stage_words=text["early_stage"],
        promising_words=text["promising"],
        effective_words=text["effective"],
        ways=[("way", way) for way in ways],
        steps=[("step", step) for step in steps],
    )


def _branding(demonstration: bool) -> None:
    site = Site.objects.get(is_default_site=True)
    StateBranding.objects.get_or_create(site=site, defaults=MERIDIAN if demonstration else {})


def _guidance_page(text: Text) -> GuidancePage:
    return GuidancePage(
        title=text["title"],
        slug=text["slug"],
        audience=text.headers.get("audience", "everyone"),
        intro=text["intro"],
        body=text.body,
        in_footer=text.headers.get("footer") == "yes",
        show_in_menus=text.headers.get("menu") == "yes",
    )


def _news(home: HomePage, at: datetime) -> None:
    index = _child(home, NewsIndexPage(title="News", slug="news", in_footer=True, intro="What is new, and why."), at)
    for text in _texts("news"):
        written = at - timedelta(days=int(text["days_before"]))
        page = NewsPage(title=text["title"], slug=text["slug"], day=written.date(), intro=text["intro"], body=text.body)
        _child(index, page, written)


def _glossary(home: HomePage, at: datetime) -> None:
    _child(
        home,
        GlossaryPage(
            title="Glossary",
            slug="glossary",
            in_footer=True,
            intro="The words of the field, each explained once in plain terms.",
        ),
        at,
    )
    for term, also, meaning in _rows("glossary.txt"):
        defaults = {"term": term, "also": also, "meaning": f"<p>{inline(meaning)}</p>"}
        GlossaryTerm.objects.get_or_create(slug=slugify(term), defaults=defaults)


def _sources(home: HomePage, at: datetime) -> None:
    rows = [dict(zip(("name", "maker", "use", "terms", "address"), row, strict=True)) for row in _rows("sources.txt")]
    _child(
        home,
        SourcesPage(
            title="Sources",
            slug="sources",
            in_footer=True,
            sources=[("source", row) for row in rows],
            intro="What this portal stands on, who made it, and on what terms. Guidance here is in our own words.",
        ),
        at,
    )


def _child(parent: Page, page: Any, at: datetime) -> Any:
    """The page under its parent: the one that is there by that slug, else this one, published at `at`."""
    there = Page.objects.child_of(parent).filter(slug=page.slug).first()
    if there is not None:
        return there.specific
    page.first_published_at = page.last_published_at = page.latest_revision_created_at = at
    parent.add_child(instance=page)
    parent.refresh_from_db()
    return page


def _struct(row: str, *names: str) -> dict[str, str]:
    return dict(zip(names, (part.strip() for part in row.split("|")), strict=True))


def _rows(name: str) -> Iterable[list[str]]:
    lines = (CONTENT / name).read_text(encoding="utf-8").splitlines()
    return [[part.strip() for part in line.split("|")] for line in lines if line.strip()]


def _texts(folder: str) -> list[Text]:
    return [read_text(path.read_text(encoding="utf-8")) for path in sorted((CONTENT / folder).glob("*.txt"))]

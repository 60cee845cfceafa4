"""What stands in the header: links by what the person is, and only to pages that exist."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Link:
    """A link of the header or the footer."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Entry:
    """A page of the portal's own: its name in the URLconf and who has use for it.

    `audience` holds "public" (nobody is signed in), "account", "account-only" (no organization yet), "reviews",
    "edits" (pages or clauses), or a capability: "offers", "buys", "regulates", "evaluates".
    """

    label: str
    url_name: str
    audience: frozenset[str]


def _entry(label: str, url_name: str, *audience: str) -> Entry:
    return Entry(label, url_name, frozenset(audience))


ENTRIES = (
    _entry("Desk", "desk:desk", "account"),
    _entry("Models", "catalog:search", "public", "buys", "account-only"),
    _entry("Approved list", "designations:approved_list", "public", "account-only"),
    _entry("Rounds", "rounds:list", "public"),
    _entry("Districts", "organizations:districts", "public"),
    _entry("Our models", "products:list", "offers"),
    _entry("Applications", "applications:list", "offers"),
    _entry("Shortlists", "shortlists:list", "buys"),
    _entry("Requests", "quotes:list", "buys", "offers"),
    _entry("Negotiations", "negotiations:list", "buys", "offers"),
    _entry("Contracts", "contracts:list", "buys", "offers"),
    _entry("Pilots", "pilots:list", "buys", "offers"),
    _entry("Rounds", "rounds:list", "offers"),
    _entry("Reviews", "reviews:queue", "reviews"),
    _entry("Case work", "casework:monday", "regulates"),
    _entry("Rounds", "rounds:agency_list", "regulates"),
    _entry("Applications", "applications:agency_list", "regulates"),
    _entry("Reviews", "reviews:agency_list", "regulates"),
    _entry("Decisions", "designations:agency_list", "regulates"),
    _entry("Appeals", "appeals:agency_list", "regulates"),
    _entry("Outcomes", "outcomes:agency_list", "regulates"),
    _entry("Tier reviews", "tierreviews:agency_list", "regulates"),
    _entry("Organizations", "organizations:agency_list", "regulates"),
    _entry("Library", "wagtailadmin_home", "edits"),
)

KEPT_BY = {
    "/desk/studies/": "products:list",
    "/desk/findings/": "products:list",
    "/desk/named/": "desk:desk",
    "/agency/evaluators/": "designations:agency_list",
    "/desk/fees/": "applications:list",
    "/desk/messages/": "applications:list",
    "/agency/fees/": "applications:agency_list",
    "/tier-check/": "rounds:list",
    "/agency/reviewers/": "reviews:agency_list",
    "/agency/honoraria/": "reviews:agency_list",
    "/agency/rechecks/": "reviews:agency_list",
    "/agency/debriefs/": "designations:agency_list",
    "/agency/policy/": "wagtailadmin_home",
    "/agency/measures/": "designations:agency_list",
    "/desk/measure-votes/": "reviews:queue",
    "/agency/new-versions/": "designations:agency_list",
    "/desk/new-versions/": "products:list",
    "/desk/searches/": "catalog:search",
}

Source = Callable[[set[str]], Iterable[tuple[str, str]]]
_sources: list[Source] = []


def add_pages(source: Source) -> Source:
    """Register a callable from capabilities to (label, url) of further links, such as the agency's own pages."""
    _sources.append(source)
    return source


def links_for(*, capabilities: set[str], path: str) -> list[Link]:
    """The header's links for a person with these capabilities, the one that leads to `path` marked."""
    found: list[tuple[str, str]] = []
    for entry in ENTRIES:
        url = url_of(entry.url_name) if entry.audience & capabilities else ""
        if url and url not in {known for _, known in found}:
            found.append((entry.label, url))
    for source in _sources:
        found.extend(source(capabilities))
    place = next((url_of(name) for start, name in KEPT_BY.items() if path.startswith(start)), path)
    place = place if place in {url for _, url in found} else path
    current = max((url for _, url in found if place.startswith(url)), key=len, default="")
    return [Link(label, url, url == current) for label, url in found]


def url_of(url_name: str, *args: str) -> str:
    """The address of a page by its name, or nothing where this deployment has no such page."""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""

"""Where each template can be seen: addresses of the whole portal with the person who sees them.

Our own views come from the URLconf through `tests.portal`, pages from Wagtail, account pages from their recipes.
"""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from unittest import mock
from urllib.parse import urlencode

from django.conf import settings
from django.test.signals import template_rendered
from django.urls import Resolver404, resolve
from wagtail.models import Page

from marketplace.people.models import User
from marketplace.products.models import LearningModel
from procurement.applicationforms.models import ApplicationForm
from procurement.applications.models import Application
from procurement.applications.queries import earlier_of
from procurement.clauses.models import Clause, ContractTemplate
from procurement.designations.models import Designation
from procurement.lettertemplates.models import LetterTemplate
from procurement.rounds.models import Round
from procurement.waivablerules.models import WaivableRule
from search.models import CatalogEntry
from tests import portal
from tests.browser.accounts import account_visits
from tests.browser.visit import Visit, as_nobody, as_person

TEMPLATES = Path(settings.BASE_DIR) / "templates"
PARTS = ("mail/", "components/", "email/", "messages/", "blocks/", "typst/", "layouts/")
RECORDS_OF_A_STATE = 3
RECORDS_WITHOUT_STATE = 8
MOST_OF_A_VIEW = 6


@dataclass(frozen=True)
class Seen:
    """What one visit showed: the templates in it, how long the page was, and where it leads."""

    visit: Visit
    templates: frozenset[str]
    length: int
    links: frozenset[str]


def page_templates() -> list[str]:
    """Every template of ours that is a page, by name."""
    names = [str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")]
    return sorted(name for name in names if not any(part in name for part in PARTS) and not _is_part(name))


def _is_part(name: str) -> bool:
    return Path(name).name.startswith(("_", "base"))


def visits() -> Iterator[Visit]:
    """Every address with a person who gets in there."""
    yield from cms_visits()
    yield from account_visits()
    yield from preview_visits()
    yield from own_visits()


def look(visit: Visit) -> Seen | None:
    """Ask for the page once, without a browser; None where it is no page."""
    client, address = visit.prepare()
    names: set[str] = set()

    def note(sender, template, **kwargs):
        names.add(template.name)

    template_rendered.connect(note)
    try:
        response = client.get(address)
    finally:
        template_rendered.disconnect(note)
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return None
    links = frozenset(portal.LINK.findall(response.content.decode()))
    return Seen(visit, frozenset(name for name in names if name), len(response.content), links)


def best_visits() -> dict[str, Visit]:
    """For each page template the visit that shows most of it; pages found on others are visited as well."""
    best: dict[str, Seen] = {}
    further = Further()
    for visit in chain(visits(), further, unseen_visits(further)):
        seen = look(visit)
        if seen is None:
            continue
        further.note(seen)
        for name in seen.templates:
            if name not in best or seen.length > best[name].length:
                best[name] = seen
    return {name: seen.visit for name, seen in best.items()}


class Further:
    """Pages whose address no record gives in full: found as links on the pages seen, a few of each view."""

    def __init__(self):
        self._waiting = deque()
        self._known = set()
        self._count = Counter()
        self._views = {
            id(each.callback): each.name for each in portal.endpoints() if each.declaration and each.extra_parts
        }

    def note(self, seen: Seen) -> None:
        for link in sorted(seen.links - self._known):
            self._known.add(link)
            try:
                name = self._views.get(id(resolve(link).func))
            except Resolver404:
                continue
            if name and self._count[name] < MOST_OF_A_VIEW:
                self._count[name] += 1
                self._waiting.append(as_person(seen.visit.person, link))

    def lacks(self, endpoint) -> bool:
        """Whether no page seen has led to this view."""
        return endpoint.name in self._views.values() and not self._count[endpoint.name]

    def __iter__(self) -> Iterator[Visit]:
        while self._waiting:
            yield self._waiting.popleft()


def cms_visits() -> Iterator[Visit]:
    for page in Page.objects.live().filter(depth__gt=1):
        if page.url:
            yield as_nobody(page.url)


def own_visits() -> Iterator[Visit]:
    cast = portal.Cast()
    for endpoint in portal.endpoints():
        if endpoint.declaration is None or endpoint.extra_parts:
            continue
        for record in _records(endpoint):
            yield from _who_gets_in(endpoint, cast, record, endpoint.address(record))
    yield from request_visits(cast)
    yield from shortlist_visits(cast)
    yield from asked_visits(cast)


def asked_visits(cast) -> Iterator[Visit]:
    """Pages that hang on what stands after the question mark, on what was sent, or on there being no policy yet."""
    agency = cast.agency
    owner = next(person for person in cast.people if (agency, "owner") in cast.roles[person])
    invited = Round.objects.filter(state="published").first()
    yield as_person(owner, f"/desk/organizations/of/{agency.slug}/hands/grant/?on={invited.reference}")
    yield Visit("a portal without a policy", lambda: (_WithoutPolicy(portal.client_of(owner)), "/agency/policy/"))
    yield as_nobody(comparison())
    for draft in Application.objects.filter(state="draft").exclude(answers=None):
        earlier = earlier_of(draft).first()
        author = next(p for p in cast.people if cast.roles[p] & {(draft.provider, "owner"), (draft.provider, "author")})
        if earlier is not None:
            yield as_person(author, f"/desk/applications/{draft.reference}/copy/?from={earlier.reference}")
        yield Visit(f"two colleagues in {draft.reference}", partial(_saved_by_two, author, draft))


def comparison() -> str:
    """Four models side by side, approved here and listed from research, what differs marked."""
    names = _slugs(LearningModel.objects.filter(pk__in=Designation.objects.values("model")))[:3]
    names += _slugs(LearningModel.objects.filter(provider=None, studies__isnull=False).distinct())[:1]
    return f"/models/compare/?{urlencode({'model': names, 'differences': '1'}, doseq=True)}"


def _slugs(models) -> list[str]:
    return list(models.values_list("slug", flat=True))


class _WithoutPolicy:
    """A client for which no policy is in force."""

    def __init__(self, client):
        self._client = client
        self.cookies = client.cookies

    def get(self, address, **options):
        with mock.patch("procurement.simulations.views.policy_in_force", return_value=None):
            return self._client.get(address, **options)


def _saved_by_two(author: User, draft: Application) -> tuple["_Sending", str]:
    """One has sent other words for an answer than those which a colleague saved meanwhile."""
    row = draft.answers.exclude(answers={}).first()
    typed = {**row.answers, **{name: "Other words." for name, value in row.answers.items() if isinstance(value, str)}}
    sent = {name: value for name, value in typed.items() if isinstance(value, str | list)}
    address = f"/desk/applications/{draft.reference}/{row.key}/"
    return _Sending(portal.client_of(author), address, {**sent, "edition": "0", "seen": ""}), address


class _Sending:
    """A client that sends a form where others would open the page."""

    def __init__(self, client, address, data):
        self._client, self._address, self._data = client, address, data
        self.cookies = client.cookies

    def get(self, address, **options):
        if address == self._address:
            return self._client.post(address, self._data, **options)
        return self._client.get(address, **options)


def unseen_visits(further: Further) -> Iterator[Visit]:
    """Views that only some people find links to: looked for as those people."""
    cast = portal.Cast()
    for endpoint in filter(further.lacks, portal.endpoints()):
        for record in _records(endpoint):
            found = portal.addresses(endpoint, record, cast)[:1]
            for address in found:
                yield from _who_gets_in(endpoint, cast, record, address)
            if found:
                break


def _records(endpoint) -> list:
    """One of each state; of records that have none, several, since what they show hangs on something else."""
    model = endpoint.declaration.model
    has_state = model is not None and any(field.name == "state" for field in model._meta.concrete_fields)
    return portal.samples(endpoint, RECORDS_OF_A_STATE if has_state else RECORDS_WITHOUT_STATE)


def request_visits(cast) -> Iterator[Visit]:
    """The first page of a direct order, which is about the model named after the question mark."""
    start = next(endpoint for endpoint in portal.endpoints() if endpoint.name == "quotes:start")
    person = cast.insiders(start.declaration, None)[0]
    open_models = Designation.objects.filter(state="active").values("model")
    for models in (LearningModel.objects.filter(pk__in=open_models), LearningModel.objects.filter(provider=None)):
        for model in models[:1]:
            yield as_person(person, f"{start.address()}?model={model.slug}")


def shortlist_visits(cast) -> Iterator[Visit]:
    """Adding a model to a shortlist, which is named after the question mark: one that may be, and one that may not.
    And the catalogue as somebody sees it who may add what it lists."""
    add = next(endpoint for endpoint in portal.endpoints() if endpoint.name == "shortlists:add")
    person = cast.insiders(add.declaration, None)[0]
    yield as_person(person, "/models/")
    for entry in (*CatalogEntry.objects.filter(lapses=None)[:1], *CatalogEntry.objects.exclude(lapses=None)[:1]):
        yield as_person(person, f"{add.address()}?model={entry.provider_slug}/{entry.slug}")


def _who_gets_in(endpoint, cast, record, address) -> Iterator[Visit]:
    """The first and the last of those who may: they often hold different roles and are shown different things."""
    people = [None] if endpoint.declaration.roles == ("public",) else cast.insiders(endpoint.declaration, record)
    first = _first(cast, people, address)
    last = _first(cast, people[::-1], address) if first else []
    yield from (as_person(person, address) for person in dict.fromkeys(first + last))


def _first(cast, people, address) -> list[User | None]:
    for person in people:
        status = cast.get(person, address).status_code
        if status == 405:
            return []
        if status == 200:
            return [person]
    return []


def preview_visits() -> Iterator[Visit]:
    """What the editor shows of a snippet before it is published."""
    for model in (Clause, ContractTemplate, ApplicationForm, LetterTemplate, WaivableRule):
        for record in model.objects.all()[:1]:
            yield Visit(f"preview of {record}", partial(_previewing, record))


def _previewing(record) -> tuple["_Preview", str]:
    return _Preview(record), "/"


class _Preview:
    """A client that answers with the preview of a record."""

    def __init__(self, record):
        self.record = record

    def get(self, address, **options):
        return self.record.make_preview_request()

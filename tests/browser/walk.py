"""Where each template can be seen: addresses of the whole portal with the person who sees them.

Our own views come from the URLconf through `tests.portal`, pages from Wagtail, and the account pages from the recipes
below, since some of them are reached only in the middle of something (a confirmation link, a second factor at sign-in).
"""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from unittest import mock
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core.cache import cache
from django.test import Client
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

TEMPLATES = Path(settings.BASE_DIR) / "templates"
PARTS = ("mail/", "components/", "email/", "messages/", "blocks/", "typst/", "layouts/")
RECORDS_OF_A_STATE = 3
RECORDS_WITHOUT_STATE = 8
MOST_OF_A_VIEW = 6
PASSWORD = "harbor stone lantern"


@dataclass(frozen=True)
class Visit:
    """A page to look at. `prepare` gives a signed-in client and the address, in the database as it then is."""

    name: str
    prepare: Callable[[], tuple[Client, str]]
    person: User | None = None


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
                self._waiting.append(_visit(seen.visit.person, link))

    def lacks(self, endpoint) -> bool:
        """Whether no page seen has led to this view."""
        return endpoint.name in self._views.values() and not self._count[endpoint.name]

    def __iter__(self) -> Iterator[Visit]:
        while self._waiting:
            yield self._waiting.popleft()


def as_nobody(address: str) -> Visit:
    return _visit(None, address)


def _visit(person: User | None, address: str) -> Visit:
    name = f"{address} as {person}" if person else address
    return Visit(name, partial(_as, person, address), person)


def _as(person: User | None, address: str) -> tuple[Client, str]:
    return portal.client_of(person), address


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
    yield _visit(owner, f"/desk/organizations/of/{agency.slug}/hands/grant/?on={invited.reference}")
    yield Visit("a portal without a policy", lambda: (_WithoutPolicy(portal.client_of(owner)), "/agency/policy/"))
    yield as_nobody(comparison())
    for draft in Application.objects.filter(state="draft").exclude(answers=None):
        earlier = earlier_of(draft).first()
        author = next(p for p in cast.people if cast.roles[p] & {(draft.provider, "owner"), (draft.provider, "author")})
        if earlier is not None:
            yield _visit(author, f"/desk/applications/{draft.reference}/copy/?from={earlier.reference}")
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
            yield _visit(person, f"{start.address()}?model={model.slug}")


def shortlist_visits(cast) -> Iterator[Visit]:
    """Adding a model to a shortlist, which is named after the question mark: one that may be, and one that may not."""
    add = next(endpoint for endpoint in portal.endpoints() if endpoint.name == "shortlists:add")
    person = cast.insiders(add.declaration, None)[0]
    for entry in (*CatalogEntry.objects.filter(lapses=None)[:1], *CatalogEntry.objects.exclude(lapses=None)[:1]):
        yield _visit(person, f"{add.address()}?model={entry.provider_slug}/{entry.slug}")


def _who_gets_in(endpoint, cast, record, address) -> Iterator[Visit]:
    """The first and the last of those who may: they often hold different roles and are shown different things."""
    people = [None] if endpoint.declaration.roles == ("public",) else cast.insiders(endpoint.declaration, record)
    first = _first(cast, people, address)
    last = _first(cast, people[::-1], address) if first else []
    yield from (_visit(person, address) for person in dict.fromkeys(first + last))


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


def account_visits() -> Iterator[Visit]:
    for address in ("login", "signup", "password/reset", "password/reset/done", "password/reset/key/done", "inactive"):
        yield as_nobody(f"/accounts/{address}/")
    yield as_nobody("/accounts/confirm-email/")
    yield as_nobody("/accounts/password/reset/key/1-broken/")
    for address in ("email", "password/change", "2fa", "2fa/totp/activate", "sessions", "logout", "reauthenticate"):
        yield _someone(f"/accounts/{address}/")
    yield _someone("/accounts/password/set/", password=None)
    for address in ("2fa/totp/deactivate", "2fa/recovery-codes", "2fa/recovery-codes/generate", "2fa/reauthenticate"):
        yield _someone(f"/accounts/{address}/", with_factor=True)
    yield Visit("sign-up while it is closed", lambda: (_Closed(), "/accounts/signup/"))
    yield Visit("confirm an address", _confirming)
    yield Visit("choose a new password", _choosing_a_password)
    yield Visit("second factor at sign-in", _signing_in_with_factor)


class _Closed(Client):
    """Asks while no new accounts are taken."""

    def get(self, *args, **kwargs):
        with mock.patch.object(DefaultAccountAdapter, "is_open_for_signup", return_value=False):
            return super().get(*args, **kwargs)


def new_person(*, password: str | None = PASSWORD, with_factor: bool = False) -> User:
    """A person of no organization, with a confirmed address."""
    person = User.objects.create_user("visitor@look.example", password, name="Ida Visitor", is_fictional=True)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    if with_factor:
        TOTP.activate(person, generate_totp_secret())
        RecoveryCodes.activate(person)
    return person


def _known(**options) -> User:
    person = User.objects.filter(email="visitor@look.example").first()
    if person is not None:
        Authenticator.objects.filter(user=person).delete()
        EmailAddress.objects.filter(user=person).delete()
        person.delete()
    return new_person(**options)


def _recent(person: User) -> Client:
    """Signed in a moment ago with the password, so that nothing asks for it again; rate limits start anew."""
    cache.clear()
    client = Client(raise_request_exception=False)
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client


def _someone(address: str, *, password: str | None = PASSWORD, with_factor: bool = False) -> Visit:
    def prepare():
        person = _known(password=password)
        client = _recent(person) if password and "reauthenticate" not in address else portal.client_of(person)
        if with_factor:
            TOTP.activate(person, generate_totp_secret())
            RecoveryCodes.activate(person)
        return client, address

    return Visit(f"{address} as a new person", prepare)


def _confirming() -> tuple[Client, str]:
    person = _known()
    EmailAddress.objects.filter(user=person).update(verified=False)
    key = EmailConfirmationHMAC(EmailAddress.objects.get(user=person)).key
    return portal.client_of(None), f"/accounts/confirm-email/{key}/"


def _choosing_a_password() -> tuple[Client, str]:
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    person, client = _known(), portal.client_of(None)
    token = default_token_generator.make_token(person)
    address = f"/accounts/password/reset/key/{user_pk_to_url_str(person)}-{token}/"
    return client, client.get(address).headers["Location"]


def _signing_in_with_factor() -> tuple[Client, str]:
    client = _recent(_known(with_factor=True))
    return client, "/accounts/2fa/authenticate/"

"""The whole URLconf and the demo's people, as the nets walk them. New views and people join by themselves."""

import re
import time
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, partial

from django.db.models import Count, F, Value
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, get_resolver, resolve, reverse

from marketplace.organizations.models import HelpingHand, Membership, Organization
from marketplace.people.models import User

BACKEND = "cms.demo.backend.DemoBackend"
OTHERS = ("wagtail.", "allauth.", "django.", "whitenoise.")
CAPABILITY_OF_PATH = {"provider": "offers", "buyer": "buys", "district": "buys", "agency": "regulates"}
STATELESS_RECORDS = 8
RICHEST = {"CatalogEntry": ("model__pilots", "model__studies", "model__determinations", "model__tier_reviews")}
SIGN_IN_STAYS_FRESH_SECONDS = 5 * 60
LINK = re.compile(r"""(?:href|action|hx-get|hx-post)=["'](/[^"'#?]*)""")


@dataclass(frozen=True)
class Endpoint:
    """One of our own addresses and what its view says of itself (None: it says nothing)."""

    name: str
    route: str
    parts: frozenset[str]
    declaration: object
    callback: object

    def __str__(self):
        return self.name

    @property
    def extra_parts(self):
        """Parts of the address that no lookup of the declaration fills."""
        return self.parts - set(self.declaration.lookups if self.declaration else ())

    def is_beside(self, other):
        """Whether both are views of one slice."""
        return self.name.split(":")[0] == other.name.split(":")[0]

    def address(self, record=None, **extra):
        """The address for a record; None where it cannot be made."""
        parts = {**(self.declaration.address_of(record) if record is not None else {}), **extra}
        try:
            return reverse(self.name, kwargs={name: value for name, value in parts.items() if name in self.parts})
        except NoReverseMatch:
            return None


@cache
def endpoints():
    """Every address of ours, in the order of the URLconf."""
    found = {}
    for endpoint in _walk(get_resolver(), "", "", frozenset()):
        if not module_of(endpoint.callback).startswith(OTHERS):
            found.setdefault(endpoint.name, endpoint)
    return list(found.values())


def _walk(resolver, route, namespace, parts):
    for entry in resolver.url_patterns:
        here = parts | set(entry.pattern.converters) | set(entry.pattern.regex.groupindex)
        whole = f"{route}{entry.pattern}"
        if hasattr(entry, "url_patterns"):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, whole, inner, here)
        else:
            name = f"{namespace}{entry.name}" if entry.name else whole
            yield Endpoint(name, whole, here, getattr(entry.callback, "declaration", None), entry.callback)


def module_of(callback):
    """The module in which a view is written, whatever wraps it."""
    while isinstance(callback, partial):
        callback = callback.func
    written = getattr(callback, "view_class", None) or getattr(callback, "cls", None) or callback
    return f"{getattr(written, '__module__', type(written).__module__)}."


def client_of(person):
    """A browser in which the person is signed in (None: nobody), recently and with the second factor."""
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person, backend=BACKEND)
        session = client.session
        session["account_authentication_methods"] = [{"method": "demo", "at": time.time(), "reauthenticated": True}]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()
    return client


class Cast:
    """The demo's people and which roles they hold where."""

    def __init__(self):
        self.roles = defaultdict(set)
        for row in Membership.objects.select_related("person", "organization"):
            self.roles[row.person].add((row.organization, str(row.role)))
        self.people = sorted(User.objects.filter(is_fictional=True, is_active=True), key=lambda person: person.pk)
        self.agency = Organization.objects.filter(regulates=True).first()
        hands = HelpingHand.objects.exclude(person=None).values_list("person_id", "organization_id")
        self.helped = set(hands)
        self.helpers = {person for person, _ in self.helped}
        self._clients = {}

    def get(self, person, address, *, method="get", **headers):
        """What the person gets at the address."""
        since, client = self._clients.get(person, (float("-inf"), None))
        if time.time() - since > SIGN_IN_STAYS_FRESH_SECONDS:
            since, client = self._clients[person] = (time.time(), client_of(person))
        return getattr(client, method)(address, **headers)

    def holds(self, person, word, record):
        """Whether the person holds a role said in words for the record; None where the words cannot be worked out, or
        where the person lends the organization a hand, on which records is for their own tests to say."""
        if word == "account":
            return True
        path, dot, role = word.rpartition(".")
        if not dot:
            return None
        if path == "agency":
            held = (self.agency, role) in self.roles[person]
            return held or (None if (person.pk, self.agency.pk) in self.helped else False)
        if record is None or not leads_anywhere(record, path):
            capability = CAPABILITY_OF_PATH.get(path.split(".")[-1])
            return any(
                held == role and (not capability or getattr(where, capability)) for where, held in self.roles[person]
            )
        organization = follow(record, path)
        held = organization is not None and (organization, role) in self.roles[person]
        return held or (None if organization and (person.pk, organization.pk) in self.helped else False)

    def is_expected(self, person, declaration, record):
        """Whether the words let the person in; None where some cannot be worked out."""
        answers = [self.holds(person, word, record) for word in declaration.roles]
        return True if True in answers else None if None in answers else False

    def related(self, declaration, record):
        """The organizations that the words name for this record."""
        if record is None:
            return set()
        paths = {word.rpartition(".")[0] for word in declaration.roles} - {"", "agency"}
        return {follow(record, path) for path in paths} - {None}

    def strangers(self, declaration, record):
        """One person of each kind of organization that has nothing to do with the record."""
        related, kinds = self.related(declaration, record), {}
        for person in self.people:
            where = {organization for organization, _ in self.roles[person]}
            if self.agency in where or where & related or person in beings(record) or person.pk in self.helpers:
                continue
            kinds.setdefault(frozenset((each.offers, each.buys) for each in where), person)
        return list(kinds.values())

    def outsiders(self, declaration, record):
        """People who hold none of the roles: one of each other role, of strange organizations and of none."""
        chosen = {}
        for person in self.people:
            if self.is_expected(person, declaration, record) is False:
                kind = frozenset((organization.pk, role) for organization, role in self.roles[person])
                near = any(organization in self.related(declaration, record) for organization, _ in self.roles[person])
                key = kind if near or self.agency in {where for where, _ in self.roles[person]} else None
                if key is not None:
                    chosen.setdefault(key, person)
        return [*chosen.values(), *self.strangers(declaration, record)]

    def insiders(self, declaration, record):
        """Everyone whom the words let in or may let in."""
        return [person for person in self.people if self.is_expected(person, declaration, record) is not False]


def leads_anywhere(record, path):
    """Whether the path means something for this record; a round has no provider, so any provider's role is meant."""
    return isinstance(record, Organization) or hasattr(record, path.split(".")[0])


def follow(record, path):
    """The organization at the end of a path of attributes; a record that is one is its own."""
    for name in path.split("."):
        if record is None or not hasattr(record, name):
            return record if isinstance(record, Organization) else None
        record = getattr(record, name)
    return record if isinstance(record, Organization) else None


def beings(record):
    """The people whom a record names itself (an assignment's reviewer, an invitation's guest)."""
    if record is None:
        return set()
    named = {getattr(record, field.name) for field in record._meta.concrete_fields if field.related_model is User}
    return named - {None}


def samples(endpoint, limit):
    """Records to ask the view for: of each state the newest few, one more where a part of the address is of something
    within the record that not each has; None for a view without a record. Where much hangs on a record without states,
    the one on which most hangs comes first, since its page asks for most."""
    records, limit = endpoint.declaration.records(), limit + bool(endpoint.extra_parts)
    if records is None:
        return [None]
    if not any(field.name == "state" for field in records.model._meta.concrete_fields):
        newest = list(records.order_by("-pk")[: max(limit, STATELESS_RECORDS)])
        first = richest_of(records)
        return newest if first is None else [first, *(record for record in newest if record != first)]
    states = sorted(set(records.order_by().values_list("state", flat=True)))
    return [record for state in states for record in records.filter(state=state).order_by("-pk")[:limit]]


def richest_of(records):
    """The record on which most others hang, of those kinds that are named; None for other kinds."""
    paths = RICHEST.get(records.model.__name__)
    if paths is None:
        return None
    counted = records.annotate(**{f"_n{place}": Count(path, distinct=True) for place, path in enumerate(paths)})
    total = sum((F(f"_n{place}") for place in range(len(paths))), Value(0))
    return counted.annotate(_hanging=total).order_by("-_hanging", "-pk").first()


def addresses(endpoint, record, cast):
    """Addresses of the view for the record. Parts that no lookup fills are found on pages that lead there: on those of
    the view's own slice, and on all others where these lead there for no record at all."""
    if not endpoint.extra_parts:
        return [endpoint.address(record)]
    beside, elsewhere = pages_that_may_lead_to(endpoint)
    found = led_to(endpoint, record, cast, beside)
    if not found and not is_reached_from(endpoint, cast, beside):
        found = led_to(endpoint, record, cast, elsewhere)
    return sorted(found)[:3]


def pages_that_may_lead_to(endpoint):
    """Pages without such parts, of the same kind of record or of none: those of the view's own slice, and others."""
    may = [
        other
        for other in endpoints()
        if other.declaration is not None
        and not other.extra_parts
        and other.name != endpoint.name
        and other.declaration.model in (None, endpoint.declaration.model)
    ]
    return [other for other in may if other.is_beside(endpoint)], [
        other for other in may if not other.is_beside(endpoint)
    ]


_reached = {}


def is_reached_from(endpoint, cast, pages):
    """Whether these pages lead to the view for any of its records; remembered, as the demo stays the same."""
    if endpoint.name not in _reached:
        _reached[endpoint.name] = any(led_to(endpoint, record, cast, pages) for record in samples(endpoint, 1))
    return _reached[endpoint.name]


def led_to(endpoint, record, cast, pages):
    """What the first of the pages that lead to this view and this record leads to."""
    found = set()
    for page in pages:
        if found:
            break
        declaration = page.declaration
        address = page.address(record if declaration.model else None)
        insiders = cast.insiders(declaration, record if declaration.model else None)
        for person in [None, *insiders[:8], *insiders[8:][-5:]]:
            near = links_on(address, person, cast)
            found |= {link for link in near if leads_to(link, endpoint, record)}
            if not found and record is not None:
                further = sorted(link for link in near if any(str(part) in link for part in parts_of(endpoint, record)))
                for link in further[:12]:
                    found |= {each for each in links_on(link, person, cast) if leads_to(each, endpoint, record)}
    return found


def parts_of(endpoint, record):
    """What the record puts into the address of the view."""
    return [value for value in endpoint.declaration.address_of(record).values() if len(str(value)) > 4]


_links = {}


def links_on(page, person, cast):
    """The addresses that a page of the demo leads to; remembered, as the demo is the same for every test."""
    key = (page, person and person.pk)
    if key not in _links:
        response = cast.get(person, page)
        is_page = "text" in response.get("Content-Type", "")
        shown = response.status_code == 200 and is_page and not response.streaming
        _links[key] = set(LINK.findall(response.content.decode())) if shown else set()
    return _links[key]


@cache
def resolved(link):
    """The view and the parts that a link names; None where it names none of this portal."""
    try:
        return resolve(link)
    except Resolver404:
        return None


def leads_to(link, endpoint, record):
    """Whether a link goes to this view, and to this record where there is one."""
    match = resolved(link)
    if match is None or match.func is not endpoint.callback:
        return False
    wanted = endpoint.declaration.address_of(record) if record is not None else {}
    return all(str(match.kwargs.get(name)) == str(value) for name, value in wanted.items() if name in endpoint.parts)

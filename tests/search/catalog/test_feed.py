from dataclasses import replace
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from search.facts import Lapse, TierPeriod
from search.indexing import store
from tests.factories.search import make_entry, make_facts

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(response):
    return list(ElementTree.fromstring(response.content).iter(f"{ATOM}entry"))


def text(entry, name):
    return entry.findtext(f"{ATOM}{name}")


def titles(response):
    return [text(entry, "title") for entry in entries(response)]


@pytest.fixture
def now():
    return timezone.now()


def test_what_began_for_a_search_is_there_newest_first_and_public_only(client, now):
    early, late, coming = (now + timedelta(days=days) for days in (-9, -2, 3))
    make_entry("=Harbor <b>", subjects=("reading",), periods=(
        TierPeriod("promising", early, late), TierPeriod("effective", late, coming), TierPeriod("promising", coming),
    ))  # fmt: skip
    make_entry("Studies", subjects=("reading",), starts_at=now - timedelta(days=5), is_illustrative=True)
    make_entry("Quiet", subjects=("reading",), starts_at=coming)
    make_entry("Numbers", subjects=("mathematics",), starts_at=early)
    page = client.get("/models/?subject=reading&view=table&page=2&sort=name").content.decode()
    assert '<link rel="alternate" type="application/atom+xml"' in page
    assert 'href="/models/feed/?subject=reading"' in page
    response = client.get("/models/feed/?subject=reading")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert titles(response) == [
        "=Harbor <b>: moved from Promising to Effective",
        "Studies: listed from public research, tier Promising, illustrative",
        "=Harbor <b>: approved, Promising",
    ]


def test_what_left_a_search_is_news_of_it_with_the_instant_and_an_id_that_stays(client, now):
    days = [now - timedelta(days=day) for day in (9, 7, 5, 3, 1)]
    facts = make_facts("Harbor", subjects=("reading",), periods=(
        TierPeriod("effective", days[0], days[1]), TierPeriod("effective", days[2], days[3]),
        TierPeriod("promising", days[3], days[4]),
    ), lapses=(Lapse("suspended", days[1], days[2]), Lapse("revoked", days[4])))  # fmt: skip
    store([facts])
    moved = "Harbor: moved from Effective to Promising"
    first = ["Harbor: approved again, Effective", "Harbor: suspended", "Harbor: approved, Effective"]
    assert titles(client.get("/models/feed/?subject=reading")) == ["Harbor: approval revoked", moved, *first]
    assert titles(client.get("/models/feed/?tier=effective")) == [moved, *first]
    assert titles(client.get("/models/feed/?tier=promising")) == ["Harbor: approval revoked", moved]
    assert titles(client.get("/models/feed/?standing=revoked")) == ["Harbor: approval revoked"]
    assert titles(client.get("/models/feed/?subject=mathematics")) == []
    held = {text(entry, "id"): text(entry, "updated") for entry in entries(client.get("/models/feed/"))}
    assert [datetime.fromisoformat(one) for one in held.values()] == days[::-1]
    store([replace(facts, name="Harbor Two", slug="harbor-two", provider_slug="other")])
    assert {text(entry, "id") for entry in entries(client.get("/models/feed/"))} == held.keys()


def test_a_reader_that_has_it_is_told_so(client, now):
    make_entry("Harbor", starts_at=now - timedelta(days=1))
    first = client.get("/models/feed/")
    assert client.get("/models/feed/", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    assert client.get("/models/feed/", HTTP_IF_MODIFIED_SINCE=first["Last-Modified"]).status_code == 304
    make_entry("Harbor Two", starts_at=now - timedelta(days=1))
    assert client.get("/models/feed/", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


@pytest.mark.parametrize("address", ["", "?q=" + "x" * 10_000, "?q=%00", "?tier=purple", "?page=-1", "?q=%22a%20-"])
def test_any_address_is_a_feed(client, address):
    assert titles(client.get(f"/models/feed/{address}")) == []

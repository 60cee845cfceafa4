"""Shortlists as a buyer meets them, from the catalogue to the record."""

import hashlib
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from search.models import CatalogEntry
from search.shortlists import pages
from search.shortlists.models import Shortlist
from tests.factories import AT
from tests.factories.organizations import make_district, owner_of
from tests.factories.products import make_unclaimed_model
from tests.factories.search import make_entry
from tests.factories.shortlists import freeze, keeper_of, make_shortlist

pytestmark = pytest.mark.django_db


@pytest.fixture
def buyer(client, monkeypatch):
    """Signed in, on a day on which the entries are in force."""
    monkeypatch.setattr(timezone, "now", lambda: AT)
    person = owner_of(make_district())
    client.force_login(person)
    return person


def text_of(response):
    return response.content.decode()


def test_from_a_search_to_a_new_list_and_back(client, buyer):
    entry = make_entry("Harbor Readers")
    search = reverse("catalog:search")
    page = text_of(client.get(f"{search}?tier=promising&view=table"))
    parts = urlencode({"model": f"{entry.provider_slug}/{entry.slug}", "search": "?tier=promising&view=table"})
    asked = f"{reverse('shortlists:add')}?{parts}"
    assert asked.replace("&", "&amp;") in page
    answers = {"shortlist": "new", "name": "Reading", "organization": ""}
    for _ in range(2):
        answer = client.post(asked, answers)
        assert (answer.status_code, answer["Location"]) == (302, f"{search}?tier=promising&view=table")
    shortlist = Shortlist.objects.get()
    assert shortlist.items.get().found_by == "?tier=promising"
    page = text_of(client.get(f"{search}?tier=promising"))
    assert "Add to another shortlist" in page
    assert reverse("shortlists:detail", args=[shortlist.reference]) in page


def test_a_models_page_keeps_the_search_that_led_to_it(client, buyer):
    model = make_unclaimed_model(name="Reading Ladders")
    address = reverse("catalog:model", args=[CatalogEntry.objects.get(model=model).provider_slug, model.slug])
    page = text_of(client.get(address, headers={"referer": "http://testserver/models/?q=ladders"}))
    assert "search=%3Fq%3Dladders" in page
    page = text_of(client.get(address, headers={"referer": "http://elsewhere.example/models/?q=ladders"}))
    assert "Add to a shortlist" in page
    assert "search=" not in page


def test_a_new_list_without_a_name_is_asked_for_one_and_a_taken_name_is_kept_in_the_form(client, buyer):
    entry = make_entry("Harbor Readers")
    make_shortlist(
        organization=buyer.memberships.first().organization, name="Reading", entries=[], at=AT.replace(day=1, hour=1)
    )
    asked = f"{reverse('shortlists:add')}?model={entry.provider_slug}/{entry.slug}"
    response = client.post(asked, {"shortlist": "new", "name": " "})
    assert response.status_code == 422
    assert "Give it a name" in text_of(response)
    response = client.post(asked, {"shortlist": "new", "name": "Reading"})
    assert 'value="Reading"' in text_of(response)
    assert "already" in text_of(response)


def test_the_list_begins_with_the_newest(client, buyer):
    organization = buyer.memberships.first().organization
    for day, name in enumerate(("Oldest", "Middle", "Newest"), start=1):
        make_shortlist(organization=organization, name=name, entries=[], at=AT.replace(day=day, hour=1))
    text = text_of(client.get(reverse("shortlists:list")))
    assert text.index("Newest</a>") < text.index("Middle</a>") < text.index("Oldest</a>")


def test_a_name_typed_for_a_new_list_is_not_passed_over_for_the_list_that_was_chosen_already(client, buyer):
    entry = make_entry("Harbor Readers")
    own = make_shortlist(organization=buyer.memberships.first().organization, name="Reading", entries=[])
    asked = f"{reverse('shortlists:add')}?model={entry.provider_slug}/{entry.slug}"
    response = client.post(asked, {"shortlist": own.reference, "name": "Mathematics"})
    assert response.status_code == 422
    assert "Choose “A new shortlist”, or leave the name empty." in text_of(response)
    assert 'value="Mathematics"' in text_of(response)
    assert not own.items.exists()


def test_a_place_that_no_list_has_moves_nothing(client, buyer):
    names = [make_entry(name) for name in ("Harbor Readers", "Quiet Numbers")]
    own = make_shortlist(organization=buyer.memberships.first().organization, name="Reading", entries=names)
    before = list(own.items.values_list("pk", flat=True))
    address = reverse("shortlists:move", args=[own.reference, before[1]])
    for place in ("9" * 5000, "-1", "²", "one", "3"):
        assert client.post(address, {"place": place, "to": "up"}).status_code == 302
    assert list(own.items.values_list("pk", flat=True)) == before


def test_whoever_keeps_no_shortlists_is_offered_none(client, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)
    make_entry("Harbor Readers")
    assert "shortlist" not in text_of(client.get(reverse("catalog:search")))


def test_freezing_asks_about_notes_and_the_page_then_shows_both_hashes(client, buyer):
    shortlist = make_shortlist(organization=buyer.memberships.first().organization)
    address, rename = (reverse(f"shortlists:{one}", args=[shortlist.reference]) for one in ("freeze", "rename"))
    assert client.get(rename).status_code == 200
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"notes": "out"}).status_code == 302
    assert client.post(address, {"notes": "out"}).status_code == 302, "a second click is led to the record"
    assert client.get(rename).status_code == 302, "a record has no other name"
    page = text_of(client.get(reverse("shortlists:detail", args=[shortlist.reference])))
    research = Shortlist.objects.get().research
    content = client.get(reverse("shortlists:record", args=[shortlist.reference])).content
    assert hashlib.sha256(content).hexdigest() == research.sha256
    for words in (research.sha256, research.pdf.sha256, "Nothing has changed since", "market research record"):
        assert words in page


def test_the_second_click_of_two_at_once_is_led_to_the_record_too(client, buyer, monkeypatch):
    shortlist = make_shortlist(organization=buyer.memberships.first().organization)
    read = pages.working_rows

    def read_while_the_first_click_freezes(record, *rest):
        rows = read(record, *rest)
        freeze(Shortlist.objects.get(pk=record.pk))
        return rows

    monkeypatch.setattr(pages, "working_rows", read_while_the_first_click_freezes)
    response = client.post(reverse("shortlists:freeze", args=[shortlist.reference]), {"notes": "in"})
    assert response.headers["Location"] == reverse("shortlists:detail", args=[shortlist.reference])


def test_a_model_that_left_the_catalogue_is_said_on_both_kinds_of_list(client, buyer):
    working = make_shortlist(organization=buyer.memberships.first().organization)
    entry = CatalogEntry.objects.get()
    frozen = make_shortlist(organization=working.organization, name="Frozen", entries=[entry])
    freeze(frozen)
    CatalogEntry.objects.update(is_listed=False)
    page = text_of(client.get(reverse("shortlists:detail", args=[working.reference])))
    assert "it is not in the catalogue any more" in page
    page = text_of(client.get(reverse("shortlists:detail", args=[frozen.reference])))
    assert "It is not in the catalogue any more." in page


def test_another_organization_finds_nothing(client, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)
    shortlist = make_shortlist()
    freeze(shortlist)
    client.force_login(owner_of(make_district(name="Other Valley")))
    for name in ("detail", "record", "freeze", "copy", "rename", "delete"):
        assert client.get(reverse(f"shortlists:{name}", args=[shortlist.reference])).status_code == 404
    assert shortlist.name not in text_of(client.get(reverse("shortlists:list")))
    client.force_login(keeper_of(shortlist.organization))
    assert client.get(reverse("shortlists:detail", args=[shortlist.reference])).status_code == 200


def test_what_lapsed_stands_in_the_way_of_freezing_with_its_reason(client, buyer):
    shortlist = make_shortlist(organization=buyer.memberships.first().organization)
    own, address = (reverse(f"shortlists:{name}", args=[shortlist.reference]) for name in ("detail", "freeze"))
    assert f'href="{address}"' in client.get(own).content.decode()
    CatalogEntry.objects.update(is_listed=False)
    assert f'href="{address}"' not in client.get(own).content.decode()
    page = text_of(client.get(address))
    assert "it is not in the catalogue any more" in page
    assert "Freeze it</button>" not in page
    assert "Take them off" in text_of(client.post(address, {"notes": "in"}))

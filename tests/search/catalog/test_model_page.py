"""A model's page: what is public, from the slices that own it."""

import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from marketplace.organizations.models import Role
from marketplace.organizations.queries import the_agency
from procurement.designations import enforcement
from search.catalog.model_history import moments_of
from search.catalog.model_ordering import ahead_of, starting_for
from search.catalog.model_pilots import paid_by, pilots_of
from search.models import CatalogEntry
from tests.factories.designations import IN_FORCE, determiner, make_approval
from tests.factories.organizations import make_district, make_member, make_reviewer, owner_of
from tests.factories.outcomes import make_report
from tests.factories.products import make_unclaimed_model, make_version
from tests.factories.quotes import make_request
from tests.factories.search import make_entry

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"
PARTS = ("evidence/", "pilots/", "prices/", "data/", "history/")


@pytest.fixture
def approved(monkeypatch):
    """An approval, looked at on a day of its term."""
    designation = make_approval()
    monkeypatch.setattr(timezone, "now", lambda: designation.starts_at + timezone.timedelta(days=30))
    return designation


def page_of(client, model, status=200, part="model"):
    """The page of a model's part, by the name of its address."""
    entry = CatalogEntry.objects.get(model=model)
    address = reverse(f"catalog:{part}", kwargs={"provider": entry.provider_slug, "slug": entry.slug})
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def addresses(model):
    """Where each part of the page is."""
    return [f"/models/{model.provider.slug}/{model.slug}/{part}" for part in ("", *PARTS)]


def test_an_approved_model_can_be_asked_for_and_says_what_that_takes(client, approved):
    text = page_of(client, approved.model)
    for words in (
        "Start a request",
        "up to $15,000",
        "nine questions to answer",
        "What a day looks like",
        "Letter and reasons",
        "If a district starts a request today",
        "Sign in as a buyer of your district",
        *addresses(approved.model)[1:],
    ):
        assert words in text
    assert f"?model={approved.model.slug}" in text


def test_the_whole_page_shows_every_part_once_and_its_links_stay_on_it(client, approved):
    text = page_of(client, approved.model, part="model_whole")
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert {"overview", "evidence", "pilots", "prices", "data", "history"} <= set(ids)
    assert 'href="#prices"' in text
    assert '<details class="pg-more">' not in text


def test_anchors_of_the_page_in_one_piece_still_lead_to_the_row_of_parts(client, approved):
    text = page_of(client, approved.model)
    for anchor in ("overview", "needs", "panel", "evidence", "pilots", "data", "history"):
        assert text.count(f'id="{anchor}"') == 1, anchor


def test_who_offers_a_model_itself_is_told_that_it_cannot_order_it():
    district = make_district(offers=True)
    own = SimpleNamespace(model=SimpleNamespace(provider_id=district.pk))
    starting = starting_for(owner_of(district), own, acting_id=district.pk)
    assert not starting.may
    assert starting.reason.startswith(f"{district} offers this model itself")


def test_a_buyer_reads_what_the_district_has_ordered_already_and_nobody_else_does():
    request = make_request(state="issued")
    policy, designation, buyer = request.policy_version, request.designation, request.buyer
    ahead = ahead_of(designation, policy, sizes=[40], buyer=buyer, at=request.issued_at)
    limit = policy.rules.lanes.direct_max_cents
    [committed] = ahead.committed
    assert (committed.cents, committed.left_cents) == (
        request.estimated_total_cents,
        limit - request.estimated_total_cents,
    )
    assert ahead_of(designation, policy, sizes=[], buyer=None, at=request.issued_at).committed == ()


def test_a_pilot_that_the_limit_has_no_room_for_any_more_is_not_said_to_be_direct(client, approved):
    request = make_request(state="issued", designation=approved, at=timezone.now())
    price = request.designation.version.price_high_cents or request.designation.version.price_low_cents
    left = request.policy_version.rules.lanes.direct_max_cents - request.estimated_total_cents
    fits, is_over = left // price, left // price + 1
    address = f"{addresses(request.designation.model)[3]}?students="
    said = "it is over the limit, so it cannot be ordered directly in that year"
    assert said not in client.get(f"{address}{is_over}").content.decode()
    client.force_login(owner_of(request.buyer))
    assert "you may order from one approved provider" in client.get(f"{address}{fits}").content.decode()
    text = client.get(f"{address}{is_over}").content.decode()
    assert said in text
    assert "you may order" not in text
    shown = ahead_of(
        request.designation, request.policy_version, sizes=[is_over], buyer=request.buyer, at=timezone.now()
    )
    assert shown.over == shown.committed


def test_a_pilot_of_a_size_says_its_cost_and_the_way_of_buying_that_it_asks_for(client, approved):
    address = f"{addresses(approved.model)[3]}?students="
    price = approved.version.price_high_cents or approved.version.price_low_cents
    over = 15_000_00 // price + 1
    within, above, nonsense = (client.get(f"{address}{size}").content.decode() for size in (over - 1, over, "many"))
    assert "you may order from one approved provider" in within
    assert "3 written quotes or qualifications first. The portal does not run that way of buying yet" in above
    assert "Give a whole number from 1 to 100,000." in nonsense


def test_machines_read_what_is_on_record_and_nothing_else(client, approved):
    facts = Microdata(page_of(client, approved.model)).facts
    version = approved.version
    assert facts["name"] == [approved.model.name, approved.model.provider.name]
    assert facts["about"] == version.labels_of("subjects")
    assert facts["educationalLevel"] == version.labels_of("grade_bands")
    assert facts["lowPrice"] == [f"{version.price_low_cents / 100:.2f}"]
    unclaimed = Microdata(page_of(client, make_unclaimed_model(name="Reading Ladders"))).facts
    assert "lowPrice" not in unclaimed
    assert unclaimed["name"][0] == "Reading Ladders"


class Microdata(HTMLParser):
    """The values of a page's itemprops, by name."""

    def __init__(self, text):
        super().__init__()
        self.facts = {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "itemprop" in found and "content" in found:
            self.facts.setdefault(found["itemprop"], []).append(found["content"])


def test_a_listing_that_nobody_claimed_is_illustrative_and_cannot_be_asked_for(client, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: IN_FORCE)
    text = page_of(client, make_unclaimed_model(name="Reading Ladders"))
    assert "The tier shown here is illustrative" in text
    assert ("Who was studied" in text, "In the provider’s words" in text) == (True, False)
    assert "Requests are off: no provider has claimed this program" in text
    assert "Start a request" not in text


def test_a_suspended_model_keeps_its_page_and_says_why_requests_are_off(client, approved):
    enforcement.suspend(
        designation=approved, reason="The list of data was wrong.", actor=determiner(), at=timezone.now()
    )
    text = page_of(client, approved.model)
    assert "Requests are off: this model is not approved at this time" in text
    assert "Suspended" in text
    assert "Start a request" not in text
    assert "The list of data was wrong." in page_of(client, approved.model, part="model_history")


def test_an_approval_that_has_run_out_is_said_with_its_day_and_nothing_is_ordered(client, approved, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: approved.ends_at + timezone.timedelta(days=1))
    text = page_of(client, approved.model)
    assert "Expired" in text
    assert "Requests are off: this model is not approved at this time" in text
    assert 'id="steps"' not in text
    assert "Term ended" in page_of(client, approved.model, part="model_history")


def test_before_the_decision_is_public_there_is_no_page(client):
    designation = make_approval()
    assert designation.starts_at > timezone.now()
    page_of(client, designation.model, status=404)


def test_a_draft_has_no_page(client):
    model = make_version().model
    address = reverse("catalog:model", kwargs={"provider": model.provider.slug, "slug": model.slug})
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("is_suspended", [False, True])
def test_no_part_asks_a_buyer_more_often_than_any_page_may(
    client, approved, is_suspended, django_assert_max_num_queries
):
    """On the first look of a day, which is counted, with a model in the compare tray. The history asks each of seven
    slices once; why a model is not approved any more costs one."""
    if is_suspended:
        enforcement.suspend(designation=approved, reason="An incident.", actor=determiner(), at=timezone.now())
    client.force_login(owner_of(make_district()))
    client.post("/models/compare/choice/", {"add": approved.model.slug})
    client.get("/models/", headers={"User-Agent": BROWSER})
    for address in addresses(approved.model):
        client.cookies.pop("looked_today", None)
        with django_assert_max_num_queries((18 if address.endswith("/history/") else 15) + is_suspended):
            assert client.get(address, headers={"User-Agent": BROWSER}).status_code == 200
        assert "looked_today" in client.cookies


def test_the_history_names_who_did_it_and_where_and_leads_to_the_record():
    report = make_report(state="published")
    model, agency, buyer = report.pilot.model, the_agency(), report.pilot.buyer
    told = {moment.words: moment.url for moment in moments_of(model, pilots_of(model), report.published_at)}
    assert report.reference in told[f"{agency}: published the outcome in {buyer}"]
    assert report.pilot.reference in told[f"{buyer}: started the pilot"]
    assert any("/registers/determinations/" in url for url in told.values())


def test_what_districts_agreed_to_pay_is_a_range_only_where_there_are_two():
    line = pilots_of(make_report(state="published").pilot.model)[0]
    assert line.verdict
    assert paid_by([line.cents_a_student]) is None
    paid = paid_by([line.cents_a_student, line.cents_a_student + 100])
    assert (paid.high_cents - paid.low_cents, paid.count, paid.is_few) == (100, 2, True)


def test_the_panels_words_stand_on_the_page_of_an_approved_model(client, approved):
    decision = approved.determination
    text = page_of(client, approved.model, part="model_evidence")
    assert decision.summary in text
    assert f"/registers/determinations/{decision.reference}/" in text
    strong, weak = text.split("What it found weak")
    for row in decision.reasons:
        assert row["criterion"] in (strong if row["score"] > 2 else weak)


def test_without_an_approval_in_force_a_panels_words_are_not_shown(client, approved):
    enforcement.suspend(designation=approved, reason="An incident.", actor=determiner(), at=IN_FORCE)
    assert "Strengths and weaknesses" not in page_of(client, approved.model, part="model_evidence")


def test_a_request_is_offered_to_whom_it_leads_somewhere(client, approved):
    district = make_district()
    for person, is_offered in (
        (owner_of(district), True),
        (make_member(district, Role.VIEWER), False),
        (determiner(), False),
        (make_reviewer(), False),
        (owner_of(approved.model.provider), False),
    ):
        client.force_login(person)
        text = page_of(client, approved.model)
        assert ("Start a request" in text) == is_offered, person
        assert (f"You start it for {district}" in text) == is_offered
        assert ("You cannot start one. This needs the role of" in text) != is_offered


@pytest.mark.parametrize("part", ["", "evidence/", "whole/"])
def test_every_entry_has_a_version_to_show(client, part):
    entry = make_entry("Harbor Readers", starts_at=timezone.now())
    assert client.get(f"/models/{entry.provider_slug}/{entry.slug}/{part}").status_code == 200

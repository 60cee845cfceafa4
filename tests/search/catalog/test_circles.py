"""Models used near a district and by districts like it: from public pilots, and asked only where they said so."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.organizations.models import Role
from procurement.pilots import services
from search.catalog.circles import circles_of, district_named
from search.indexing import index_model
from tests.factories.organizations import make_district, make_district_row, make_member
from tests.factories.pilots import LAST_DAY, buyer_of, make_pilot
from tests.factories.search import make_entry
from tests.portal import client_of

pytestmark = pytest.mark.django_db
PLACE = {"latitude": "40.200000", "longitude": "-76.300000"}


@pytest.fixture
def pilot():
    pilot = make_pilot(state="active")
    type(pilot.buyer.district).objects.filter(pk=pilot.buyer.district_id).update(
        **PLACE, locale_code="41", enrollment=2_000, english_learner_count=100
    )
    index_model(pilot.model_id)
    return pilot


@pytest.fixture
def mine():
    return make_district_row(
        name="Quarry Valley", latitude="40.600000", longitude="-76.300000", locale_code="42", enrollment=9_000,
        english_learner_count=500,
    )  # fmt: skip


def held(district):
    found = circles_of(district.slug, LAST_DAY)
    return {(key, value) for key, sets in found.items() for value, numbers in sets.items() if numbers}


def test_a_district_is_asked_only_while_it_says_so_and_never_counted_for_itself(pilot, mine):
    assert held(mine) == {("alike", "locale"), ("alike", "english")}
    services.set_may_be_asked(pilot=pilot, may_be_asked=True, actor=buyer_of(pilot), at=LAST_DAY)
    assert held(mine) == {("near", "50"), ("near", "100"), ("alike", "locale"), ("alike", "english")}
    assert circles_of(mine.slug, LAST_DAY)["near"]["50"] == {pilot.model.catalog_entry.number}
    services.set_may_be_asked(pilot=pilot, may_be_asked=False, actor=buyer_of(pilot), at=LAST_DAY)
    assert ("near", "50") not in held(mine)
    assert held(pilot.buyer.district) == set()
    assert circles_of("nowhere", LAST_DAY) == {}


def test_the_page_takes_the_district_of_its_address_or_of_whoever_acts_for_one(client, pilot, settings):
    settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, "cms.demo.backend.DemoBackend"]
    services.set_may_be_asked(pilot=pilot, may_be_asked=True, actor=buyer_of(pilot), at=timezone.now())
    buyer = make_district(name="Quarry Valley", **PLACE, locale_code="41", enrollment=2_000, english_learner_count=90)
    make_entry("Elsewhere", starts_at=timezone.now() - timedelta(days=1))
    start = timezone.now() - timedelta(days=1)
    pilot.model.catalog_entry.periods.create(tier="promising", starts_at=start)
    anyone = client.get("/models/?near=25").content.decode()
    assert "Used nearby" not in anyone
    assert "Elsewhere" in anyone
    for page in (
        client.get("/models/?district=quarry+valley&near=25&alike=all").content.decode(),
        client_of(make_member(buyer, Role.BUYER, is_fictional=True)).get("/models/?near=25").content.decode(),
    ):
        assert 'name="near" value="25" checked' in page
        assert "Elsewhere" not in page
        assert pilot.model.name in page
        assert "Compared: size (half to twice your 2,000 students), setting (rural)" in page
        assert f"district={buyer.district.slug}" in page
    assert "No one district is named “Atlantis”" in client.get("/models/?district=Atlantis").content.decode()


def test_a_district_is_known_by_slug_name_or_the_only_beginning():
    one, other = make_district_row(name="Quarry Valley"), make_district_row(name="Quarry Hill")
    assert district_named(one.slug) == district_named("QUARRY  valley") == district_named("quarry v") == one
    assert district_named(" quarry hill ") == other
    mine = make_district_row(name="Gray’s Hollow")
    assert district_named("gray's hollow") == district_named("Gray’s") == mine
    assert district_named("quarry") is district_named("%") is district_named("\x00") is None


def test_a_districts_page_leads_to_what_is_used_around_it(client, pilot, mine):
    pilot.model.catalog_entry.periods.create(tier="promising", starts_at=timezone.now() - timedelta(days=1))
    page = client.get(f"/districts/{mine.slug}/").content.decode()
    found = re.findall(r'href="(/models/\?[^"]+)">([^<]+)</a>, (1 model)<', page)
    assert [(url.replace("&amp;", "&"), label) for url, label, _ in found] == [
        (f"/models/?alike=locale&district={mine.slug}", "Same setting"),
        (f"/models/?alike=english&district={mine.slug}", "Similar share of English learners"),
    ]
    assert "No pilot has begun here" in page
    services.set_may_be_asked(pilot=pilot, may_be_asked=True, actor=buyer_of(pilot), at=timezone.now())
    page = client.get(f"/districts/{mine.slug}/").content.decode()
    assert f"/models/?near=50&amp;district={mine.slug}" in page
    results = client.get(f"/models/?near=50&district={mine.slug}").content.decode()
    assert pilot.model.name in results
    assert "Models used around it" not in client.get(f"/districts/{pilot.buyer.district.slug}/").content.decode()

import re
from datetime import UTC, datetime, timedelta

import pytest

from marketplace.clocks.appointments import Appointment, calendar_file
from marketplace.desk import registry
from marketplace.desk.registry import DeskItem, items_for
from marketplace.organizations.models import Role
from tests.factories import AT
from tests.factories.organizations import (
    make_agency,
    make_agency_person,
    make_district,
    make_member,
    make_provider,
    make_reviewer,
)
from tests.factories.people import make_person


def item(title, organization_id=1, **given):
    return DeskItem(organization_id=organization_id, title=title, url="/desk/x/", reference=title, **given)


class Sources:
    append = staticmethod(registry.desk_source)


@pytest.fixture
def sources(monkeypatch):
    monkeypatch.setattr(registry, "_sources", [])
    return Sources()


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_oldest_clock_comes_first_and_what_has_none_by_its_age(sources):
    sources.append(
        lambda person, at: [item("no date"), item("old", since=AT - timedelta(days=9)), item("new", since=AT)]
    )
    sources.append(lambda person, at: [item("later", due=AT + timedelta(days=2)), item("late", due=AT)])
    assert [one.title for one in items_for(None, AT)] == ["late", "later", "old", "new", "no date"]


def test_a_source_may_concern_some_capabilities_only(sources):
    registry.desk_source(lambda person, at: [item("for all")])
    registry.desk_source(capability="buys")(lambda person, at: [item("for buyers")])
    registry.desk_source(capability=("offers", "buys"))(lambda person, at: [item("for both")])
    assert {one.title for one in items_for(None, AT, capabilities={"offers"})} == {"for all", "for both"}
    assert len(items_for(None, AT, capabilities={"buys"})) == 3
    assert len(items_for(None, AT)) == 3
    assert [one.title for one in items_for(None, AT, capabilities=())] == ["for all"]


@pytest.mark.django_db
def test_the_desk_shows_one_organization_at_a_time(client, sources):
    person = make_person()
    provider, district = make_provider(owner=person), make_district(owner=person)
    sources.append(
        lambda person, at: [
            item("Answer the offer", provider.pk, due=at + timedelta(days=3), action="Answer"),
            item("Sign it", district.pk),
            item("Their signature", district.pk, waiting_for="Lanternfield", since=at - timedelta(days=5)),
        ]
    )
    client.force_login(person)
    page = words(client.get(f"/desk/?organization={provider.pk}"))
    assert "Answer the offer" in page
    assert "in 3 days" in page
    assert "Sign it" not in page
    assert f"{provider}, 1" in page
    page = words(client.get(f"/desk/?organization={district.pk}"))
    assert "Sign it" in page
    assert "You are waiting for" in page
    assert "Lanternfield" in page
    assert client.get(f"/desk/?organization={make_provider().pk}").status_code == 200
    response = client.get("/desk/dates.ics")
    assert response["Content-Type"].startswith("text/calendar")
    assert response.content.decode().count("BEGIN:VEVENT") == 1


@pytest.mark.django_db
def test_the_first_of_the_queue_is_the_only_filled_button(client, sources):
    provider = make_provider()
    member = make_member(provider, Role.AUTHOR)
    sources.append(lambda person, at: [item(f"Matter {n}", provider.pk) for n in range(3)])
    client.force_login(member)
    assert client.get("/desk/").content.decode().count('class="usa-button"') == 1


@pytest.mark.django_db
def test_an_empty_desk_says_what_to_do_first(client, sources):
    client.force_login(make_person())
    assert "Find your district" in words(client.get("/desk/"))
    client.force_login(make_member(make_provider(), Role.AUTHOR))
    page = words(client.get("/desk/"))
    assert "Describe a learning model" in page
    assert "Find a model for your schools" not in page
    client.force_login(make_member(make_district(), Role.BUYER, name="Buyer"))
    assert "Invite your colleagues" in words(client.get("/desk/"))
    client.force_login(make_reviewer())
    assert "it stands here with its date" in words(client.get("/desk/"))


@pytest.mark.django_db
def test_lately_is_the_organizations_and_for_a_reviewer_their_own(client):
    provider = make_provider()
    client.force_login(make_member(provider, Role.AUTHOR, name="Newcomer"))
    page = words(client.get("/desk/lately/"))
    assert "Lena Ortiz registered the organization" in page
    make_agency()
    reviewer = make_reviewer()
    client.force_login(reviewer)
    page = words(client.get("/desk/lately/"))
    assert "You accepted the invitation" in page
    assert "Marta Oyelaran" not in page


def test_a_calendar_line_is_folded_escaped_and_keeps_its_identity():
    date = Appointment(
        title="Answer; “Harbor, Readers” \\ " + "é" * 60, due=datetime(2027, 3, 4, 22, tzinfo=UTC), url="https://x/y"
    )
    text = calendar_file([date], name="Pilotage", made_at=AT).decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    whole = text.replace("\r\n ", "")
    assert "SUMMARY:Answer\\; “Harbor\\, Readers” \\\\ " in whole
    assert "DTSTART:20270304T220000Z" in whole
    uid = re.search(r"UID:\S+", whole).group()
    assert uid in calendar_file([date], name="Pilotage", made_at=AT + timedelta(days=9)).decode()


@pytest.mark.django_db
def test_the_newest_comes_first_by_its_instant_not_by_its_place_in_the_chain(client):
    person = make_person()
    provider = make_provider(owner=person, at=AT)
    confirm_later = make_member(provider, Role.AUTHOR, name="Later Ames", at=AT + timedelta(days=9))
    make_member(provider, Role.AUTHOR, name="Earlier Bell", at=AT + timedelta(days=4))
    client.force_login(person)
    instants = [event.at for event in client.get("/desk/lately/").context["page"].object_list]
    assert instants == sorted(instants, reverse=True), confirm_later
    assert instants[0] == AT + timedelta(days=9)


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "offered"), [(Role.PROGRAM_OFFICER, True), (Role.AUDITOR, False)])
def test_only_who_may_publish_a_round_is_told_to(client, sources, role, offered):
    client.force_login(make_agency_person(role))
    page = words(client.get("/desk/"))
    assert ("Publish an invitation to qualify" in page, "See the invitations to qualify" in page) == (
        offered,
        not offered,
    )

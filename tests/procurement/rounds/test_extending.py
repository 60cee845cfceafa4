"""More time: for everyone after an outage, or for one provider, also once the round has closed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.lifecycles.errors import Refused
from marketplace.notifications.models import Mail
from marketplace.organizations.models import Role
from procurement.applications.models import Application
from procurement.applications.services import submit_application
from procurement.rounds.extension_services import extend_round
from procurement.rounds.models import Round
from tests.factories import AT
from tests.factories.applications import fill, start
from tests.factories.organizations import make_provider
from tests.factories.products import author_of
from tests.factories.rounds import make_round, officer
from tests.procurement.pages import client_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def extend(record, *, organization=None, days=2, at=None, **changes):
    given = {
        "closes_at": record.closes_at + days * DAY,
        "reason": "The portal could not be reached.",
        "actor": officer(),
        "at": at or record.closes_at + timedelta(hours=1),
    }
    return extend_round(asked=record, organization=organization, **(given | changes))


def test_an_outage_gives_everyone_the_same_time_and_everyone_reads_why(client):
    record = make_round()
    start(asked=record)
    before = record.closes_at
    extend(record)
    record = Round.objects.get(pk=record.pk)
    assert record.closes_at == before + 2 * DAY
    assert AuditEvent.objects.get(name="round.extended").is_public
    mail = Mail.objects.get(subject=f"{record.reference}: more time")
    assert "for everyone" in " ".join(mail.lines)
    page = client.get(f"/rounds/{record.reference}/").content.decode()
    assert "More time for everyone" in page
    assert "The portal could not be reached." in page


def test_one_provider_has_more_time_and_nobody_else_reads_of_it(client):
    record = make_round()
    application = fill(start(asked=record))
    rival = fill(start(asked=record, provider=make_provider(name="Rival")))
    late = record.closes_at + DAY
    extend(record, organization=application.provider, reason="A fire in the office.")
    assert Round.objects.get(pk=record.pk).closes_at == record.closes_at
    assert not AuditEvent.objects.get(name="round.extended").is_public
    page = client.get(f"/rounds/{record.reference}/").content.decode()
    assert "fire" not in page
    assert application.provider.name not in page
    for sent, state in ((application, "submitted"), (rival, "draft")):
        sent = Application.objects.get(pk=sent.pk)
        submit_application(application=sent, actor=author_of(sent.provider), at=late)
        assert Application.objects.get(pk=sent.pk).state == state


def test_the_time_ends_at_its_instant():
    record = make_round()
    provider = make_provider()
    extension = extend(record, organization=provider)
    record = Round.objects.get(pk=record.pk)
    assert record.is_open_for(provider.pk, extension.closes_after - timedelta(microseconds=1))
    assert not record.is_open_for(provider.pk, extension.closes_after)


def test_less_time_no_reason_drafts_and_archived_rounds_are_refused():
    record = make_round()
    with pytest.raises(ValidationError, match="more time than there is"):
        extend(record, days=0)
    with pytest.raises(ValidationError, match="more time than there is"):
        extend(record, days=1, at=record.closes_at + 3 * DAY)
    with pytest.raises(ValidationError, match="Say why"):
        extend(record, reason=" ")
    for state in ("draft", "archived"):
        with pytest.raises(Refused, match="published round"):
            extend(make_round(state=state))
    assert not AuditEvent.objects.filter(name="round.extended").exists()


def test_only_a_program_officer_gives_time():
    record = make_round()
    for actor, refusal in ((officer(Role.AUDITOR, name="Ada"), NotAllowed), (author_of(make_provider()), NotVisible)):
        with pytest.raises(refusal):
            extend(record, actor=actor)


def test_an_officer_gives_time_on_the_page_and_reads_to_whom():
    record, provider = make_round(), make_provider()
    client = client_of(officer())
    typed = {"organization": provider.pk, "closes_on": "2090-03-04", "closes_time": "17:00", "reason": "A fire."}
    address = f"/agency/rounds/{record.reference}/extend/"
    for wrong in ({"closes_on": "2000-01-01"}, {"organization": ""}):
        assert client.post(address, typed | wrong).status_code == 422
    assert not record.extensions.exists()
    assert client.post(address, typed).status_code == 302
    page = client.get(f"/agency/rounds/{record.reference}/").content.decode()
    assert f"{provider.name}: until" in page
    assert "A fire." in page


def test_dates_come_as_a_calendar_file_and_news_as_a_feed(client):
    record = make_round(at=AT)
    calendar = client.get(f"/rounds/{record.reference}/calendar/")
    assert calendar["Content-Type"].startswith("text/calendar")
    text = calendar.content.decode().replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == 4
    assert f"DTSTART:{record.closes_at:%Y%m%dT%H%M%SZ}" in text
    assert f"{record.reference} closes: " in text
    feed = client.get("/rounds/feed/")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert record.title in feed.content.decode()
    draft = make_round(state="draft", title="Not public yet")
    assert draft.title not in client.get("/rounds/feed/").content.decode()
    assert client.get(f"/rounds/{draft.reference}/calendar/").status_code == 404


def test_a_draft_is_seen_as_everyone_will_by_officers_only(client):
    draft = make_round(state="draft")
    address = f"/agency/rounds/{draft.reference}/preview/"
    assert "as everyone will read it" in client_of(officer()).get(address).content.decode()
    assert client_of(author_of(make_provider())).get(address).status_code == 404

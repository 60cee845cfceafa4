"""Rolling rounds: no closing until the agency ends them, and each application and question with its own clocks."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.desk.registry import items_for
from marketplace.lifecycles.errors import Refused
from marketplace.notifications.models import Mail
from marketplace.organizations.models import Role
from procurement.applications.models import Application
from procurement.applications.queries import next_dates, rounds_to_renew_in, screening_due
from procurement.applications.services import submit_application
from procurement.rounds import amendment_services, document_services, extension_services, queries, services
from procurement.rounds.models import Round
from procurement.tiercheck.queries import decided_by
from tests.factories import AT
from tests.factories.applications import fill, make_application, owner_of, start
from tests.factories.organizations import make_provider
from tests.factories.products import author_of
from tests.factories.questions import answer, ask
from tests.factories.rounds import amend, end, make_notice, make_round, officer
from tests.procurement.pages import client_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
EASTERN = ZoneInfo("America/New_York")


def rolling(**options):
    return Round.objects.get(pk=make_round(closes_at=None, **options).pk)


def test_it_is_open_from_its_opening_on_without_end():
    record = rolling()
    assert record.is_rolling
    assert record.closes_at is record.questions_until is record.answers_until is None
    for at, standing in ((record.opens_at - INSTANT, "soon"), (record.opens_at, "open"), (AT + 4000 * DAY, "open")):
        assert record.standing(at) == standing
        assert queries.standing_so(Round.objects.all(), standing, at).get() == record
        assert queries.open_at(at).exists() == record.is_open(at) == (standing == "open")
        assert record.takes_questions(at)
    assert record.closing_for(make_provider().pk) is None


def test_a_draft_is_switched_between_rolling_and_closing_and_a_published_round_is_not():
    draft = make_round(state="draft")
    closes_at = draft.closes_at
    for chosen in (None, closes_at, None):
        draft = services.edit_round(draft=draft, notice=make_notice(closes_at=chosen), actor=officer(), at=AT)
        draft.refresh_from_db()
        assert (draft.is_rolling, draft.closes_at) == (chosen is None, chosen)
    published = services.publish_round(draft=draft, actor=officer(), at=AT)
    with pytest.raises(ValidationError, match="rolling"):
        amend(published, closes_at=closes_at, summary="Another.")
    with pytest.raises(ValidationError, match="cannot become rolling"):
        amend(make_round(title="With a day"), closes_at=None, title="With a day")
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=published.pk).update(is_rolling=False)


def test_an_amendment_leaves_it_without_a_closing_and_tells_who_began():
    record = rolling()
    start(asked=record)
    change = amend(record, summary="Summer schools too.")
    assert (change.closes_before, change.closes_after, str(change)) == (None, None, "Amendment 1")
    assert [row["name"] for row in change.changes] == ["summary"]
    mail = Mail.objects.get(subject=f"{record.reference}: the round was amended")
    assert "more time" not in " ".join(mail.lines)
    document_services.add_round_document(
        asked=record,
        title="Guide",
        upload=SimpleUploadedFile("guide.txt", b"Rooms and hours."),
        reason="Asked for.",
        actor=officer(),
        at=AT,
    )
    record.refresh_from_db()
    assert record.closes_at is None
    with pytest.raises(Refused, match="no closing date"):
        extension_services.extend_round(
            asked=record, organization=None, closes_at=AT + DAY, reason="An outage.", actor=officer(), at=AT
        )
    with pytest.raises(Refused, match="End it first"):
        services.archive_round(closed=record, actor=officer(), at=AT + 400 * DAY)


def test_it_is_ended_with_notice_and_a_reason_that_everyone_who_began_reads(client):
    record = rolling()
    application = start(asked=record)
    earliest = amendment_services.earliest_ending(asked=record, at=AT)
    assert earliest.astimezone(EASTERN).date().isoformat() == "2027-03-16", "eleven business days"
    with pytest.raises(ValidationError, match="The earliest end is 16 March 2027"):
        end(record, ends_at=earliest - INSTANT)
    with pytest.raises(ValidationError, match="Say why"):
        end(record, reason=" ")
    for actor, refusal in ((officer(Role.AUDITOR, name="Ada"), NotAllowed), (owner_of(application), NotVisible)):
        with pytest.raises(refusal):
            end(record, actor=actor)
    ending = end(record)
    record.refresh_from_db()
    assert (ending.closes_before, ending.closes_after) == (None, earliest)
    assert record.is_rolling
    assert record.closes_at == earliest
    assert AT < record.questions_until < record.answers_until < earliest
    assert AuditEvent.objects.get(name="round.ended").is_public
    mail = Mail.objects.get(subject=f"{record.reference}: the round ends")
    assert "The money is spent." in " ".join(mail.lines)
    assert mail.address == owner_of(application).email
    page = client.get(f"/rounds/{record.reference}/").content.decode()
    assert "Amendment 1, which ends the round" in page
    assert "The money is spent." in page
    with pytest.raises(Refused, match="no end yet"):
        end(record)


@pytest.mark.parametrize("state", ["draft", "published"])
def test_drafts_and_rounds_that_close_are_not_ended(state):
    record = make_round(state=state)
    with pytest.raises(Refused, match="Only a rolling round"):
        end(record)


def test_once_ended_it_closes_at_its_instant_and_is_extended_amended_and_archived_like_others():
    record = rolling()
    application, late = fill(start(asked=record)), fill(start(asked=record, provider=make_provider(name="Rival")))
    end(record)
    record.refresh_from_db()
    for each, at, state in ((application, record.closes_at - INSTANT, "submitted"), (late, record.closes_at, "draft")):
        each = Application.objects.get(pk=each.pk)
        assert submit_application(application=each, actor=owner_of(each), at=at).state == state
    assert Application.objects.get(pk=late.pk).closes_at == record.closes_at
    before = record.closes_at
    extension_services.extend_round(
        asked=record, organization=None, closes_at=before + DAY, reason="An outage.", actor=officer(), at=before
    )
    record.refresh_from_db()
    assert amend(record, summary="More.", at=before).closes_before == before + DAY
    record.refresh_from_db()
    services.archive_round(closed=record, actor=officer(), at=record.closes_at)


def test_each_application_has_its_clocks_from_the_instant_it_was_sent():
    record = rolling()
    early = make_application(asked=record, state="submitted")
    draft = start(asked=record, provider=make_provider(name="Later"))
    due = next_dates(early, at=AT)[-1][0]
    assert screening_due(early) < due < next_dates(draft, at=AT + 90 * DAY)[-1][0]
    assert next_dates(early, at=AT + 300 * DAY)[-1][0] == due
    end(record, at=AT + 200 * DAY)
    early = Application.objects.get(pk=early.pk)
    assert next_dates(early, at=AT + 300 * DAY)[-1][0] == due, "the end of the round moves no clock of what was sent"
    assert decided_by(record, at=AT) < decided_by(record, at=AT + 30 * DAY)


def test_a_draft_stays_on_its_desk_and_the_round_is_among_those_to_renew_in():
    record = rolling()
    draft = start(asked=record)
    person, at = owner_of(draft), AT + 900 * DAY
    item = next(item for item in items_for(person, at) if item.reference == draft.reference)
    assert item.due is None
    other = start(asked=make_round(title="Closes"), model=draft.model)
    assert record not in rounds_to_renew_in(other, person=person, at=at)
    end(record, at=at)
    item = next(item for item in items_for(person, at) if item.reference == draft.reference)
    assert item.due == Round.objects.get(pk=record.pk).closes_at


def test_questions_are_asked_at_any_time_and_each_has_its_own_day_for_the_answer():
    record, provider = rolling(), make_provider()
    first, second = ask(record, provider, at=AT), ask(record, provider, text="And one more?", at=AT + 30 * DAY)
    assert first.answer_by == datetime(2027, 3, 8, 9, 12, tzinfo=EASTERN), "five business days"
    assert second.answer_by > first.answer_by
    items = items_for(officer(), AT + 30 * DAY)
    assert next(item for item in items if "questions about" in item.title).due == first.answer_by
    assert answer(first, at=first.answer_by + 30 * DAY).state == "answered", "late is better than never"
    end(record, at=AT + 31 * DAY)
    record.refresh_from_db()
    third = ask(record, provider, text="Until when?", at=record.questions_until - INSTANT)
    assert third.answer_by < record.answers_until
    with pytest.raises(Refused, match="were taken until"):
        ask(record, provider, text="Too late?", at=record.questions_until)


def test_the_public_reads_that_it_has_no_closing_date_everywhere(client):
    record = rolling()
    address = f"/rounds/{record.reference}/"
    page = client.get(address).content.decode()
    assert "No closing date" in page
    assert "Applications are taken at any time" in page
    assert "at least 11 business days before" in page
    assert "within 5 business days" in page
    assert "No closing date" in client.get("/rounds/").content.decode()
    assert "No closing date" in client.get("/rounds/?_export=csv").content.decode()
    assert "Rolling: applications are taken until" in client.get("/rounds/feed/").content.decode()
    text = client.get(f"{address}calendar/").content.decode()
    assert text.count("BEGIN:VEVENT") == 1
    end(record)
    assert client.get(f"{address}calendar/").content.decode().count("BEGIN:VEVENT") == 4
    assert "Applications are taken at any time" not in client.get(address).content.decode()


def test_an_officer_drafts_a_rolling_round_and_ends_it_on_the_pages():
    make_round()
    client = client_of(officer())
    typed = {
        "title": "Any subject", "summary": "At any time.", "opens_on": "2026-01-05", "opens_time": "09:00",
        "closing": "rolling", "closes_on": "", "closes_time": "17:00", "subjects": ["reading"],
        "grade_bands": ["K-3"], "services": ["core"],
    }  # fmt: skip
    for wrong, words in (
        ({"closes_on": "2026-03-04"}, "A rolling round has no closing day"),
        ({"closing": "day"}, "Enter the closing day."),
        ({"closing": "day", "closes_on": "2026-03-04", "closes_time": ""}, "Enter the closing time."),
    ):
        assert words in client.post("/agency/rounds/new/", typed | wrong).content.decode()
    assert client.post("/agency/rounds/new/", typed).status_code == 302
    record = Round.objects.get(title="Any subject")
    own = f"/agency/rounds/{record.reference}/"
    assert 'value="rolling"' in client.get(f"{own}edit/").content.decode()
    client.post(f"{own}publish/")
    assert "End this round" in client.get(own).content.decode()
    assert "there is no closing to move" in client.get(f"{own}amend/").content.decode()
    assert "everyone has time already" in client.get(f"{own}extend/").content.decode()
    assert "Each question is answered within 5 business days." in client.get(f"{own}questions/").content.decode()
    ending = {"ends_on": "2020-01-01", "ends_time": "17:00", "reason": "The money is spent."}
    assert "The earliest end is" in client.post(f"{own}end/", ending).content.decode()
    ending["ends_on"] = "2090-03-03"
    assert client.post(f"{own}end/", ending).status_code == 302
    again = client.post(f"{own}end/", ending).content.decode()
    assert "Only a rolling round" in again
    assert "The money is spent." in again
    assert "has its end already" in client.get(f"{own}end/").content.decode()
    assert "Give more time" in client.get(own).content.decode()


def test_a_provider_s_pages_say_so_too():
    now = timezone.now()
    record = rolling(at=now)
    application = make_application(asked=record, at=now)
    client = client_of(owner_of(application))
    own = f"/desk/applications/{application.reference}/"
    for address in (own, f"{own}check/", f"{own}model/", "/desk/applications/"):
        assert "No closing date" in client.get(address).content.decode(), address
    assert "Counted as if you sent it now" in client.get(own).content.decode()
    asking = client_of(author_of(application.provider)).get(f"/rounds/{record.reference}/ask/").content.decode()
    assert "You may ask at any time." in asking

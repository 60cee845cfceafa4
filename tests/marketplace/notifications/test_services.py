from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend

from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import service
from marketplace.notifications import queries, services, tasks
from marketplace.notifications.models import Mail, Notification
from tests.factories import AT
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def tell(*people, **given):
    values = {
        "subject": "APP-7F3K-2M was submitted",
        "lines": ["Lanternfield Learning submitted its application.", "Screening comes next."],
        "url": "/desk/applications/APP-7F3K-2M/",
        "at": AT,
        **given,
    }
    return services.notify(to=people, **values)


@pytest.fixture
def server_down(monkeypatch):
    def refuse(self, messages):
        raise SMTPServerDisconnected("Connection unexpectedly closed")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


def test_each_person_is_told_once_in_the_inbox_and_by_mail():
    person = make_person()
    tell(person, person, make_person(name="Gone Person", is_active=False), deadline=AT + timedelta(days=3, hours=8))
    assert [row.subject for row in Notification.objects.all()] == ["APP-7F3K-2M was submitted"]
    [message] = outbox.outbox
    assert message.to == [person.email]
    assert message.subject == "APP-7F3K-2M was submitted"
    assert message.body.count("http") == 1
    assert "/desk/applications/APP-7F3K-2M/" in message.body
    assert "By 4 March 2027, 5:12 pm EST." in message.body
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert html.count("<a ") == 1


def test_names_are_escaped_in_html_and_left_alone_in_text():
    tell(make_person(), lines=["O'Neil & <b>Sons</b> replied."])
    [message] = outbox.outbox
    assert "O'Neil & <b>Sons</b> replied." in message.body
    assert "&amp; &lt;b&gt;Sons" in message.alternatives[0][0]


def test_a_subject_cannot_add_headers():
    tell(make_person(), subject="Hello\nBcc: eve@people.example")
    [message] = outbox.outbox
    assert message.subject == "Hello Bcc: eve@people.example"
    assert message.recipients() == message.to


def test_only_own_paths_are_linked():
    for url in ("https://elsewhere.example/", "//elsewhere.example/", "desk/"):
        with pytest.raises(ValueError, match="not a path"):
            tell(make_person(), url=url)


def test_a_server_that_is_down_loses_nothing_and_later_sends_once(server_down, monkeypatch):
    tell(make_person())
    mail = Mail.objects.get()
    assert (mail.sent_at, mail.claimed_until, mail.attempt_count) == (None, None, 1)
    assert "unexpectedly closed" in mail.last_error
    assert queries.waiting_mail_ids() == [mail.pk]
    monkeypatch.undo()
    assert services.deliver(mail_id=mail.pk, at=AT) is True
    assert services.deliver(mail_id=mail.pk, at=AT) is False
    assert len(outbox.outbox) == 1
    assert queries.waiting_mail_ids() == []


def test_waiting_mail_is_swept_up(server_down, monkeypatch):
    tell(make_person(), make_person(name="Rosa Imhoff"))
    monkeypatch.undo()
    assert tasks.deliver_waiting.call() == 2
    assert len(outbox.outbox) == 2


def test_a_claim_keeps_a_second_worker_away_until_it_lapses(server_down, monkeypatch):
    tell(make_person())
    mail = Mail.objects.get()
    Mail.objects.update(claimed_until=AT + timedelta(minutes=10))
    monkeypatch.undo()
    assert services.deliver(mail_id=mail.pk, at=AT + timedelta(minutes=9)) is False
    assert services.deliver(mail_id=mail.pk, at=AT + timedelta(minutes=10)) is True


def test_every_try_of_a_mail_carries_the_same_message_id():
    tell(make_person())
    mail = Mail.objects.get()
    Mail.objects.update(sent_at=None)
    services.deliver(mail_id=mail.pk, at=AT)
    first, second = outbox.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_what_is_rolled_back_tells_nobody():
    person = make_person()

    @service
    def breaks():
        tell(person)
        raise Refused("no")

    with pytest.raises(Refused):
        breaks()
    assert not Notification.objects.exists()
    assert not Mail.objects.exists()


def test_reading_is_ones_own():
    person, other = make_person(), make_person(name="Eve Other")
    [row] = tell(person)
    services.mark_read(notification=row, actor=other, at=AT)
    assert queries.unread_count(person) == 1
    services.mark_read(notification=row, actor=person, at=AT)
    services.mark_read(notification=row, actor=person, at=AT + timedelta(days=1))
    row.refresh_from_db()
    assert row.read_at == AT
    tell(person)
    assert services.mark_all_read(actor=person, at=AT) == 1
    assert queries.unread_count(person) == 0

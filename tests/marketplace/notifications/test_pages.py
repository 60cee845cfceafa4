import pytest

from marketplace.notifications import services
from marketplace.notifications.models import Notification
from tests.factories import AT
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def tell(person, subject="CON-5W8J-2L was signed"):
    [row] = services.notify(
        to=[person], subject=subject, lines=["By the other side."], url="/desk/lately/", at=AT.replace(year=2026)
    )
    return row


def test_an_inbox_is_read_and_cleared(client):
    person = make_person()
    row = tell(person)
    client.force_login(person)
    page = client.get("/desk/inbox/").content.decode()
    assert "1 unread." in page
    assert row.subject in page
    response = client.get(f"/desk/inbox/{row.pk}/")
    assert response.url == "/desk/lately/"
    row.refresh_from_db()
    assert row.read_at is not None
    tell(person, "Another")
    client.post("/desk/inbox/read/")
    assert not Notification.objects.filter(read_at=None).exists()
    assert "Nothing unread." in client.get("/desk/inbox/").content.decode()


def test_another_persons_message_is_not_there(client):
    row = tell(make_person())
    client.force_login(make_person(name="Eve Other"))
    assert client.get(f"/desk/inbox/{row.pk}/").status_code == 404
    assert row.subject not in client.get("/desk/inbox/").content.decode()
    row.refresh_from_db()
    assert row.read_at is None

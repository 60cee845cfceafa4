"""The page of what goes with an application, and where its readers find it."""

import pytest
from django.utils import timezone

from procurement.applications import services as applications
from procurement.attachments.models import AttachedDocument
from tests.factories.applications import fill, owner_of, start
from tests.factories.locker import make_document
from tests.factories.organizations import make_provider
from tests.factories.organizations import owner_of as organization_owner
from tests.factories.rounds import make_round, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return start(asked=make_round(at=timezone.now()), at=timezone.now())


def test_from_the_task_list_to_what_the_department_reads(client, draft):
    document = make_document(organization=draft.provider, kind="accessibility", title="Our VPAT")
    client.force_login(owner_of(draft))
    own = f"/desk/applications/{draft.reference}/attached/"
    assert own in client.get(f"/desk/applications/{draft.reference}/").content.decode()
    assert "Our VPAT (accessibility report), version 1" in client.get(own).content.decode()
    given = {"version": document.versions.get().pk, "section": "accessibility"}
    assert client.post(f"{own}add/", given).url == own
    assert "Belongs to: Accessibility report" in client.get(own).content.decode()
    fill(draft, at=timezone.now())
    assert "Our VPAT" in client.get(f"/desk/applications/{draft.reference}/check/").content.decode()
    applications.submit_application(application=draft, actor=owner_of(draft), at=timezone.now())
    page = client.get(own).content.decode()
    assert "Take it off" not in page
    client.force_login(officer())
    page = client.get(f"/agency/applications/{draft.reference}/").content.decode()
    token = AttachedDocument.objects.get().file.token
    assert f"/files/{token}/" in page
    assert client.get(f"/files/{token}/").status_code == 200
    client.force_login(organization_owner(make_provider()))
    assert client.get(f"/files/{token}/").status_code == 404


def test_an_error_shows_the_page_again(client, draft):
    client.force_login(owner_of(draft))
    make_document(organization=draft.provider)
    response = client.post(f"/desk/applications/{draft.reference}/attached/add/", {})
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode() or "needs" in response.content.decode()


def test_one_is_taken_off_by_its_button(client, draft):
    client.force_login(owner_of(draft))
    document = make_document(organization=draft.provider)
    own = f"/desk/applications/{draft.reference}/attached/"
    client.post(f"{own}add/", {"version": document.versions.get().pk})
    attached = AttachedDocument.objects.get()
    assert client.post(f"{own}{attached.pk}/take-off/").url == own
    assert not AttachedDocument.objects.exists()
    assert client.post(f"{own}{attached.pk}/take-off/").status_code == 404

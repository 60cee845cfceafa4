"""Documents to read with a round: free in a draft, by amendment once it is published, downloaded by everyone."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.utils import timezone

from marketplace.access.permissions import NotAllowed
from marketplace.lifecycles.errors import Refused, Stale
from marketplace.lifecycles.freshness import marks_of
from marketplace.notifications.models import Notification
from marketplace.organizations.models import Role
from procurement.rounds import services
from procurement.rounds.amendment_services import earliest_closing
from procurement.rounds.document_services import add_round_document, remove_round_document
from procurement.rounds.models import RoundAmendment, RoundDocument
from procurement.rounds.queries import documents_of, replaced_documents_of
from tests.factories import AT
from tests.factories.applications import owner_of, start
from tests.factories.locker import pdf
from tests.factories.rounds import make_round, officer

pytestmark = pytest.mark.django_db


def add(asked, title="Model contract", *, upload=None, at=AT, actor=None, **options):
    upload = upload or pdf(title)
    return add_round_document(asked=asked, title=title, upload=upload, actor=actor or officer(), at=at, **options)


def test_documents_of_a_draft_come_and_go_and_are_public_with_it(client):
    draft = make_round(state="draft")
    document, gone = add(draft), add(draft, "Mistake")
    remove_round_document(document=gone, actor=officer(), at=AT)
    address = f"/rounds/{draft.reference}/documents/{document.pk}/"
    assert client.get(address).status_code == 404
    services.publish_round(draft=draft, actor=officer(), at=AT)
    assert client.get(address).status_code == 200
    assert address in client.get(f"/rounds/{draft.reference}/").content.decode()
    assert not RoundAmendment.objects.exists()


def test_after_publishing_a_document_is_an_amendment_with_more_time_told_to_applicants():
    asked = make_round()
    application = start(asked=asked)
    expected = earliest_closing(asked=asked)
    document = add(asked, reason="Two providers asked for it.")
    asked.refresh_from_db()
    amendment = asked.amendments.get()
    assert asked.closes_at == amendment.closes_after == expected
    assert [(each["old"], each["new"].split(" (")[0]) for each in amendment.changes] == [("None", "Model contract")]
    assert document.public_at == AT
    told = Notification.objects.filter(subject=f"{asked.reference}: the round was amended")
    assert [one.person for one in told] == [owner_of(application)]


def test_a_replaced_document_stays_public_and_marked(client):
    asked = make_round()
    first = add(asked, reason="First.")
    second = add(asked, upload=pdf("Second"), replaces=first, reason="A clause was wrong.")
    assert list(documents_of(asked)) == [second]
    assert list(replaced_documents_of(asked)) == [first]
    page = client.get(f"/rounds/{asked.reference}/").content.decode()
    for document in (first, second):
        assert f"/rounds/{asked.reference}/documents/{document.pk}/" in page
        assert client.get(f"/rounds/{asked.reference}/documents/{document.pk}/").status_code == 200
    with pytest.raises(DatabaseError, match="stays with it"):
        RoundDocument.objects.filter(pk=second.pk).update(title="Else")


@pytest.mark.parametrize(
    ("field", "options"),
    [("reason", {}), ("title", {"title": " ", "reason": "x"}), ("upload", {"reason": "x", "bad": 1})],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_changed(field, options):
    asked = make_round()
    if options.pop("bad", False):
        options = options | {"upload": SimpleUploadedFile("x.exe", b"MZ\x90\0\3")}
    with pytest.raises(ValidationError) as refused:
        add(asked, **{"title": "Model contract", **options})
    assert list(refused.value.error_dict) == [field]
    asked.refresh_from_db()
    assert (RoundDocument.objects.count(), asked.amendments.count()) == (0, 0)


def test_a_title_that_is_taken_and_a_document_of_another_round_are_refused():
    draft, other = make_round(state="draft"), make_round(state="draft", title="Another")
    add(draft)
    with pytest.raises(ValidationError, match="replaces it"):
        add(draft)
    with pytest.raises(ValidationError, match="stand now"):
        add(draft, "New", replaces=add(other))


def test_what_closed_and_what_others_changed_meanwhile_is_refused():
    asked = make_round()
    with pytest.raises(Refused, match="has closed"):
        add(asked, reason="Late.", at=asked.closes_at + timedelta(days=1))
    seen = marks_of(services.document_values(asked))
    add(asked, reason="First.", seen=seen)
    with pytest.raises(Stale):
        add(asked, "Another", reason="Second.", seen=seen)
    with pytest.raises(Refused, match="replaced by an amendment"):
        remove_round_document(document=documents_of(asked).get(), actor=officer(), at=AT)


def test_only_program_officers_add_them():
    with pytest.raises(NotAllowed):
        add(make_round(state="draft"), actor=officer(Role.AUDITOR, name="Toby Ray"))


def test_an_officer_adds_one_by_its_page_and_the_public_reads_it(client):
    draft = make_round(state="draft", at=timezone.now())
    client.force_login(officer())
    own = f"/agency/rounds/{draft.reference}/documents/"
    assert own in client.get(f"/agency/rounds/{draft.reference}/").content.decode()
    assert client.post(own, {"title": "Guide", "upload": pdf("Guide")}).url == own
    document = RoundDocument.objects.get()
    page = client.get(f"/agency/rounds/{draft.reference}/preview/").content.decode()
    assert f"/files/{document.file.token}/" in page
    assert client.get(f"/files/{document.file.token}/").status_code == 200
    client.post(f"{own}{document.pk}/remove/")
    assert "No documents" in client.get(own).content.decode()
    client.post(f"/agency/rounds/{draft.reference}/publish/")
    wrong = client.post(own, {"title": "Guide", "upload": pdf("Guide")})
    assert wrong.status_code == 422
    assert "Publish the amendment" in wrong.content.decode()
    given = {"title": "Guide", "upload": pdf("Guide"), "reason": "It was forgotten."}
    assert client.post(own, given).status_code == 302
    client.logout()
    public = client.get(f"/rounds/{draft.reference}/").content.decode()
    assert "It was forgotten." in public
    assert f"/rounds/{draft.reference}/documents/{RoundDocument.objects.get().pk}/" in public

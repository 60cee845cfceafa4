"""Documents are kept once, in versions that stay, seen by their own people, warned of before they end."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.desk.registry import items_for
from marketplace.documents.permissions import DOWNLOAD
from marketplace.documents.queries import files_of
from marketplace.locker import queries, services
from marketplace.locker.models import DocumentVersion, LockerDocument
from marketplace.notifications.models import Notification
from marketplace.organizations.models import Role
from tests.factories import AT
from tests.factories.locker import LAST_DAY, make_document, pdf, renew
from tests.factories.organizations import make_agency_person, make_member, make_provider, owner_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def noon_before(days):
    """An instant so many days before the last day."""
    return AT.replace(year=LAST_DAY.year, month=LAST_DAY.month, day=LAST_DAY.day) - days * DAY


def test_versions_are_kept_and_the_newest_is_offered():
    document = make_document()
    renew(document)
    assert [version.number for version in document.versions.all()] == [2, 1]
    offered = queries.locker_versions_of(document.organization)
    assert [(version.number, version.file.name) for version in offered] == [(2, "Renewed.pdf")]
    assert queries.documents_of(document.organization).get().newest_number == 2


def test_sent_twice_it_is_kept_once():
    provider = make_provider()
    assert make_document(organization=provider) == make_document(organization=provider)
    document = LockerDocument.objects.get()
    renew(document)
    renew(document)
    assert document.versions.count() == 2


@pytest.mark.parametrize(
    ("field", "options"),
    [
        ("expires_on", {"expires_on": None}),
        ("expires_on", {"issued_on": LAST_DAY}),
        ("title", {"title": "  "}),
        ("kind", {"kind": "diary"}),
        ("upload", {"upload": pdf("empty"), "kind": "tax_form", "expires_on": None}),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(field, options):
    if field == "upload":
        options["upload"].file.truncate(0)
        options["upload"].size = 0
    with pytest.raises(ValidationError) as refused:
        make_document(**options)
    assert list(refused.value.error_dict) == [field]
    assert not LockerDocument.objects.exists()


def test_a_second_document_of_the_same_name_is_refused_and_leaves_no_file():
    document = make_document()
    with pytest.raises(ValidationError, match="add a new version"):
        make_document(organization=document.organization, upload=pdf("Another"))
    assert files_of(document).count() == 1


def test_owners_and_authors_keep_them_colleagues_read_them_and_nobody_else_does():
    document = make_document()
    author = make_member(document.organization, Role.AUTHOR)
    signatory = make_member(document.organization, Role.SIGNATORY)
    stranger, officer = owner_of(make_provider()), make_agency_person()
    services.add_version(document=document, upload=pdf("Two"), expires_on=LAST_DAY, actor=author, at=AT)
    with pytest.raises(NotAllowed, match="author"):
        services.put_away(document=document, actor=signatory, at=AT)
    for person in (stranger, officer):
        with pytest.raises(NotVisible):
            services.put_away(document=document, actor=person, at=AT)
    stored = files_of(document).first()
    allowed = [person for person in (author, signatory, stranger, officer) if DOWNLOAD.decide(person, stored).allowed]
    assert allowed == [author, signatory]


def test_a_version_stays_as_it_was_uploaded():
    version = make_document().versions.get()
    with pytest.raises(DatabaseError, match="stays as it was uploaded"):
        DocumentVersion.objects.filter(pk=version.pk).update(expires_on=date(2030, 1, 1))


def test_a_pinned_version_is_the_records_own_file():
    document = make_document()
    other = make_document(organization=document.organization, title="Other", kind="other")
    pinned = services.pin_document(version=document.versions.get(), subject=other, at=AT)
    assert services.pin_document(version=document.versions.get(), subject=other, at=AT) == pinned
    renew(document)
    pinned.refresh_from_db()
    assert (pinned.subject, pinned.sha256) == (other, document.versions.get(number=1).file.sha256)


def test_people_are_warned_once_a_step():
    document = make_document()
    make_member(document.organization, Role.SIGNATORY)
    told = [services.warn_of_expiry(at=noon_before(days)) for days in (90, 60, 59, 30, 8, 7, 3, 0, -1, -20)]
    assert told == [0, 1, 0, 1, 0, 1, 0, 0, 1, 0]
    subjects = list(Notification.objects.filter(subject__contains=document.reference).values_list("subject", flat=True))
    assert len(subjects) == 4, "the owner is told at each of the four steps, who only signs is not"
    assert sum("has expired" in subject for subject in subjects) == 1


def test_a_late_start_of_the_clock_warns_once_and_not_for_each_step_that_was_missed():
    make_document()
    assert services.warn_of_expiry(at=noon_before(5)) == 1
    assert services.warn_of_expiry(at=noon_before(4)) == 0


def test_nobody_is_warned_of_what_was_replaced_or_put_away():
    replaced, away = make_document(), make_document(title="General cover")
    renew(replaced)
    services.put_away(document=away, actor=owner_of(away.organization), at=AT)
    assert services.warn_of_expiry(at=noon_before(5)) == 0
    services.bring_back(document=away, actor=owner_of(away.organization), at=AT)
    assert services.warn_of_expiry(at=noon_before(5)) == 1


def test_the_desk_shows_what_ends_to_those_who_can_renew_it():
    document = make_document()
    signatory = make_member(document.organization, Role.SIGNATORY)

    def titles(person, at):
        return [item.title for item in items_for(person, at) if item.reference == document.reference]

    owner = owner_of(document.organization)
    assert titles(owner, noon_before(61)) == []
    assert titles(owner, noon_before(60)) == ["Renew Cyber cover"]
    assert titles(owner, noon_before(-1)) == ["Replace Cyber cover"]
    assert titles(signatory, noon_before(5)) == []
    renew(document)
    assert titles(owner, noon_before(5)) == []

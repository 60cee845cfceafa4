"""A document goes with an application in the version of the day on which it is sent, and for its readers alone."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.documents.permissions import DOWNLOAD
from marketplace.documents.queries import files_of, visible_to
from marketplace.lifecycles.errors import Refused
from marketplace.locker.services import put_away
from marketplace.organizations.models import Role
from procurement.applications import services as applications
from procurement.applications.checklist import CHECKLIST
from procurement.applications.differences import differences
from procurement.attachments import services
from procurement.attachments.models import AttachedDocument
from procurement.attachments.queries import attachable_to, attached_to, newer_than_attached
from procurement.reviews.services import recuse
from tests.factories import AT
from tests.factories.applications import SCREENED, SENT, ask_for_more, fill, make_application, owner_of, start
from tests.factories.attachments import attach
from tests.factories.locker import make_document, renew
from tests.factories.organizations import make_member, make_provider
from tests.factories.organizations import owner_of as organization_owner
from tests.factories.payments import pay
from tests.factories.reviews import ask, declare
from tests.factories.rounds import officer

pytestmark = pytest.mark.django_db


def sent(*, attached=("accessibility",), screened=False):
    """An application that was sent, with one document of each kind, fee paid."""
    application = fill(start())
    for kind in attached:
        attach(application, kind=kind, title=f"Our {kind}")
    application = applications.submit_application(application=application, actor=owner_of(application), at=SENT)
    pay(application.fee, at=SENT)
    if screened:
        application = applications.begin_screening(application=application, actor=officer(), at=SCREENED)
    return application


def allowed(people, stored):
    listed = [person for person in people if visible_to(person).filter(pk=stored.pk).exists()]
    decided = [person for person in people if DOWNLOAD.decide(person, stored).allowed]
    assert set(decided) <= set(listed)
    return decided


def test_what_was_sent_stays_the_version_of_that_day():
    application = sent()
    attached = attached_to(application).get()
    renew(attached.document, words="Newer")
    attached.refresh_from_db()
    frozen = json.loads(application.canonical_text)["documents"]
    assert [(each["title"], each["version"], each["sha256"]) for each in frozen] == [
        ("Our accessibility", 1, attached.file.sha256)
    ]
    assert attached.file.subject == application
    with pytest.raises(Refused, match="was sent"):
        services.renew_attached(attached=attached, actor=owner_of(application), at=SENT)
    with pytest.raises(DatabaseError, match="stays with it"):
        AttachedDocument.objects.filter(pk=attached.pk).update(section="price")


def test_only_readers_of_the_application_get_the_copy_that_was_sent():
    draft = fill(start())
    attached = attach(draft, kind="accessibility")
    colleague = make_member(draft.provider, Role.SIGNATORY)
    staff, rival = officer(), organization_owner(make_provider())
    people = [owner_of(draft), colleague, staff, rival]
    assert allowed(people, attached.version.file) == [owner_of(draft), colleague], "a draft is its provider's own"
    applications.submit_application(application=draft, actor=owner_of(draft), at=SENT)
    attached.refresh_from_db()
    assert allowed(people, attached.file) == [owner_of(draft), colleague, staff]
    assert allowed(people, attached.version.file) == [owner_of(draft), colleague], "the locker stays closed"


def test_reviewers_get_what_speaks_to_the_model_once_they_declared_and_as_long_as_they_are_on_the_panel():
    application = sent(attached=("accessibility", "tax_form"), screened=True)
    checked = [item.key for item in CHECKLIST]
    subject = applications.pass_screening(
        application=application, checked=checked, actor=officer(), at=SCREENED
    ).subject
    copy = files_of(subject).get()
    assert copy.name == "Our accessibility.pdf"
    assert [section["rows"] for section in subject.content["sections"] if section["key"] == "documents"] == [
        [["Our accessibility", "The whole application", "29 February 2028", "Our accessibility.pdf"]]
    ]
    first, second = declare(ask(subject)), ask(subject)
    assert allowed([first.reviewer, second.reviewer], copy) == [first.reviewer]
    recuse(assignment=first, reason="My sister works there.", actor=first.reviewer, at=SCREENED)
    assert allowed([first.reviewer], copy) == []


def test_another_organizations_document_and_one_that_is_not_offered_are_refused():
    application = start()
    actor, foreign = owner_of(application), make_document()
    with pytest.raises(NotVisible):
        services.attach_document(application=application, version=foreign.versions.get(), actor=actor, at=AT)
    own = make_document(organization=application.provider)
    renew(own)
    with pytest.raises(ValidationError, match="offered now"):
        services.attach_document(application=application, version=own.versions.get(number=1), actor=actor, at=AT)
    put_away(document=own, actor=actor, at=AT)
    assert not attachable_to(application).exists()
    with pytest.raises(ValidationError, match="offered now"):
        services.attach_document(application=application, version=own.versions.first(), actor=actor, at=AT)
    signatory = make_member(application.provider, Role.SIGNATORY)
    with pytest.raises(NotAllowed):
        services.attach_document(application=application, version=own.versions.first(), actor=signatory, at=AT)


def test_what_has_expired_is_neither_attached_nor_sent():
    application = fill(start())
    last = AT.date()
    attached = attach(application, expires_on=last)
    late = AT + timedelta(days=1)
    with pytest.raises(Refused, match="Cyber cover expired on 1 March 2027"):
        applications.submit_application(application=application, actor=owner_of(application), at=late)
    services.take_off(attached=attached, actor=owner_of(application), at=late)
    with pytest.raises(ValidationError, match="expired on"):
        services.attach_document(
            application=application, version=attached.version, actor=owner_of(application), at=late
        )
    renew(attached.document)
    services.attach_document(
        application=application, version=attached.document.versions.first(), actor=owner_of(application), at=late
    )
    assert applications.submit_application(application=application, actor=owner_of(application), at=late).submitted_at


def test_the_newer_version_takes_the_place_of_the_older_in_a_draft():
    application = start()
    attached = attach(application, section="accessibility", kind="accessibility")
    assert newer_than_attached(application) == {}
    newer = renew(attached.document)
    assert newer_than_attached(application) == {attached.document_id: newer}
    services.renew_attached(attached=attached, actor=owner_of(application), at=AT)
    now = attached_to(application).get()
    assert (now.version, now.section) == (newer, "accessibility")
    assert AttachedDocument.objects.count() == 1


def test_while_documents_are_asked_for_they_can_be_exchanged_and_the_difference_is_shown():
    application = sent(screened=True)
    ask_for_more(application, sections=("documents",), items=("The report is of another product.",))
    application.refresh_from_db()
    attached = attached_to(application).get()
    services.take_off(attached=attached, actor=owner_of(application), at=SCREENED)
    attach(application, kind="accessibility", title="The right report", at=SCREENED)
    again = applications.resubmit_application(application=application, actor=owner_of(application), at=SCREENED)
    attached.refresh_from_db()
    assert (attached.taken_off_at, attached.file is not None) == (SCREENED, True)
    cure = application.cures.get()
    changed = differences(cure.text_before, again.canonical_text, application.round.definition)
    assert [(each.before, each.now) for each in changed if each.section == "Attached documents"] == [
        ("Our accessibility, version 1", "The right report, version 1")
    ]
    assert allowed([officer()], attached.file), "what had been sent before stays readable"


def test_while_something_else_is_missing_documents_stay_as_they_were_sent():
    application = sent(screened=True)
    ask_for_more(application, sections=("model",))
    attached = attached_to(application).get()
    with pytest.raises(Refused, match="open again"):
        services.take_off(attached=attached, actor=owner_of(application), at=SCREENED)


def test_a_draft_with_documents_can_be_thrown_away():
    application = make_application()
    attach(application)
    applications.discard_draft(application=application, actor=owner_of(application), at=AT)
    assert not AttachedDocument.objects.exists()

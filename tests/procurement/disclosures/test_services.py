"""Parts are claimed with reasons, signed for, left out of the copy; and the copy is released after the decision."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.access.scope import request_scope
from marketplace.audit.models import AuditEvent
from marketplace.desk.registry import items_for
from marketplace.documents.pdf import render_pdf
from marketplace.documents.queries import files_of
from marketplace.lifecycles.errors import Refused, Stale
from marketplace.notifications.models import Notification
from marketplace.organizations.models import Role
from procurement.applications import services as applications
from procurement.attachments.services import take_off
from procurement.disclosures import services
from procurement.disclosures.models import ConfidentialityClaim, ConfidentialityStatement, PublicCopy
from procurement.disclosures.papers import copy_paper
from procurement.disclosures.queries import released, valid_statement
from tests.factories import AT
from tests.factories.applications import SENT, fill, owner_of, start
from tests.factories.attachments import attach
from tests.factories.disclosures import PART, PUBLIC, SECRET, claim, decided, secret_draft, send, sign
from tests.factories.organizations import make_member, make_provider
from tests.factories.organizations import owner_of as organization_owner
from tests.factories.rounds import officer

pytestmark = pytest.mark.django_db


def release(application, *, at=PUBLIC, actor=None):
    with request_scope(at=at):
        return services.release_public_copy(application=application, actor=actor or officer(), at=at)


def test_what_is_claimed_is_frozen_with_its_statement_and_left_out_of_the_copy():
    application = secret_draft()
    claim(application)
    statement = sign(application)
    application = send(application)
    sent = json.loads(application.canonical_text)["confidentiality"]
    assert [(each["section"], each["question"], each["ground"]) for each in sent["claims"]] == [
        ("model", "integration", "trade_secret")
    ]
    assert sent["statement"]["sha256"] == statement.sha256
    copy = application.public_copies.get()
    assert SECRET in application.canonical_text
    assert SECRET not in json.dumps(copy.data)
    assert copy.source_sha256 == application.sha256 != copy.sha256
    statement.refresh_from_db()
    assert {stored.name.split(" ", 1)[1] for stored in files_of(application)} == {
        "public copy.pdf", "receipt.pdf", "statement of confidentiality.pdf"
    }  # fmt: skip
    for words in AuditEvent.objects.values_list("payload", flat=True):
        assert SECRET not in json.dumps(words)


def test_the_copy_is_typeset_from_the_same_data_and_made_once():
    application = send(secret_draft())
    copy = application.public_copies.get()
    assert services.make_public_copy(application=application, at=PUBLIC) == copy
    paper = copy_paper(copy.data, copy.sha256)
    assert render_pdf(template="letter", data=paper, made_at=SENT) == copy.file.file.open("rb").read()
    with pytest.raises(DatabaseError, match="as it was made"):
        PublicCopy.objects.filter(pk=copy.pk).update(sha256="0" * 64)


def test_claims_without_a_signature_keep_the_application_from_being_sent():
    application = secret_draft()
    claim(application)
    with pytest.raises(Refused, match="Confidential parts: Somebody who may send"):
        applications.submit_application(application=application, actor=owner_of(application), at=SENT)
    sign(application)
    assert applications.submit_application(application=application, actor=owner_of(application), at=SENT).submitted_at


def test_a_changed_claim_needs_a_new_signature_and_an_old_one_counts_again_once_the_words_are_the_same():
    application = secret_draft()
    claim(application)
    signed = sign(application)
    claim(application, "model.progress")
    assert valid_statement(application) is None
    services.drop_claim(application=application, part="model.progress", actor=owner_of(application), at=AT)
    assert valid_statement(application) == signed


def test_who_signs_read_the_words_as_they_are():
    application = secret_draft()
    claim(application)
    with pytest.raises(Stale, match="Read the statement as it is now"):
        sign(application, seen="0" * 64)
    with pytest.raises(ValidationError) as refused:
        sign(application, name="Somebody Else", position=" ")
    assert set(refused.value.error_dict) == {"name", "position"}
    author = make_member(application.provider, Role.AUTHOR, name="Ada Pell")
    with pytest.raises(NotAllowed):
        sign(application, actor=author)
    signatory = make_member(application.provider, Role.SIGNATORY, name="Bo Lind")
    assert sign(application, actor=signatory).signed_name == "Bo Lind"


def test_nothing_claimed_is_nothing_to_sign():
    with pytest.raises(Refused, match="nothing to sign"):
        sign(secret_draft())


@pytest.mark.parametrize("part", ["price.price_small", "price.later_years", "data.storage"])
def test_prices_and_privacy_terms_cannot_be_claimed(part):
    application = fill(start())
    with pytest.raises(Refused, match="cannot be claimed"):
        claim(application, part)


@pytest.mark.parametrize(("kind", "section"), [("price_list", ""), ("privacy_policy", ""), ("security", "data")])
def test_nor_can_documents_that_say_them(kind, section):
    application = start()
    document = attach(application, kind=kind, section=section).document
    with pytest.raises(Refused, match="cannot be claimed"):
        claim(application, f"document.{document.reference}")


def test_a_claimed_document_is_left_out_and_its_claim_goes_with_it():
    application = fill(start())
    attached = attach(application, kind="security", title="Report of the break-in test")
    claim(application, f"document.{attached.document.reference}", ground="security")
    take_off(attached=attached, actor=owner_of(application), at=AT)
    assert not ConfidentialityClaim.objects.exists()
    services_again = attach(application, kind="security", title="Report of the second test")
    claim(application, f"document.{services_again.document.reference}", ground="security")
    sign(application)
    copy = send(application).public_copies.get()
    assert "second test" not in json.dumps(copy.data["documents"])


@pytest.mark.parametrize(
    ("field", "options"),
    [("reason", {"reason": "  "}), ("ground", {"ground": "because"}), ("reason", {"reason": "x" * 1001})],
)
def test_a_claim_has_a_ground_and_a_reason(field, options):
    with pytest.raises(ValidationError) as refused:
        claim(secret_draft(), **options)
    assert list(refused.value.error_dict) == [field]


def test_what_is_not_answered_and_what_is_not_ones_own_cannot_be_claimed():
    application = start()
    with pytest.raises(NotVisible):
        claim(application)
    stranger = organization_owner(make_provider())
    with pytest.raises(NotVisible):
        claim(secret_draft(), actor=stranger)


def test_after_sending_claims_stand():
    application = secret_draft()
    claim(application)
    sign(application)
    application = send(application)
    with pytest.raises(Refused, match="was sent"):
        services.drop_claim(application=application, part=PART, actor=owner_of(application), at=PUBLIC)
    with pytest.raises(Refused, match="stands as it was signed"):
        sign(application)
    statement = ConfidentialityStatement.objects.get()
    with pytest.raises(DatabaseError, match="stays as signed"):
        ConfidentialityStatement.objects.filter(pk=statement.pk).update(signed_name="Else")


def test_the_copy_is_released_once_the_decision_is_public_and_not_before():
    application = secret_draft()
    claim(application)
    sign(application)
    application = send(application)
    with pytest.raises(NotAllowed, match="once the decision on it is public"):
        release(application)
    application = decided(application)
    issued = application.subject.determinations.get().issued_at
    with pytest.raises(NotAllowed, match="once the decision on it is public"):
        release(application, at=issued)
    assert not released().exists()
    copy = release(application)
    assert release(application) == copy
    assert list(released()) == [application]
    told = Notification.objects.filter(subject=f"{application.reference}: the public copy was released")
    assert owner_of(application) in [one.person for one in told]


def test_a_withdrawn_application_is_never_released():
    application = send(secret_draft())
    applications.withdraw_application(application=application, actor=owner_of(application), at=PUBLIC)
    application.refresh_from_db()
    with pytest.raises(NotAllowed):
        release(application)


def test_the_signature_waits_on_the_desk_of_who_may_sign():
    application = secret_draft()
    author = make_member(application.provider, Role.AUTHOR)
    claim(application, actor=author)

    def waiting(person):
        return [item.title for item in items_for(person, AT) if item.title.startswith("Sign for")]

    assert len(waiting(owner_of(application))) == 1
    assert waiting(author) == []
    sign(application)
    assert waiting(owner_of(application)) == []

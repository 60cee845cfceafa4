"""An application is taken out whole and brought in elsewhere as a draft, with a list of what could not be."""

import io
import json
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from marketplace.access.permissions import NotVisible
from marketplace.documents.canonical import sha256_of
from marketplace.locker.models import LockerDocument
from marketplace.organizations.models import Role
from procurement.applications.models import Application
from procurement.applications.queries import typed_answers
from procurement.attachments.queries import attached_to
from procurement.disclosures.queries import claims_of
from procurement.rounds.services import publish_round
from procurement.transfers import services
from procurement.transfers.archives import DATA, SENT, write_archive
from procurement.transfers.exporting import archive_of
from procurement.transfers.models import ApplicationImport
from tests.factories import AT
from tests.factories.applications import owner_of, start
from tests.factories.attachments import attach
from tests.factories.disclosures import claim, secret_draft, send, sign
from tests.factories.organizations import make_member, make_provider
from tests.factories.organizations import owner_of as organization_owner
from tests.factories.products import author_of, make_model
from tests.factories.rounds import make_round, officer

pytestmark = pytest.mark.django_db


def sent():
    """A sent application with a document, a claim on an answer and one on the document."""
    application = secret_draft()
    attached = attach(application, kind="security", title="Break-in test", section="accessibility")
    claim(application)
    claim(application, f"document.{attached.document.reference}", ground="security")
    sign(application)
    return send(application)


def packed(application, at=AT):
    with archive_of(application, at=at) as stream:
        return stream.read()


def bring(content, *, model=None, asked=None, actor=None, at=AT):
    model = model or make_model()
    return services.import_application(
        asked=asked or make_round(),
        model=model,
        upload=SimpleUploadedFile("application.zip", content),
        actor=actor or author_of(model.provider),
        at=at,
    )


def test_the_archive_holds_what_was_sent_byte_for_byte_with_every_document():
    application = sent()
    with zipfile.ZipFile(io.BytesIO(packed(application))) as archive:
        names = archive.namelist()
        assert archive.read(SENT).decode() == application.canonical_text
        assert sha256_of(archive.read(SENT)) == application.sha256
        listed = {each["path"]: each["sha256"] for each in json.loads(archive.read("manifest.json"))["files"]}
        assert {name: sha256_of(archive.read(name)) for name in names if name != "manifest.json"} == listed
    assert "documents/01 Break-in test.pdf" in names
    assert {name.split(" ", 2)[2] for name in names if name.startswith("papers/")} == {
        "receipt.pdf", "statement of confidentiality.pdf", "public copy.pdf"
    }  # fmt: skip


def test_there_and_back_it_is_the_same_as_a_draft():
    application = sent()
    brought = bring(packed(application))
    draft = brought.application
    assert brought.left_out == []
    assert (draft.state, draft.tier_asked, brought.source_reference) == ("draft", "early_stage", application.reference)
    assert typed_answers(draft) == typed_answers(application)
    assert [goal.target for goal in draft.commitments.all()] == [goal.target for goal in application.commitments.all()]
    attached = attached_to(draft).get()
    assert (attached.document.organization, attached.document.title) == (draft.provider, "Break-in test")
    assert attached.version.file.sha256 == attached_to(application).get().file.sha256
    assert [(each.ground, each.reason) for each in claims_of(draft)] == [
        ("trade_secret", "Rivals would copy it."), ("security", "Rivals would copy it.")
    ]  # fmt: skip
    assert draft.confidentiality_statements.count() == 0, "whoever stands for the claims signs here again"


def test_a_document_that_is_kept_already_is_not_kept_twice():
    application = sent()
    other = make_model(provider=application.provider, name="Another model")
    bring(packed(application), model=other, actor=owner_of(application))
    assert LockerDocument.objects.count() == 1


def test_what_is_not_asked_here_is_named():
    asked = make_round(state="draft")
    form = {"sections": [section for section in asked.form["sections"] if section["key"] != "references"]}
    type(asked).objects.filter(pk=asked.pk).update(form=form)
    asked = publish_round(draft=asked, actor=officer(), at=asked.created_at)
    brought = bring(packed(sent()), asked=asked)
    assert [words for words in brought.left_out if "School and district" in words] == [
        "“School and district” is not asked here."
    ]


def archive(data, files=()):
    stream = io.BytesIO()
    write_archive(
        stream, texts={DATA: json.dumps(data)}, files=[(path, io.BytesIO(one)) for path, one in files], about={}
    )
    return stream.getvalue()


def test_a_file_that_is_not_accepted_brings_nothing_in():
    paper = {"document": "D", "title": "Program", "kind": "other", "path": "documents/01 x.pdf"}
    content = archive({"answers": {"model": {"paths": "So."}}, "documents": [paper]}, [(paper["path"], b"MZ\x90\0\3")])
    with pytest.raises(ValidationError, match="not accepted"):
        bring(content)
    assert not Application.objects.exists()
    assert not LockerDocument.objects.exists()
    assert not ApplicationImport.objects.exists()


def test_goals_claims_and_documents_that_make_no_sense_are_named_and_the_rest_is_taken():
    old = "documents/02 old.pdf"
    data = {
        "tier_asked": "splendid",
        "answers": {"model": {"paths": "So."}, "price": {"price_small": "12"}},
        "commitments": [{"goal": "Fly", "measure": "unknown", "statistic": "altitude", "target": "3"}],
        "documents": [
            {"document": "D", "title": "Lost", "kind": "other", "path": "documents/01 lost.pdf"},
            {"document": "E", "title": "Old cover", "kind": "insurance", "path": old, "expires_on": "2020-01-01"},
        ],
        "claims": [{"section": "price", "question": "price_small", "ground": "trade_secret", "reason": "No."}],
    }  # fmt: skip
    brought = bring(archive(data, [(old, b"%PDF-1.7\n%%EOF")]))
    assert brought.application.tier_asked == "early_stage"
    assert typed_answers(brought.application) == {
        "model": brought.application.answers.get(key="model").answers,
        "price": brought.application.answers.get(key="price").answers,
    }
    said = " ".join(brought.left_out)
    for words in ("“unknown”", "“Fly”", "“Lost” is not in the archive", "Old cover expired", "“price.price_small”"):
        assert words in said


def test_a_stranger_to_the_model_brings_nothing_in_for_it():
    with pytest.raises(NotVisible):
        bring(archive({}), actor=organization_owner(make_provider()))


def test_an_archive_that_is_too_large_is_refused():
    upload = SimpleUploadedFile("a.zip", b"x")
    upload.size = 21 * 1024 * 1024
    model = make_model()
    with pytest.raises(ValidationError, match="larger than 20 MB"):
        services.import_application(
            asked=make_round(), model=model, upload=upload, actor=author_of(model.provider), at=AT
        )


def test_the_pages_give_it_to_its_own_people_and_take_it_in(client):
    now = timezone.now()
    application = start(asked=make_round(at=now), at=now)
    address = f"/desk/applications/{application.reference}/archive.zip"
    for stranger in (organization_owner(make_provider()), officer()):
        client.force_login(stranger)
        assert client.get(address).status_code == 404
    client.force_login(make_member(application.provider, Role.SIGNATORY))
    response = client.get(address)
    content = b"".join(response.streaming_content)
    assert response["Content-Disposition"] == f'attachment; filename="{application.reference}.zip"'
    client.force_login(owner_of(application))
    assert address in client.get(f"/desk/applications/{application.reference}/").content.decode()
    assert "/desk/applications/bring-in/" in client.get("/desk/applications/").content.decode()
    other = make_model(provider=application.provider, name="Another model")
    given = {"asked": application.round_id, "model": other.pk, "upload": SimpleUploadedFile("a.zip", content)}
    brought = client.post("/desk/applications/bring-in/", given)
    draft = other.applications.get()
    assert brought.url == f"/desk/applications/{draft.reference}/brought-in/"
    assert "Nothing was left out." in client.get(brought.url).content.decode()
    assert brought.url in client.get(f"/desk/applications/{draft.reference}/").content.decode()
    broken = client.post("/desk/applications/bring-in/", given | {"upload": SimpleUploadedFile("a.zip", b"no zip")})
    assert broken.status_code == 422
    assert "This is no ZIP file" in broken.content.decode()

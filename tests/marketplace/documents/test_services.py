import hashlib
import io
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.audit.models import AuditEvent
from marketplace.documents import guards, services, sniffing
from marketplace.documents.models import StoredFile, private_storage
from marketplace.documents.permissions import DOWNLOAD
from marketplace.documents.queries import files_of, visible_to
from marketplace.lifecycles.errors import Refused
from marketplace.organizations.models import Organization
from tests.factories import AT
from tests.factories.organizations import make_agency_person, make_provider, owner_of
from tests.factories.people import make_person

PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\0" * 40 + b"IDAT" + b"\0" * 20 + b"IEND\xaeB`\x82"


def office(main, **members):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", main):
            archive.writestr(name, "<xml/>")
        for name, data in members.items():
            archive.writestr(name, data)
    return content.getvalue()


def packed(objects):
    """A PDF that holds these objects in a compressed stream."""
    stream = zlib.compress(objects)
    return PDF + b"3 0 obj << /Type /ObjStm /N 1 /Filter /FlateDecode >> stream\n" + stream + b"\nendstream endobj\n"


def upload(content, name="report.pdf", **given):
    provider = given.pop("provider", None) or make_provider()
    return services.store_upload(
        upload=SimpleUploadedFile(name, content),
        subject=provider,
        organization=provider,
        actor=owner_of(provider),
        at=AT,
        **given,
    )


@pytest.mark.parametrize(
    ("content", "name", "content_type", "shown"),
    [
        (PDF, "report.exe", "application/pdf", "report.pdf"),
        (packed(b"<< /Type /Catalog >>"), "packed.pdf", "application/pdf", "packed.pdf"),
        (PNG, "../../etc/passwd", "image/png", "passwd.png"),
        (office("word/document.xml"), "C:\\plans\\Plan v2.docx", sniffing.DOCX, "Plan v2.docx"),
        (office("xl/workbook.xml"), "numbers.pdf", sniffing.XLSX, "numbers.xlsx"),
        (b"a,b\n1,2\n", "rows.csv", "text/csv", "rows.csv"),
        ("Zahlen für uns".encode("cp1252"), "<script>.txt", "text/plain", "script.txt"),
    ],
)
@pytest.mark.django_db
def test_the_content_tells_the_type_and_the_name_is_never_a_path(content, name, content_type, shown):
    stored = upload(content, name)
    digest = hashlib.sha256(content).hexdigest()
    assert (stored.content_type, stored.name, stored.sha256) == (content_type, shown, digest)
    assert stored.file.name == f"{digest[:2]}/{digest[2:4]}/{digest}"
    assert private_storage().open(stored.file.name).read() == content
    event = AuditEvent.objects.get(name="document.uploaded")
    assert event.payload["sha256"] == digest


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "empty.pdf", "empty"),
        (b"MZ\x90\0\x03" + b"\0" * 60, "report.pdf", "not accepted"),
        (PNG[:8], "head.png", "damaged or cut off"),
        (PNG[:-12], "cut.png", "damaged or cut off"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "cut.jpg", "damaged or cut off"),
        (b"<svg xmlns='x'><script>1</script></svg>", "drawing.png", "not accepted"),
        (b"<!DOCTYPE html><p>hi", "page.txt", "not accepted"),
        (office("word/document.xml", **{"word/vbaProject.bin": b"x"}), "macro.docx", "macros"),
        (office("xl/workbook.xml", **{"xl/macrosheets/sheet1.xml": b"x"}), "macro.xlsx", "macros"),
        (office("word/document.xml", **{"word/media/a.bmp": b"\0" * 30_000_000}), "bomb.docx", "unpacks"),
        (office("something.else"), "plain.zip", "not accepted"),
        (PDF + b"2 0 obj << /S /JavaScript /JS (app.alert) >>", "script.pdf", "script"),
        (PDF + b"2 0 obj << /S /J#61vaScript /#4aS (app.alert) >>", "escaped.pdf", "script"),
        (PDF + b"2 0 obj << /Names << /EmbeddedFiles 3 0 R >> >>", "carrier.pdf", "another file"),
        (packed(b"<< /S /JavaScript /JS (app.alert) >>"), "packed.pdf", "script"),
        (packed(b" " * 210_000_000), "bomb.pdf", "unpacks"),
        (PDF + b"/ObjStm stream\n" * 6000, "many.pdf", "unpacks"),
    ],
)
@pytest.mark.django_db
def test_files_that_lie_or_carry_programs_are_refused_and_leave_nothing(content, name, says):
    with pytest.raises(ValidationError) as refusal:
        upload(content, name, field="letter")
    assert says in refusal.value.message_dict["letter"][0]
    assert not StoredFile.objects.exists()
    assert not AuditEvent.objects.filter(name="document.uploaded").exists()


@pytest.mark.django_db
def test_a_slot_may_accept_fewer_types():
    with pytest.raises(ValidationError, match=r"Upload PDF\."):
        upload(PNG, "scan.png", accepted=(sniffing.PDF,))


@pytest.mark.django_db
def test_the_size_is_limited(monkeypatch):
    monkeypatch.setattr(services, "SIZE_LIMIT_BYTES", 1024 * 1024)
    with pytest.raises(ValidationError, match="larger than 1 MB"):
        upload(PDF + b"\n" * 1024 * 1024)


@pytest.mark.django_db
def test_a_full_disk_is_said_and_changes_nothing(monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(private_storage()), "save", full)
    with pytest.raises(Refused, match="Nothing was changed"):
        upload(PDF + b"never seen before")
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_the_same_bytes_of_a_record_are_kept_once():
    provider = make_provider()
    first = upload(PDF, provider=provider)
    assert upload(PDF, provider=provider) == first
    assert upload(PDF).file.name == first.file.name
    assert list(files_of(provider)) == [first]


@pytest.mark.django_db
def test_generated_documents_keep_their_type():
    provider = make_provider()
    stored = services.store_generated(
        content=PDF, name="Letter", content_type="application/pdf", subject=provider, organization=provider, at=AT
    )
    assert (stored.name, stored.is_generated, stored.uploaded_by) == ("Letter.pdf", True, None)


@pytest.mark.django_db
def test_whoever_sees_the_record_gets_the_file_as_an_attachment(client):
    stored = upload(PDF, "Our plan.pdf")
    address = f"/files/{stored.token}/"
    assert client.get(address).status_code == 302
    client.force_login(make_person())
    assert client.get(address).status_code == 404
    owner = owner_of(Organization.objects.get(offers=True))
    client.force_login(owner)
    response = client.get(address)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="Our plan.pdf"'
    assert "sandbox" in response["Content-Security-Policy"]
    for person in (owner, make_person(name="Eve"), make_agency_person()):
        assert (stored in visible_to(person)) == DOWNLOAD.sees(person, stored)


@pytest.mark.django_db
def test_a_record_without_a_guard_shows_its_files_to_nobody(monkeypatch):
    monkeypatch.setattr(guards, "_guards", {})
    stored = upload(PDF)
    owner = owner_of(Organization.objects.get(offers=True))
    assert not DOWNLOAD.sees(owner, stored)
    assert not visible_to(owner).exists()

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.documents import services, uploads
from marketplace.documents.models import StoredFile
from tests.factories.organizations import make_provider, owner_of

pytestmark = pytest.mark.django_db


def test_an_upload_beyond_the_limit_is_refused_and_never_fills_the_disk(client, monkeypatch):
    limit = 1024 * 1024
    monkeypatch.setattr(uploads, "SIZE_LIMIT_BYTES", limit)
    monkeypatch.setattr(services, "SIZE_LIMIT_BYTES", limit)
    written = []
    original = uploads.CappedUploadHandler.file_complete

    def noting(self, size):
        self.file.file.flush()
        written.append(self.file.file.tell())
        return original(self, size)

    monkeypatch.setattr(uploads.CappedUploadHandler, "file_complete", noting)
    provider = make_provider()
    client.force_login(owner_of(provider))
    huge = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 " + b"\n" * (3 * limit))
    page = client.post(f"/desk/organizations/of/{provider.slug}/papers/", {"file": huge}).content.decode()
    assert "larger than 1 MB" in page
    assert written == [written[0]]
    assert written[0] <= limit
    assert not StoredFile.objects.exists()

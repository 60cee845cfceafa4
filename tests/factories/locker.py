"""Documents of organizations for tests, uploaded by their owners."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.locker import services
from tests.factories import AT
from tests.factories.organizations import make_provider, owner_of

LAST_DAY = date(2028, 2, 29)


def pdf(words="Certificate"):
    """A small PDF that differs by its words."""
    return SimpleUploadedFile(f"{words}.pdf", f"%PDF-1.7\n% {words}\n1 0 obj << >> endobj\n%%EOF\n".encode())


def make_document(*, organization=None, kind="insurance", title="Cyber cover", expires_on=LAST_DAY, at=AT, **options):
    """A document with its first version."""
    organization = organization or make_provider()
    upload = options.pop("upload", None) or pdf(title)
    return services.add_document(
        organization=organization, kind=kind, title=title, upload=upload, expires_on=expires_on,
        actor=options.pop("actor", None) or owner_of(organization), at=at, **options,
    )  # fmt: skip


def renew(document, *, words="Renewed", expires_on=LAST_DAY + timedelta(days=365), at=AT + timedelta(days=1)):
    """A newer version."""
    return services.add_version(
        document=document, upload=pdf(words), expires_on=expires_on, actor=owner_of(document.organization), at=at
    )

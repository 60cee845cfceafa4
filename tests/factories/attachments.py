"""Documents that go with applications of tests."""

from procurement.attachments import services
from tests.factories import AT
from tests.factories.applications import owner_of
from tests.factories.locker import make_document


def attach(application, *, section="", at=AT, actor=None, **options):
    """Keep a document of the provider and attach it to its application."""
    document = make_document(organization=application.provider, **options)
    return services.attach_document(
        application=application,
        version=document.versions.first(),
        section=section,
        actor=actor or owner_of(application),
        at=at,
    )

"""Documents that go with contracts of tests."""

from procurement.exhibits import services
from tests.factories import AT
from tests.factories.locker import make_document
from tests.factories.negotiations import speaker


def attach_exhibit(negotiation, *, at=AT, actor=None, **options):
    """Keep a document of the provider and attach it to its negotiation."""
    document = make_document(organization=negotiation.request.provider, **options)
    return services.attach_exhibit(
        negotiation=negotiation,
        version=document.versions.first(),
        actor=actor or speaker(negotiation, "provider"),
        at=at,
    )

"""News of documents that go with a contract."""

from django.dispatch import Signal

exhibits_changed = Signal()
"""A document was attached, renewed or taken off: ``negotiation``, ``words``, ``at``."""

"""News of the policy."""

from django.dispatch import Signal

policy_edited = Signal()
"""What is edited was published: ``policy``, ``actor``, ``at``."""
policy_published = Signal()
"""A version came into force: ``policy``, the version; ``actor``, ``at``."""

"""News of learning models."""

from django.dispatch import Signal

model_changed = Signal()
version_frozen = Signal()

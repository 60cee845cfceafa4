"""News of evidence."""

from django.dispatch import Signal

evidence_changed = Signal()

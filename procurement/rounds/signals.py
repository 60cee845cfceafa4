"""News from rounds: ``round_published(round, at)``."""

from django.dispatch import Signal

round_published = Signal()

"""News of trial runs: ``simulation`` and ``at`` come with each."""

from django.dispatch import Signal

simulation_started = Signal()

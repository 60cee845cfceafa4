"""What the catalogue's writer tells, within its transaction."""

from django.dispatch import Signal

entries_written = Signal()
"""`entries` were written or withdrawn in this `edition`."""

models_compared = Signal()
"""Somebody laid `entries` side by side. With `request`; with `response`, which may remember it."""

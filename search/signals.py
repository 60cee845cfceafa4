"""What the catalogue's writer tells, within its transaction."""

from django.dispatch import Signal

entries_written = Signal()
"""`entries` were written or withdrawn in this `edition`."""

model_viewed = Signal()
"""Somebody opened the page of `entries` (one). With `request`, and with `response`, which may remember it."""

models_compared = Signal()
"""Somebody laid `entries` side by side. With `request`; with `response`, which may remember it."""

model_shortlisted = Signal()
"""`entries` were put on a shortlist of this `organization`."""

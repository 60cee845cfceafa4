"""What the catalogue's writer tells, within its transaction."""

from django.dispatch import Signal

entries_written = Signal()
"""`entries` were written or withdrawn in this `edition`."""

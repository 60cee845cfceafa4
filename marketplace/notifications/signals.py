"""What this slice's receiver hears."""

from django.dispatch import Signal

mail_queued = Signal()  # mail_ids

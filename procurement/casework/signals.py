"""News from case work: ``reminder_sent(reminder, turn)``, ``message_sent(message)``, each with ``at``."""

from django.dispatch import Signal

reminder_sent = Signal()
message_sent = Signal()

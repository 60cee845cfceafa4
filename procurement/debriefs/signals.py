"""News of debriefs: ``debrief`` and ``at`` come with each."""

from django.dispatch import Signal

debrief_asked = Signal()
debrief_held = Signal()

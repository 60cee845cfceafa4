"""News from reviews, each with the record and ``at``.

``reviewer_asked(assignment)``, ``reviewer_left(assignment)`` after a decline or recusal, ``lead_named(panel)``,
``consensus_opened(consensus)`` once every score is in, ``consensus_agreed(consensus)``.
"""

from django.dispatch import Signal

reviewer_asked = Signal()
reviewer_left = Signal()
lead_named = Signal()
consensus_opened = Signal()
consensus_agreed = Signal()

"""News from reviews, each with the record and ``at``.

``reviewer_asked(assignment)``, ``reviewer_left(assignment)`` after a decline or recusal, ``lead_named(panel)``,
``access_withdrawn(assignment)`` after a conflict was discovered by the agency, ``consensus_opened(consensus)`` once
every score is in, ``consensus_withdrawn(subject)`` after voided scores left a panel incomplete,
``consensus_agreed(consensus)``, ``file_shown(subject)`` once reviewers may have a file.
"""

from django.dispatch import Signal

reviewer_asked = Signal()
reviewer_left = Signal()
lead_named = Signal()
access_withdrawn = Signal()
consensus_opened = Signal()
consensus_withdrawn = Signal()
consensus_agreed = Signal()
file_shown = Signal()

"""News of measures: ``panelist_asked(vote, at)``, ``vote_settled(vote, at)`` where one was cast or somebody stepped
back, ``measure_decided(decision, at)``.
"""

from django.dispatch import Signal

panelist_asked = Signal()
vote_settled = Signal()
measure_decided = Signal()

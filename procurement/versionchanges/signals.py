"""News of version changes: ``change_filed(change, at)``, ``change_decided(change, move, at)`` and
``change_withdrawn(change, at)``; ``change_sent_to_review(change, actor, at)`` asks for a tier review.
"""

from django.dispatch import Signal

change_filed = Signal()
change_decided = Signal()
change_withdrawn = Signal()
change_sent_to_review = Signal()

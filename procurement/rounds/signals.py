"""News from rounds: ``round_published(round, at)``; of one question ``question_asked``, ``question_answered`` and
``question_rejected``, each with ``question`` and ``at``; ``round_amended(amendment, at)``;
``round_extended(extension, at)``.
"""

from django.dispatch import Signal

round_published = Signal()
round_amended = Signal()
round_extended = Signal()
question_asked = Signal()
question_answered = Signal()
question_rejected = Signal()

"""News of evidence: ``evidence_changed(model, at)``; ``evaluator_named(attribution, at)`` where a study names an
evaluator of the register, ``attribution_answered(attribution, at)`` where the evaluator confirms or disputes it.
"""

from django.dispatch import Signal

evidence_changed = Signal()
evaluator_named = Signal()
attribution_answered = Signal()

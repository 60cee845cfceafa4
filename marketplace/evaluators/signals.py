"""News of evaluators: `ties_changed(evaluator, at)` where one was declared or taken back."""

from django.dispatch import Signal

ties_changed = Signal()

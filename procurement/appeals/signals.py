"""News of appeals: ``appeal`` and ``at`` come with each."""

from django.dispatch import Signal

appeal_filed = Signal()
appeal_refused = Signal()
appeal_taken_up = Signal()
appeal_given_back = Signal()
appeal_decided = Signal()
appeal_recused = Signal()

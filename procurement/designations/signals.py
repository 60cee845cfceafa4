"""News from decisions: ``determination_issued(determination, at)``, ``designation_changed(designation, at)``,
``decision_recommended(determination, at)``.
"""

from django.dispatch import Signal

decision_recommended = Signal()
determination_issued = Signal()
designation_changed = Signal()

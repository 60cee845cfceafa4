"""News from decisions: ``determination_issued(determination, at)``, ``designation_changed(designation, at)``,
``decision_recommended(determination, at)``, and ``approval_enforced(designation, act, reason, at)`` where one was
suspended, reinstated or revoked.
"""

from django.dispatch import Signal

decision_recommended = Signal()
determination_issued = Signal()
designation_changed = Signal()
approval_enforced = Signal()

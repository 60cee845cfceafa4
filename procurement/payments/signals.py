"""News from fees, each with ``fee`` and ``at``: ``fee_raised`` (it is due), ``fee_settled`` (paid or exempt),
``fee_fell_due`` (again, as a payment did not hold), ``fee_asked_again`` (after it was given back),
``exemption_asked``, ``exemption_refused`` (with ``ask``);
with ``payment``: ``payment_received``, ``payment_failed``, ``payment_refunded``.
"""

from django.dispatch import Signal

fee_raised = Signal()
fee_settled = Signal()
fee_fell_due = Signal()
fee_asked_again = Signal()
exemption_asked = Signal()
exemption_refused = Signal()
payment_received = Signal()
payment_failed = Signal()
payment_refunded = Signal()

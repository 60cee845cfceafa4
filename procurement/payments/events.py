"""What else is recorded of a payment."""

from marketplace.audit.events import register_events

register_events(
    {
        "payment.receipt_made": "made the receipt of a payment",
        "payment.refund_asked": "asked the payment service to give a payment back",
        "payment.partly_refunded": "gave part of a payment back",
    }
)

"""The database's own guard: what is owed, what was paid and what the payment service said stay as they were."""

from marketplace.immutability import WrittenOnce
from procurement.payments.models import Fee, GatewayEvent, Payment

OWED = ("reference", "kind", "source_reference", "title", "payer", "policy_version", "amount_cents", "people_count")
PAID = ("reference", "fee", "method", "amount_cents")

WRITTEN_ONCE = (
    WrittenOnce(Fee, "a fee stands as it was raised", fields=OWED),
    WrittenOnce(Payment, "a payment stands as it was begun", fields=PAID),
    WrittenOnce(GatewayEvent, "what a payment service said never changes"),
)

"""The lives of a fee, of a payment towards it, and of a request to be exempt from it."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class FeeState(TextChoices):
    """Where a fee stands."""

    DUE = "due", "Due"
    PAID = "paid", "Paid"
    EXEMPT = "exempt", "Exempt"
    REFUNDED = "refunded", "Refunded"


class PaymentState(TextChoices):
    """Where a payment stands."""

    PENDING = "pending", "On its way"
    SUCCEEDED = "succeeded", "Received"
    FAILED = "failed", "Did not go through"
    REFUNDED = "refunded", "Refunded"


class ExemptionState(TextChoices):
    """Where a request for an exemption stands."""

    ASKED = "asked", "Asked"
    GRANTED = "granted", "Granted"
    REFUSED = "refused", "Refused"
    LAPSED = "lapsed", "No longer needed"


FEE = Lifecycle(
    "fee",
    states=FeeState,
    initial=FeeState.DUE,
    moves=[
        Move("pay", "due", "paid", words="noted that the fee is paid"),
        Move("exempt", "due", "exempt", words="noted that nothing is to be paid"),
        Move("fall_due", "paid", "due", words="noted that the fee is due again"),
        Move("refund", "paid", "refunded", words="gave the fee back"),
        Move("ask_again", "refunded", "due", words="had the fee asked for again"),
    ],
    created_words="asked for a fee",
)

PAYMENT = Lifecycle(
    "payment",
    states=PaymentState,
    initial=PaymentState.PENDING,
    moves=[
        Move("succeed", ("pending", "failed"), "succeeded", words="noted that a payment came in"),
        Move("fail", ("pending", "succeeded"), "failed", words="noted that a payment did not go through"),
        Move("refund", "succeeded", "refunded", words="gave a payment back"),
    ],
    created_words="began a payment",
)

EXEMPTION_REQUEST = Lifecycle(
    "exemption_request",
    states=ExemptionState,
    initial=ExemptionState.ASKED,
    moves=[
        Move("grant", "asked", "granted", words="granted the exemption"),
        Move("refuse", "asked", "refused", words="refused the exemption"),
        Move("lapse", "asked", "lapsed", words="closed the request for an exemption, as nothing is due any more"),
    ],
    created_words="asked for an exemption from the fee",
)

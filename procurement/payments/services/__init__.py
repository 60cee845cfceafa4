"""Every write of a fee: raising it, exempting, paying, giving back."""

from procurement.payments.services.checkout import begin_checkout, follow_up, give_back_online, look_again
from procurement.payments.services.exempting import ask_exemption, decide_exemption, release_fee
from procurement.payments.services.paying import record_payment, take_back_payment
from procurement.payments.services.raising import ask_again, raise_fee
from procurement.payments.services.receipts import make_receipt
from procurement.payments.services.refunding import refund_payment
from procurement.payments.services.telling import take_notice

__all__ = [
    "ask_again",
    "ask_exemption",
    "begin_checkout",
    "decide_exemption",
    "follow_up",
    "give_back_online",
    "look_again",
    "make_receipt",
    "raise_fee",
    "record_payment",
    "refund_payment",
    "release_fee",
    "take_back_payment",
    "take_notice",
]

"""Fees for tests: raised by applications, paid, exempted and given back by calling services as people."""

from datetime import UTC, timedelta

from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with
from procurement.payments import services
from procurement.payments.effects import FAILED, REFUNDED, SUCCEEDED
from procurement.payments.gateway import Checkout, GatewayError, Notice
from procurement.payments.models import Fee
from tests.factories import AT
from tests.factories.memory import lived_once
from tests.factories.rounds import officer


@lived_once
def make_fee(*, state="due", **options):
    """The fee of an application that was sent, in the state asked for."""
    from tests.factories.applications import make_application

    fee = make_application(state="submitted", fee="due", **options).fee
    if state in ("paid", "refunded"):
        payment = pay(fee)
        if state == "refunded":
            refund(payment)
    if state == "exempt":
        decide(ask(fee), is_granted=True)
    return Fee.objects.get(pk=fee.pk)


def payer_of(fee):
    """One who may pay."""
    return people_with(fee.payer, Role.OWNER).first()


def pay(fee, *, at=AT, method="check", number="1001", paid_on=None):
    """An officer records a check."""
    paid_on = paid_on or at.astimezone(UTC).date() - timedelta(days=1)
    return services.record_payment(fee=fee, method=method, number=number, paid_on=paid_on, actor=officer(), at=at)


def refund(payment, *, at=AT, reason="Sent by mistake.", number="9001"):
    """An officer gives it back."""
    return services.refund_payment(payment=payment, reason=reason, number=number, actor=officer(), at=at)


def ask(fee, *, at=AT, reason="We are three retired teachers."):
    """The payer asks for an exemption."""
    return services.ask_exemption(fee=fee, reason=reason, actor=payer_of(fee), at=at)


def decide(asked, *, is_granted, at=AT, reason="Three people, as shown by their tax form."):
    """An officer answers."""
    return services.decide_exemption(ask=asked, is_granted=is_granted, reason=reason, actor=officer(), at=at)


class PretendGateway:
    """A payment service inside the process: it remembers pages by their key, and can be out of reach."""

    def __init__(self, *, is_down=False):
        self.is_down, self.pages, self.given_back, self.known, self.closed = is_down, {}, [], {}, []

    def begin(self, order):
        self._answer()
        page = Checkout(f"cs_{order.key}", f"https://pay.example/{order.key}", AT + timedelta(days=1))
        return self.pages.setdefault(order.key, page)

    def look_up(self, *, session):
        self._answer()
        return self.known.get(session, Notice("", "look up", "", session.removeprefix("cs_")))

    def give_back(self, *, charge, key):
        self._answer()
        if key not in self.given_back:
            self.given_back.append(key)

    def close(self, *, session):
        self._answer()
        self.closed.append(session)

    def read(self, *, body, signature):
        raise NotImplementedError

    def _answer(self):
        if self.is_down:
            raise GatewayError("timed out")


def begin(fee, *, at=AT, gateway=None):
    """The payer goes to the page of the payment service; gives the payment."""
    gateway = gateway or PretendGateway()
    services.begin_checkout(fee=fee, actor=payer_of(fee), at=at, gateway=gateway)
    return fee.payments.get(method="checkout", state="pending")


def notice(payment, said, *, event="", **values):
    """What the payment service says of a payment."""
    given = {"charge": f"pi_{payment.reference}", "amount_cents": payment.amount_cents} | values
    if said == REFUNDED:
        given.setdefault("refunded_cents", payment.amount_cents)
    return Notice(event or f"evt_{payment.reference}_{said}", said, said, payment.reference, **given)


def tell(payment, said, *, at=AT, **values):
    """The payment service says it, and the portal hears."""
    return services.take_notice(notice=notice(payment, said, **values), at=at)


def make_payment(*, state="pending"):
    """An online payment in the state asked for."""
    payment = begin(make_fee())
    if state == "failed":
        tell(payment, FAILED)
    if state in ("succeeded", "refunded"):
        tell(payment, SUCCEEDED)
    if state == "refunded":
        tell(payment, REFUNDED)
    payment.refresh_from_db()
    return payment

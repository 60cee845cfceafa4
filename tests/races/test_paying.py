"""Messages of the payment service, clicks and officers in the same instant: each payment takes effect once."""

import pytest

from marketplace.audit.models import AuditEvent
from marketplace.audit.queries import verify_chain
from marketplace.lifecycles.errors import IllegalMove
from procurement.payments import services
from procurement.payments.effects import REFUNDED, SUCCEEDED
from procurement.payments.models import Fee, GatewayEvent, Payment
from procurement.payments.stripe import gateway_in_use
from tests.factories import AT
from tests.factories.payments import begin, make_fee, notice, pay, payer_of, tell
from tests.races.together import together
from tests.stripe_server.server import StripeServer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server(settings):
    with StripeServer() as running:
        settings.STRIPE = running.settings
        yield running


def events(name, record):
    return AuditEvent.objects.filter(name=name, subject_id=record.pk).count()


def test_one_message_comes_five_times_at_once(server, live_server):
    server.webhook_url = f"{live_server.url}/webhooks/stripe/"
    fee = make_fee()
    given = {"fee": fee, "actor": payer_of(fee), "at": AT, "gateway": gateway_in_use()}
    services.begin_checkout(**given)
    server.ledger.pay(Payment.objects.get().session)
    (event,) = server.ledger.events
    outcomes = together(*[lambda: server.deliver(event) for _ in range(5)])
    assert [outcome.value for outcome in outcomes] == [204] * 5
    assert GatewayEvent.objects.count() == 1
    assert (events("fee.pay", fee), events("payment.succeed", Payment.objects.get())) == (1, 1)
    assert verify_chain().problem == ""


def test_a_message_of_nothing_of_ours_comes_five_times_at_once(server, live_server):
    server.webhook_url = f"{live_server.url}/webhooks/stripe/"
    event = {"id": "evt_9", "object": "event", "type": "payout.paid", "data": {"object": {"object": "payout"}}}
    outcomes = together(*[lambda: server.deliver(event) for _ in range(5)])
    assert [outcome.value for outcome in outcomes] == [204] * 5
    assert GatewayEvent.objects.count() == 1


def test_a_payment_and_its_refund_are_told_at_once():
    fee = make_fee()
    payment = begin(fee)
    outcomes = together(*[lambda said=said: tell(payment, said) for said in (SUCCEEDED, REFUNDED) * 2])
    assert all(outcome.succeeded for outcome in outcomes), outcomes
    payment.refresh_from_db()
    assert (payment.state, Fee.objects.get().state) == ("refunded", "refunded")
    assert (events("payment.succeed", payment), events("payment.refund", payment)) == (1, 1)
    assert verify_chain().problem == ""


def test_a_check_is_recorded_as_the_payment_comes_in():
    fee = make_fee()
    payment = begin(fee)
    check, online = together(lambda: pay(fee), lambda: services.take_notice(notice=notice(payment, SUCCEEDED), at=AT))
    assert online.succeeded, online
    assert check.succeeded or isinstance(check.error, IllegalMove)
    assert Payment.objects.filter(fee=fee, settles=True).count() == 1
    assert events("fee.pay", fee) == 1
    payment.refresh_from_db()
    assert payment.is_surplus == check.succeeded


def test_the_payer_clicks_four_times_at_once(server):
    fee = make_fee()
    actor, gateway = payer_of(fee), gateway_in_use()
    outcomes = together(
        *[lambda: services.begin_checkout(fee=fee, actor=actor, at=AT, gateway=gateway) for _ in range(4)]
    )
    assert all(outcome.succeeded for outcome in outcomes), outcomes
    assert len({outcome.value for outcome in outcomes}) == 1
    assert (len(server.ledger.sessions), Payment.objects.count()) == (1, 1)

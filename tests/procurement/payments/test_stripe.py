"""Fees paid by Stripe Checkout, on a server of our own: real HTTP, parameters held against the SDK's types, signed
messages in any order, and faults."""

from datetime import timedelta
from itertools import permutations

import pytest
import stripe
from django.test import Client
from django.utils import timezone

from marketplace.audit.models import AuditEvent
from marketplace.documents.queries import files_of
from marketplace.lifecycles.errors import Refused
from procurement.payments import services
from procurement.payments.models import Fee, GatewayEvent, Payment
from procurement.payments.stripe import StripeGateway, gateway_in_use
from procurement.payments.tasks import ask_the_service
from tests.factories.payments import make_fee, pay, payer_of
from tests.factories.rounds import officer
from tests.procurement.pages import client_of
from tests.stripe_server.server import SECRET_KEY, WEBHOOK_SECRET, StripeServer

pytestmark = pytest.mark.django_db
WEBHOOK = "/webhooks/stripe/"


@pytest.fixture
def server(settings):
    with StripeServer() as running:
        settings.STRIPE = running.settings
        yield running


def own(fee, part=""):
    return f"/desk/fees/{fee.reference}/{part}"


def agency(fee, part=""):
    return f"/agency/fees/{fee.reference}/{part}"


def go(fee):
    """The payer presses the button; gives the name of the page they are sent to."""
    answer = client_of(payer_of(fee)).post(own(fee, "checkout/"))
    assert answer.status_code == 303, answer.content.decode()
    return answer.headers["Location"].rpartition("/")[2]


def say(server, event, **signing):
    body, proof = server.signed(event, **signing)
    headers = {"Stripe-Signature": proof}
    return Client().post(WEBHOOK, body, content_type="application/json", headers=headers).status_code


def state_of(fee):
    return Fee.objects.get(pk=fee.pk).state


def begin_at(fee, at):
    return services.begin_checkout(fee=fee, actor=payer_of(fee), at=at, gateway=gateway_in_use())


def follow_up(at):
    return services.follow_up(at=at, gateway=gateway_in_use())


def test_without_keys_nothing_online_is_offered():
    fee = make_fee()
    page = client_of(payer_of(fee)).get(own(fee))
    assert "online" not in page.content.decode()
    assert "form-action 'self';" in f"{page.headers['Content-Security-Policy']};"
    refused = client_of(payer_of(fee)).post(own(fee, "checkout/"))
    assert (refused.status_code, "takes no payments online" in refused.content.decode()) == (409, True)
    assert client_of(payer_of(fee)).get(own(fee, "returned/")).status_code == 302
    assert Client().post(WEBHOOK, "{}", content_type="application/json").status_code == 404
    ask_the_service.enqueue()
    assert not Payment.objects.exists()


def test_the_button_leads_to_the_page_of_the_service_and_only_that_page_may(server):
    fee = make_fee()
    page = client_of(payer_of(fee)).get(own(fee))
    assert "Pay $250 online" in page.content.decode()
    assert f"form-action 'self' {server.url};" in f"{page.headers['Content-Security-Policy']};"
    elsewhere = client_of(payer_of(fee)).get("/desk/")
    assert server.url not in elsewhere.headers["Content-Security-Policy"]
    name = go(fee)
    session, payment = server.ledger.sessions[name], Payment.objects.get()
    assert (session["amount_total"], session["currency"]) == (25000, "usd")
    assert session["client_reference_id"] == payment.reference
    assert session["customer_email"] == payer_of(fee).email
    assert session["success_url"].endswith(own(fee, "returned/"))
    assert session["cancel_url"].endswith(own(fee))
    assert "Begun, not finished" in client_of(payer_of(fee)).get(own(fee)).content.decode()


def test_two_clicks_open_one_page(server):
    fee = make_fee()
    assert go(fee) == go(fee)
    assert len(server.ledger.sessions) == 1
    assert [key for _, _, key in server.requests] == [Payment.objects.get().reference]


@pytest.mark.parametrize("fault", ["before", "after", "busy"])
def test_a_break_in_the_connection_is_tried_again_and_makes_one_page(server, fault):
    fee = make_fee()
    server.faults.append(fault)
    go(fee)
    assert len(server.ledger.sessions) == 1


def test_a_service_that_stays_away_is_said_and_the_next_click_goes_on(server):
    fee = make_fee()
    server.faults.extend(["after", "after"])
    answer = client_of(payer_of(fee)).post(own(fee, "checkout/"))
    assert (answer.status_code, "does not answer just now" in answer.content.decode()) == (409, True)
    assert go(fee) in server.ledger.sessions
    assert (len(server.ledger.sessions), Payment.objects.count()) == (1, 1)


def test_a_page_that_the_portal_never_heard_of_is_found_again(server):
    fee, at = make_fee(), timezone.now()
    server.faults.extend(["after", "after"])
    with pytest.raises(Refused, match="does not answer"):
        begin_at(fee, at)
    assert follow_up(at + timedelta(minutes=31)) == 1
    assert Payment.objects.get().session in server.ledger.sessions
    assert len(server.ledger.sessions) == 1


def test_a_signed_message_pays_the_fee_once_however_often_it_is_sent(server):
    fee = make_fee()
    server.ledger.pay(go(fee))
    (event,) = server.ledger.events
    assert [say(server, event) for _ in range(5)] == [204] * 5
    assert state_of(fee) == "paid"
    assert GatewayEvent.objects.get().event == event["id"]
    assert AuditEvent.objects.filter(name="fee.pay", subject_id=fee.pk).count() == 1
    assert files_of(fee).count() == 1


def test_what_is_not_signed_by_the_service_is_refused_and_forgotten(server):
    fee = make_fee()
    server.ledger.pay(go(fee))
    (event,) = server.ledger.events
    assert say(server, event, secret="whsec_of_somebody_else") == 400
    assert say(server, event, seconds_ago=301) == 400
    body, proof = server.signed(event)
    for changed, header in ((body.replace("25000", "1"), proof), (body, ""), (body, "t=1,v1="), ("\x00", proof)):
        answer = Client().post(WEBHOOK, changed, content_type="application/json", headers={"Stripe-Signature": header})
        assert answer.status_code == 400
    assert state_of(fee) == "due"
    assert not GatewayEvent.objects.exists()


def test_messages_of_a_bank_payment_and_its_refund_in_every_order_come_to_the_same(server):
    for order in permutations(range(3)):
        fee = make_fee()
        name = go(fee)
        server.ledger.events.clear()
        server.ledger.pay(name, by="bank")
        server.ledger.clear(name)
        server.ledger.create_refund({"payment_intent": server.ledger.sessions[name]["payment_intent"]})
        for number in (*order, *order):
            assert say(server, server.ledger.events[number]) == 204
        payment = Payment.objects.get(fee=fee)
        assert (state_of(fee), payment.state, payment.refunded_cents) == ("refunded", "refunded", 25000), order
        assert AuditEvent.objects.filter(name="payment.refund", subject_id=payment.pk).count() == 1


def test_a_bank_payment_is_on_its_way_until_the_bank_answers(server):
    fee = make_fee()
    name = go(fee)
    server.ledger.pay(name, by="bank")
    page = client_of(payer_of(fee)).get(own(fee, "returned/"), follow=True).content.decode()
    assert "A payment is on its way" in page
    assert "Pay $250 online" not in page
    assert "on its way already" in client_of(payer_of(fee)).post(own(fee, "checkout/")).content.decode()
    server.ledger.clear(name, holds=False)
    client_of(payer_of(fee)).get(own(fee, "returned/"))
    assert Payment.objects.get().state == "failed"
    assert go(fee) != name


def test_coming_back_before_the_message_shows_what_the_service_says(server):
    fee = make_fee()
    server.ledger.pay(go(fee))
    page = client_of(payer_of(fee)).get(own(fee, "returned/"), follow=True).content.decode()
    assert "is paid. Nothing more is due" in page
    assert say(server, server.ledger.events[0]) == 204
    assert AuditEvent.objects.filter(name="fee.pay", subject_id=fee.pk).count() == 1


def test_coming_back_while_the_service_is_away_is_no_failure(server):
    fee = make_fee()
    server.ledger.pay(go(fee))
    server.faults.extend(["before", "before"])
    page = client_of(payer_of(fee)).get(own(fee, "returned/"), follow=True)
    assert (page.status_code, state_of(fee)) == (200, "due")


def test_a_page_that_was_left_makes_room_for_another(server):
    fee = make_fee()
    name = go(fee)
    server.ledger.expire_session({}, name=name)
    say(server, server.ledger.events[-1])
    assert Payment.objects.get().state == "failed"
    assert go(fee) != name


def test_a_late_payment_after_a_check_is_flagged_and_goes_back_through_the_service(server):
    fee = make_fee()
    name = go(fee)
    pay(fee)
    server.ledger.pay(name)
    say(server, server.ledger.events[0])
    payment = Payment.objects.get(method="checkout")
    assert (state_of(fee), payment.is_surplus) == ("paid", True)
    client = client_of(officer())
    assert "Give a payment back" in client.get("/desk/").content.decode()
    page = client.get(agency(fee)).content.decode()
    assert "The payment service sends the whole $250 back" in page
    address = agency(fee, f"payments/{payment.reference}/refund/")
    assert client.post(address, {f"{payment.reference}-reason": ""}).status_code == 422
    assert client.post(address, {f"{payment.reference}-reason": "Paid twice."}).status_code == 302
    payment.refresh_from_db()
    assert (payment.state, payment.refund_reason, state_of(fee)) == ("refunded", "Paid twice.", "paid")
    assert len(server.ledger.refunds) == 1


@pytest.mark.parametrize("faults", [["after"], ["after", "after"]])
def test_a_refund_that_was_cut_off_is_made_once(server, faults):
    fee = make_fee()
    server.ledger.pay(go(fee))
    say(server, server.ledger.events[0])
    payment, at = Payment.objects.get(), timezone.now()
    server.faults.extend(faults)
    given = {"payment": payment, "reason": "Withdrawn.", "actor": officer(), "gateway": gateway_in_use()}
    if len(faults) == 1:
        services.give_back_online(**given, at=at)
    else:
        with pytest.raises(Refused, match="asks again by itself"):
            services.give_back_online(**given, at=at)
        assert follow_up(at + timedelta(hours=1)) == 1
    assert (state_of(fee), len(server.ledger.refunds)) == ("refunded", 1)


def test_money_that_was_given_back_at_the_service_itself_is_known_here(server):
    fee = make_fee()
    name = go(fee)
    server.ledger.pay(name)
    intent = server.ledger.sessions[name]["payment_intent"]
    server.ledger.create_refund({"payment_intent": intent})
    follow_up(timezone.now() + timedelta(minutes=31))
    assert state_of(fee) == "refunded"
    gateway_in_use().give_back(charge=intent, key="another")
    assert len(server.ledger.refunds) == 1


def test_a_check_closes_the_page_so_that_the_fee_is_not_paid_twice(server):
    fee = make_fee()
    name = go(fee)
    pay(fee)
    ask_the_service.enqueue()
    assert server.ledger.sessions[name]["status"] == "expired"
    assert Payment.objects.get(method="checkout").state == "failed"
    assert state_of(fee) == "paid"


def test_a_page_that_was_paid_in_the_same_moment_is_not_closed_but_flagged(server):
    fee = make_fee()
    name = go(fee)
    pay(fee)
    server.ledger.pay(name)
    ask_the_service.enqueue()
    assert Payment.objects.get(method="checkout").is_surplus


def test_our_server_refuses_what_the_sdk_does_not_declare(server):
    client = stripe.StripeClient(SECRET_KEY, base_addresses={"api": server.url})
    good = {"mode": "payment", "success_url": "https://portal.example/", "line_items": [
        {"quantity": 1, "price_data": {"currency": "usd", "unit_amount": 100, "product_data": {"name": "Fee"}}}
    ]}  # fmt: skip
    assert client.v1.checkout.sessions.create(good).amount_total == 100
    wrong = [
        {"amount": 100},
        {"mode": "pay"},
        {"line_items": [{"quantity": "one"}]},
        {"line_items": [{"quantity": 1, "price_data": {"unit_amount": 100}}]},
        {"metadata": "PAY-1"},
        {"success_url": ""},
    ]
    for change in wrong:
        with pytest.raises(stripe.InvalidRequestError):
            client.v1.checkout.sessions.create(good | change)
    with pytest.raises(stripe.AuthenticationError):
        stripe.StripeClient("sk_test_other", base_addresses={"api": server.url}).v1.checkout.sessions.create(good)
    client.v1.checkout.sessions.create(good, {"idempotency_key": "one"})
    with pytest.raises(stripe.IdempotencyError):
        client.v1.checkout.sessions.create(good | {"customer_email": "a@b.example"}, {"idempotency_key": "one"})


def test_a_message_of_another_kind_is_kept_and_changes_nothing(server):
    event = {"id": "evt_9", "object": "event", "type": "payout.paid", "data": {"object": {"object": "payout"}}}
    assert say(server, event) == 204
    assert GatewayEvent.objects.get().payment is None


def test_keys_of_the_server_are_what_the_gateway_takes(server):
    given = StripeGateway(secret_key=SECRET_KEY, webhook_secret=WEBHOOK_SECRET, api_base=server.url)
    body, proof = server.signed(
        {"id": "evt_1", "object": "event", "type": "payout.paid", "data": {"object": {"object": "payout"}}}
    )
    assert given.read(body=body.encode(), signature=proof).kind == "payout.paid"

"""A fee falls due, is paid, exempted and given back; the check of an application waits for it."""

import copy
from datetime import date, timedelta
from itertools import permutations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from marketplace.access.permissions import NotAllowed
from marketplace.audit.models import AuditEvent
from marketplace.documents.queries import files_of
from marketplace.lifecycles.errors import IllegalMove, Refused
from marketplace.notifications.models import Notification
from marketplace.organizations.models import Role
from procurement.applications import services as applications
from procurement.applications.checklist import CHECKLIST
from procurement.applications.queries import screening_due
from procurement.payments import services
from procurement.payments.effects import FAILED, PROCESSING, REFUNDED, SUCCEEDED
from procurement.payments.models import Fee, GatewayEvent, Payment
from procurement.policy.services import draft_policy, publish_policy
from procurement.policy.shipped import shipped_policy
from tests.factories import AT
from tests.factories.applications import SENT, fill, make_application, owner_of, start
from tests.factories.organizations import make_district, make_member
from tests.factories.payments import (
    PretendGateway,
    ask,
    begin,
    decide,
    make_fee,
    notice,
    pay,
    payer_of,
    refund,
    tell,
)
from tests.factories.products import make_model
from tests.factories.rounds import officer
from tests.procurement.pages import client_of

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=20)


def subjects_for(person):
    return list(Notification.objects.filter(person=person).values_list("subject", flat=True))


def send(**options):
    application = fill(start())
    return applications.submit_application(application=application, actor=owner_of(application), at=SENT, **options)


def test_it_falls_due_when_the_application_is_sent_by_the_policy_of_the_round():
    assert start().fee is None
    fee = send().fee
    assert (fee.state, fee.amount_cents, fee.created_at) == ("due", 25000, SENT)
    assert fee.policy_version == fee.application.round.policy_version
    assert f"{fee.reference}: a fee is due" in subjects_for(payer_of(fee))


def test_a_small_firm_and_a_public_body_are_exempt_at_once_and_told_why():
    small = send(people_count=9).fee
    assert (small.state, small.exempt_ground, small.people_count) == ("exempt", "small_firm", 9)
    assert send(people_count=10).fee.state == "due"
    district = make_district(offers=True)
    make_member(district, Role.AUTHOR)
    application = fill(start(model=make_model(provider=district)))
    sent = applications.submit_application(application=application, actor=owner_of(application), at=SENT)
    assert sent.fee.exempt_ground == "public_body"


def test_a_policy_without_a_fee_asks_for_none():
    body = copy.deepcopy(shipped_policy())
    body["fees"]["application_cents"]["value"] = 0
    long_ago = AT - timedelta(days=400)
    publish_policy(policy=draft_policy(body=body, actor=None, at=long_ago), actor=None, at=long_ago)
    application = fill(start())
    sent = applications.submit_application(application=application, actor=owner_of(application), at=SENT)
    assert sent.fee is None
    applications.begin_screening(application=sent, actor=officer(), at=SENT)


def test_the_check_waits_for_the_fee_and_its_clock_starts_then():
    application = make_application(state="submitted", fee="due")
    assert screening_due(application) is None
    with pytest.raises(Refused, match=r"of \$250 is due. The check begins once it is paid or an exemption is granted"):
        applications.begin_screening(application=application, actor=officer(), at=SENT)
    pay(application.fee, at=LATER)
    application.refresh_from_db()
    assert screening_due(application) > LATER
    assert f"{application.reference}: the fee is settled" in subjects_for(officer())
    applications.begin_screening(application=application, actor=officer(), at=LATER)


def test_a_check_that_bounced_stops_the_check_of_the_application_until_it_is_paid_again():
    application = make_application(state="screening")
    payment = application.fee.payments.get()
    services.take_back_payment(payment=payment, reason="The account is closed.", actor=officer(), at=AT)
    checked = [item.key for item in CHECKLIST]
    with pytest.raises(Refused, match="is due"):
        applications.pass_screening(application=application, checked=checked, actor=officer(), at=AT)
    assert f"{application.fee.reference}: the fee is due again" in subjects_for(payer_of(application.fee))
    pay(application.fee, method="ach", number="T-2")
    applications.pass_screening(application=application, checked=checked, actor=officer(), at=AT)
    assert Payment.objects.filter(fee=application.fee, settles=True).count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"method": "cash"}, "method"),
        ({"number": " "}, "number"),
        ({"paid_on": (AT + timedelta(days=2)).date()}, "paid_on"),
    ],
)
def test_a_record_of_a_payment_says_what_it_needs(values, field):
    given = {"method": "check", "number": "1001", "paid_on": AT.date()} | values
    with pytest.raises(ValidationError) as refusal:
        services.record_payment(fee=make_fee(), actor=officer(), at=AT, **given)
    assert set(refusal.value.error_dict) == {field}


def test_a_payment_makes_one_receipt_that_is_mailed_and_names_the_number():
    fee = make_fee(state="paid")
    payment = fee.payments.get()
    assert payment.receipt in files_of(fee)
    services.make_receipt(payment=payment, at=LATER)
    assert files_of(fee).count() == 1
    assert sum("is paid" in subject for subject in subjects_for(payer_of(fee))) == 1
    with pytest.raises(IllegalMove):
        pay(fee)


def test_an_exemption_is_decided_with_a_reason_by_somebody_without_a_stake():
    asked = ask(make_fee())
    with pytest.raises(Refused, match="asked for already"):
        ask(asked.fee)
    with pytest.raises(ValidationError):
        decide(asked, is_granted=True, reason=" ")
    insider = officer()
    person = make_member(asked.fee.payer, Role.AUTHOR)
    with pytest.raises(NotAllowed):
        services.ask_exemption(fee=asked.fee, reason="Please.", actor=person, at=AT)
    decide(asked, is_granted=False)
    assert Fee.objects.get(pk=asked.fee.pk).state == "due"
    assert f"{asked.fee.reference}: no exemption" in subjects_for(payer_of(asked.fee))
    again = decide(ask(asked.fee), is_granted=True)
    assert Fee.objects.get(pk=asked.fee.pk).exempt_ground == "on_request"
    assert again.decided_by == insider


def test_paying_closes_a_request_that_nobody_answered():
    asked = ask(make_fee())
    pay(asked.fee)
    asked.refresh_from_db()
    assert asked.state == "lapsed"
    with pytest.raises(IllegalMove):
        decide(asked, is_granted=True)


def test_what_goes_back_has_a_reason_and_a_number_and_the_payer_hears():
    fee = make_fee(state="paid")
    payment = fee.payments.get()
    with pytest.raises(ValidationError):
        refund(payment, reason="")
    with pytest.raises(ValidationError):
        refund(payment, number="")
    refund(payment)
    fee.refresh_from_db()
    assert fee.state == "refunded"
    assert f"{fee.reference}: a payment went back" in subjects_for(payer_of(fee))


def test_withdrawing_ends_a_fee_that_is_due_and_leaves_one_that_is_paid():
    application = make_application(state="submitted", fee="due")
    ask(application.fee)
    applications.withdraw_application(application=application, actor=owner_of(application), at=LATER)
    fee = Fee.objects.get(pk=application.fee_id)
    assert (fee.state, fee.exempt_ground) == ("exempt", "withdrawn")
    assert fee.exemption_requests.get().state == "lapsed"
    assert make_application(state="withdrawn").fee.state == "paid"


ORDERS = sorted(set(permutations([PROCESSING, SUCCEEDED, SUCCEEDED, REFUNDED])))


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_messages_in_any_order_leave_the_same(order):
    fee = make_fee()
    payment = begin(fee)
    for said in order:
        tell(payment, said)
    payment.refresh_from_db()
    fee.refresh_from_db()
    assert (payment.state, payment.refunded_cents, fee.state) == ("refunded", 25000, "refunded")
    assert AuditEvent.objects.filter(name="fee.pay", subject_id=fee.pk).count() == 1
    assert GatewayEvent.objects.count() == 3


def test_one_message_five_times_takes_effect_once():
    payment = begin(make_fee())
    for _ in range(5):
        tell(payment, SUCCEEDED, event="evt_1")
    assert GatewayEvent.objects.get().payment == payment
    assert AuditEvent.objects.filter(name="payment.succeed").count() == 1
    assert files_of(payment.fee).count() == 1


def test_a_page_that_was_left_lets_the_payer_try_again():
    fee = make_fee()
    first = begin(fee)
    tell(first, FAILED)
    assert f"{fee.reference}: a payment did not go through" in subjects_for(payer_of(fee))
    second = begin(fee)
    assert second.pk != first.pk
    tell(second, SUCCEEDED)
    tell(first, SUCCEEDED)
    first.refresh_from_db()
    assert first.is_surplus
    assert f"{fee.reference}: a payment is to go back" in subjects_for(officer())
    services.give_back_online(payment=first, reason="Paid twice.", actor=officer(), at=AT, gateway=PretendGateway())
    fee.refresh_from_db()
    assert fee.state == "paid"


def test_another_amount_than_is_due_does_not_pay_it():
    payment = begin(make_fee())
    tell(payment, SUCCEEDED, amount_cents=100)
    payment.refresh_from_db()
    assert payment.state == "pending"


def test_part_of_a_payment_given_back_is_noted_in_any_order():
    for order in permutations(
        [(SUCCEEDED, {}), (REFUNDED, {"refunded_cents": 100}), (REFUNDED, {"refunded_cents": 90})]
    ):
        payment = begin(make_fee())
        for number, (said, values) in enumerate(order):
            tell(payment, said, event=f"evt_{payment.pk}_{number}", **values)
        payment.refresh_from_db()
        assert (payment.state, payment.refunded_cents) == ("succeeded", 100)


def test_a_message_about_nothing_of_ours_is_kept_and_changes_nothing():
    payment = begin(make_fee())
    payment.reference = "PAY-NONE-00"
    assert tell(payment, SUCCEEDED) is None
    assert GatewayEvent.objects.get().payment is None


def test_the_service_is_asked_again_with_the_same_key_after_a_time_out():
    fee, down, up = make_fee(), PretendGateway(is_down=True), PretendGateway()
    with pytest.raises(Refused, match="does not answer"):
        begin(fee, gateway=down)
    kept = fee.payments.get()
    first = begin(fee, gateway=up)
    assert first == kept
    assert list(up.pages) == [kept.reference]
    address = services.begin_checkout(fee=fee, actor=payer_of(fee), at=AT, gateway=up)
    assert address == up.pages[kept.reference].url


def test_a_page_past_its_time_is_looked_up_before_another_is_opened():
    fee, gateway = make_fee(), PretendGateway()
    payment = begin(fee, gateway=gateway)
    later = AT + timedelta(days=3)
    tell_later = {"gateway": gateway, "fee": fee, "actor": payer_of(fee), "at": later}
    gateway.known[payment.session] = notice(payment, PROCESSING, event="")
    with pytest.raises(Refused, match="on its way"):
        services.begin_checkout(**tell_later)
    gateway.known[payment.session] = notice(payment, FAILED)
    tell(payment, FAILED)
    assert begin(fee, at=later, gateway=gateway).pk != payment.pk


def test_what_the_service_never_said_is_asked_for():
    fee, gateway = make_fee(), PretendGateway()
    payment = begin(fee, gateway=gateway)
    gateway.known[payment.session] = notice(payment, SUCCEEDED, event="")
    assert services.follow_up(at=AT + timedelta(minutes=31), gateway=gateway) == 1
    fee.refresh_from_db()
    assert fee.state == "paid"


def test_a_refund_that_timed_out_is_finished_by_the_portal_and_made_once():
    payment = begin(make_fee())
    tell(payment, SUCCEEDED)
    down, up = PretendGateway(is_down=True), PretendGateway()
    for gateway in (down, down):
        with pytest.raises(Refused, match="asks again by itself"):
            services.give_back_online(payment=payment, reason="Withdrawn.", actor=officer(), at=AT, gateway=gateway)
    assert services.follow_up(at=AT + timedelta(hours=1), gateway=up) == 1
    assert services.follow_up(at=AT + timedelta(hours=2), gateway=up) == 0
    payment.refresh_from_db()
    assert (payment.state, payment.fee.state, up.given_back) == (
        "refunded",
        "refunded",
        [f"{payment.reference}-refund"],
    )


def test_the_database_lets_a_fee_stand_on_one_payment_only():
    fee = make_fee(state="paid")
    payment = fee.payments.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(
            fee=fee, method="ach", amount_cents=1, settles=True, state="succeeded", received_at=AT, created_at=AT
        )
    assert payment.settles


def test_a_payment_of_long_before_the_fee_is_refused_at_the_field():
    fee = make_fee()
    with pytest.raises(ValidationError, match="long before the fee") as refused:
        pay(fee, paid_on=date(1999, 1, 1))
    assert set(refused.value.error_dict) == {"paid_on"}
    assert not fee.payments.exists()


def test_a_fee_that_was_given_back_is_said_on_the_receipt_without_dates():
    application = make_application(state="submitted")
    refund(application.fee.payments.get())
    page = client_of(owner_of(application)).get(f"/desk/applications/{application.reference}/receipt/")
    assert "Its fee was given back" in page.content.decode()
    assert "What happens next" not in page.content.decode()


def test_why_a_payment_did_not_hold_is_refused_where_it_is_too_long():
    payment = make_application(state="screening").fee.payments.get()
    with pytest.raises(ValidationError, match="Use at most 2,000 characters"):
        services.take_back_payment(payment=payment, reason="x" * 2_001, actor=officer(), at=AT)

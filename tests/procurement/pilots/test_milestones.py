"""Milestones: delivered, accepted, invoiced, paid, to the cent; the contingent share waits for the outcome."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from marketplace.access.permissions import NotVisible
from marketplace.lifecycles.errors import IllegalMove, Refused
from marketplace.notifications.models import Notification
from procurement.pilots.matching import match
from procurement.pilots.models import Invoice, Milestone
from tests.factories.pilots import AUTUMN, LAST_DAY, act, buyer_of, make_milestone, make_pilot, provider_of

pytestmark = pytest.mark.django_db


def test_the_whole_way_to_paid():
    milestone = make_milestone(state="paid")
    invoice = milestone.invoice
    assert invoice.ordered_cents == invoice.accepted_cents == invoice.amount_cents == milestone.amount_cents
    assert invoice.purchase_order == "PO-4471"
    assert invoice.payment.amount_cents == milestone.amount_cents


def test_each_side_hears_that_it_is_its_turn():
    milestone = make_milestone(state="delivered")
    told = Notification.objects.filter(person=buyer_of(milestone.pilot), subject__contains="milestone 1 was delivered")
    assert told.count() == 1


def test_returned_with_a_reason_and_delivered_again():
    milestone = make_milestone(state="returned")
    assert milestone.return_reason == "Two classes are missing."
    assert act(milestone, "deliver").return_reason == ""


@pytest.mark.parametrize(
    ("move", "state", "change"),
    [
        ("deliver", "planned", {"note": "  "}),
        ("return", "delivered", {"reason": ""}),
        ("invoice", "accepted", {"number": ""}),
        ("invoice", "accepted", {"invoiced_on": datetime.date(2030, 1, 1)}),
        ("pay", "invoiced", {"method": "cash"}),
        ("pay", "invoiced", {"number": " "}),
        ("pay", "invoiced", {"paid_on": datetime.date(2030, 1, 1)}),
        ("pay", "invoiced", {"paid_on": datetime.date(2027, 9, 1)}),
    ],
)
def test_what_is_missing_is_said_at_its_field(move, state, change):
    milestone = make_milestone(state=state)
    with pytest.raises(ValidationError) as refused:
        act(milestone, move, **change)
    assert set(refused.value.message_dict) == set(change)
    assert Milestone.objects.get(pk=milestone.pk).state == state


@pytest.mark.parametrize(("cents", "says"), [(1, "$0.01 more"), (-1, "$0.01 less"), (100_000, "$1,000.00 more")])
def test_an_invoice_that_is_a_cent_off_is_refused_with_the_arithmetic(cents, says):
    milestone = make_milestone(state="accepted")
    with pytest.raises(ValidationError, match=r"agree to the cent") as refused:
        act(milestone, "invoice", amount_cents=milestone.amount_cents + cents)
    assert says in str(refused.value)
    assert not Invoice.objects.exists()


def test_a_payment_in_part_is_not_a_payment():
    milestone = make_milestone(state="invoiced")
    with pytest.raises(ValidationError, match="paid in full"):
        act(milestone, "pay", amount_cents=milestone.amount_cents - 1)


def test_an_invoice_number_is_used_once():
    pilot = make_pilot(state="active")
    first, second = pilot.milestones.all()[:2]
    for milestone in (first, second):
        act(act(milestone, "deliver"), "accept")
    act(Milestone.objects.get(pk=first.pk), "invoice", number="INV-1")
    with pytest.raises(ValidationError, match="recorded already"):
        act(Milestone.objects.get(pk=second.pk), "invoice", number="INV-1")


def test_no_invoice_before_a_purchase_order():
    milestone = make_milestone(state="accepted")
    type(milestone.pilot).objects.update(purchase_order="")
    with pytest.raises(Refused, match="purchase order"):
        act(milestone, "invoice")


@pytest.mark.parametrize(
    ("move", "state", "wrong"),
    [
        ("deliver", "planned", buyer_of),
        ("accept", "delivered", provider_of),
        ("return", "delivered", provider_of),
        ("invoice", "accepted", buyer_of),
        ("pay", "invoiced", provider_of),
    ],
)
def test_each_move_belongs_to_one_side(move, state, wrong):
    milestone = make_milestone(state=state)
    with pytest.raises(NotVisible):
        act(milestone, move, actor=wrong(milestone.pilot))


def test_nothing_is_delivered_before_the_start():
    milestone = make_pilot().milestones.get(number=1)
    with pytest.raises(Refused, match="Not started"):
        act(milestone, "deliver")


def test_the_contingent_share_waits_for_the_verified_outcome():
    pilot = make_pilot(state="completed")
    milestone = act(pilot.milestones.get(is_contingent=True), "deliver", at=LAST_DAY)
    with pytest.raises(Refused, match="depends on the outcome"):
        act(milestone, "accept", at=LAST_DAY)


@pytest.mark.parametrize("verdict", ["extend", "stop", "cannot_decide"])
def test_an_outcome_that_misses_the_rule_earns_no_share(verdict):
    pilot = make_pilot(state="completed", verdict=verdict)
    milestone = act(pilot.milestones.get(is_contingent=True), "deliver", at=LAST_DAY)
    with pytest.raises(Refused, match="did not meet"):
        act(milestone, "accept", at=LAST_DAY)


def test_an_outcome_that_meets_the_rule_earns_it():
    pilot = make_pilot(state="completed", verdict="expand")
    milestone = act(pilot.milestones.get(is_contingent=True), "deliver", at=LAST_DAY)
    assert act(milestone, "accept", at=LAST_DAY).state == "accepted"


def test_accepting_twice_does_it_once():
    milestone = make_milestone(state="accepted")
    with pytest.raises(IllegalMove):
        act(milestone, "accept", at=AUTUMN)


def test_the_database_keeps_the_three_amounts_equal():
    milestone = make_milestone(state="invoiced")
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.filter(milestone=milestone).update(amount_cents=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Milestone.objects.filter(pk=milestone.pk).update(accepted_cents=1)


def test_nothing_accepted_never_matches():
    assert not match(ordered_cents=5, accepted_cents=None, invoiced_cents=5).is_exact
    assert not match(ordered_cents=5, accepted_cents=4, invoiced_cents=5).is_exact
    assert match(ordered_cents=5, accepted_cents=5, invoiced_cents=5).is_exact

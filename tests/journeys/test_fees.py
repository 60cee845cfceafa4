"""A fee paid by Checkout, by a check that comes twice, and one that nobody pays; then the application is checked."""

import pytest

from marketplace.audit.queries import verify_chain
from tests.factories.applications import make_application, owner_of
from tests.factories.rounds import officer
from tests.journeys.visitor import Visitor
from tests.procurement.pages import client_of
from tests.stripe_server.server import StripeServer

pytestmark = pytest.mark.django_db
WAITS = "The check begins once it is paid or an exemption is granted"


class Office:
    """An application that was sent and owes its fee, its owner, and an officer of the department."""

    def __init__(self):
        self.application = make_application(state="submitted", fee="due")
        self.reference, self.fee = self.application.reference, self.application.fee.reference
        self.owner, self.officer = self._person(owner_of(self.application)), self._person(officer())

    def _person(self, person):
        visitor = Visitor(person)
        visitor.client = client_of(person)
        return visitor

    def owner_reads(self, *words):
        return self.owner.open(f"/desk/fees/{self.fee}/").sees(*words)

    def officer_waits(self):
        self.officer.open(f"/agency/applications/{self.reference}/").sees(WAITS).does_not_see("Take it up")
        return self.officer.follow("Open the fee")

    def officer_checks(self):
        self.officer.open(f"/agency/applications/{self.reference}/").press("Take it up")
        self.officer.sees("Check that everything is there")
        assert verify_chain().problem == ""


@pytest.fixture
def office():
    return Office()


def test_paid_by_checkout(office, settings):
    with StripeServer() as server:
        settings.STRIPE = server.settings
        office.owner.open(f"/desk/applications/{office.reference}/receipt/").sees(WAITS)
        office.owner.follow("Pay the fee or ask for an exemption").sees("Pay $250 online")
        there = office.owner.client.post(f"/desk/fees/{office.fee}/checkout/").headers["Location"]
        office.officer_waits().sees("Begun, not finished")
        server.ledger.pay(there.rpartition("/")[2])
        office.owner.open(f"/desk/fees/{office.fee}/returned/").sees("$250 is paid. Nothing more is due.", "Online")
        office.owner.sees("Receipt (PDF)")
        body, proof = server.signed(server.ledger.events[0])
        sent = {"content_type": "application/json", "headers": {"Stripe-Signature": proof}}
        assert office.owner.client.post("/webhooks/stripe/", body, **sent).status_code == 204
        office.officer_checks()


def test_paid_by_a_check_that_bounces_and_by_another(office):
    office.owner_reads("$250 is due", "Ways to pay", "Purchase order").does_not_see("online")
    office.officer_waits().press("Record the payment", method="check", number="20417", paid_on="2026-03-09")
    office.officer.press("Note it", _reason(office, "The bank returned the check."))
    office.owner_reads("$250 is due", "The bank returned the check.")
    office.officer_waits().press("Record the payment", method="check", number="20418", paid_on="2026-03-12")
    office.owner_reads("$250 is paid", "20418", "Receipt (PDF)")
    office.officer_checks()


def test_exempt_on_request_after_a_refusal(office):
    office.owner_reads("Or ask for an exemption").press("Ask for an exemption", reason="We are small.")
    office.officer.open("/desk/").follow("Decide an exemption").sees("We are small.")
    office.officer.press("Record the decision", is_granted="no", decision_reason="How small?")
    office.owner_reads("$250 is due", "How small?").press("Ask for an exemption", reason="Three retired teachers.")
    office.officer_waits().press("Record the decision", is_granted="yes", decision_reason="Three people.")
    office.owner_reads("asked for an exemption, and the department granted it").does_not_see("is due")
    office.officer_checks()


def _reason(office, words):
    payment = office.application.fee.payments.get().reference
    return {f"{payment}-reason": words}

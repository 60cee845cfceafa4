"""What the service knows: pages, payments, refunds, and the messages that it has for the portal."""

import itertools
import time

from stripe.params import RefundCreateParams
from stripe.params.checkout import SessionCreateParams, SessionExpireParams, SessionRetrieveParams

from tests.stripe_server.parameters import fault

PAGE_SECONDS = 24 * 60 * 60
LEAST_CENTS = 50
KINDS = {
    "create_session": SessionCreateParams,
    "retrieve_session": SessionRetrieveParams,
    "expire_session": SessionExpireParams,
    "create_refund": RefundCreateParams,
}


class Problem(Exception):
    """An answer that is an error, as Stripe words it."""

    def __init__(self, message, *, status=400, **error):
        super().__init__(message)
        self.status = status
        self.body = {"error": {"type": "invalid_request_error", "message": message, **error}}


class Ledger:
    """Every object by its name, and every event in the order in which it came about."""

    def __init__(self, page_url):
        self.page_url, self.sessions, self.intents, self.refunds, self.events = page_url, {}, {}, {}, []
        self._of_payment = {}
        self._numbers = itertools.count(1)

    def do(self, act, params, **address):
        """One act of the interface, once its parameters hold against the SDK's types."""
        if found := fault(params, KINDS[act]):
            raise Problem(found[1], param=found[0], code="parameter_invalid")
        return getattr(self, act)(params, **address)

    def create_session(self, params):
        """A page on which something is paid once."""
        if params.get("mode") != "payment" or not params.get("success_url") or not params.get("line_items"):
            raise Problem("mode=payment, line_items and success_url are needed.", code="parameter_missing")
        lines = [(line["price_data"], int(line["quantity"])) for line in params["line_items"]]
        total = sum(int(price["unit_amount"]) * quantity for price, quantity in lines)
        if total < LEAST_CENTS:
            raise Problem("The amount is below the least one.", code="amount_too_small")
        name = f"cs_test_{next(self._numbers)}"
        self.sessions[name] = {
            "id": name, "object": "checkout.session", "livemode": False, "mode": "payment", "status": "open",
            "payment_status": "unpaid", "amount_total": total, "currency": lines[0][0]["currency"],
            "client_reference_id": params.get("client_reference_id"), "metadata": params.get("metadata", {}),
            "customer_email": params.get("customer_email"), "payment_intent": None, "created": _now(),
            "expires_at": _now() + PAGE_SECONDS, "success_url": params["success_url"],
            "cancel_url": params.get("cancel_url"), "url": f"{self.page_url}/c/pay/{name}",
        }  # fmt: skip
        self._of_payment[name] = params.get("payment_intent_data", {})
        return self.sessions[name]

    def retrieve_session(self, params, *, name):
        """What stands of a page, with its payment and charge where asked for."""
        session = self._session(name)
        if "payment_intent.latest_charge" in params.get("expand", ()) and session["payment_intent"]:
            return session | {"payment_intent": self.intents[session["payment_intent"]]}
        return session

    def expire_session(self, params, *, name):
        """Close a page on which nothing was paid."""
        session = self._session(name)
        if session["status"] != "open":
            raise Problem("Only a page that is open can be closed.")
        session |= {"status": "expired", "url": None}
        self._tell("checkout.session.expired", session)
        return session

    def create_refund(self, params):
        """Give all of a payment back."""
        intent = self.intents.get(params.get("payment_intent"))
        if intent is None or intent["status"] != "succeeded":
            raise Problem("No such payment.", code="resource_missing", status=404)
        charge = intent["latest_charge"]
        if charge["refunded"]:
            raise Problem("It was given back already.", code="charge_already_refunded")
        charge |= {"refunded": True, "amount_refunded": charge["amount"]}
        name = f"re_test_{next(self._numbers)}"
        self.refunds[name] = {"id": name, "object": "refund", "status": "succeeded", "amount": charge["amount"]}
        self._tell("charge.refunded", charge)
        return self.refunds[name]

    def pay(self, name, *, by="card"):
        """The payer does their part: by card the money is here, from a bank it is on its way."""
        session = self._session(name)
        if session["status"] != "open":
            raise Problem("This page is closed.")
        number = next(self._numbers)
        charge = {
            "id": f"ch_test_{number}", "object": "charge", "amount": session["amount_total"], "amount_refunded": 0,
            "refunded": False, "payment_intent": f"pi_test_{number}",
            "metadata": self._of_payment[name].get("metadata", {}),
        }  # fmt: skip
        intent = {"id": charge["payment_intent"], "object": "payment_intent", "latest_charge": charge}
        self.intents[intent["id"]] = intent | {"status": "processing"}
        session |= {"status": "complete", "payment_intent": intent["id"], "url": None}
        if by == "card":
            self._paid(session)
        self._tell("checkout.session.completed", session)
        return session

    def clear(self, name, *, holds=True):
        """The bank answers."""
        session = self._session(name)
        if holds:
            self._paid(session)
            self._tell("checkout.session.async_payment_succeeded", session)
        else:
            self.intents[session["payment_intent"]]["status"] = "requires_payment_method"
            self._tell("checkout.session.async_payment_failed", session)

    def _paid(self, session):
        session["payment_status"] = "paid"
        self.intents[session["payment_intent"]]["status"] = "succeeded"

    def _session(self, name):
        if name not in self.sessions:
            raise Problem(f"No such checkout.session: {name}", code="resource_missing", status=404)
        return self.sessions[name]

    def _tell(self, kind, about):
        number = next(self._numbers)
        event = {"id": f"evt_test_{number}", "object": "event", "type": kind, "created": _now(), "livemode": False}
        self.events.append(event | {"data": {"object": dict(about)}})


def _now():
    return int(time.time())

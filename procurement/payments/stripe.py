"""Stripe Checkout by Stripe's own SDK, which also verifies who sent a message."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import stripe
from django.conf import settings

from procurement.payments import effects
from procurement.payments.gateway import Checkout, Gateway, GatewayError, NotGenuine, Notice, Order

CURRENCY = "usd"
TIMEOUT_SECONDS = 10
TRIES_AGAIN = 1
GIVEN_BACK_BEFORE = "charge_already_refunded"
SESSION, CHARGE = "checkout.session", "charge"
SAID_BY_KIND = {
    "checkout.session.expired": effects.FAILED,
    "checkout.session.async_payment_failed": effects.FAILED,
    "charge.refunded": effects.REFUNDED,
}
NOT_PAYABLE = ("requires_payment_method", "canceled")
stripe.enable_telemetry = False


def gateway_in_use() -> Gateway | None:
    """The service that the settings name; None where the portal takes no payments online."""
    return StripeGateway(**_keys(settings.STRIPE)) if settings.STRIPE else None


def _keys(given: dict[str, str]) -> dict[str, str]:
    return {name: given[name] for name in ("secret_key", "webhook_secret", "api_base")}


class StripeGateway:
    """The portal's side of Stripe. Every failure of the SDK is a GatewayError."""

    def __init__(self, *, secret_key: str, webhook_secret: str, api_base: str) -> None:
        self._webhook_secret = webhook_secret
        self._client = stripe.StripeClient(
            secret_key,
            base_addresses={"api": api_base},
            max_network_retries=TRIES_AGAIN,
            http_client=stripe.RequestsClient(timeout=TIMEOUT_SECONDS),
        )

    def begin(self, order: Order) -> Checkout:
        """Open a page on which an order is paid once."""
        ours = {"payment": order.key}
        price = {"currency": CURRENCY, "unit_amount": order.amount_cents, "product_data": {"name": order.title}}
        params: stripe.params.checkout.SessionCreateParams = {
            "mode": "payment",
            "line_items": [{"price_data": price, "quantity": 1}],
            "client_reference_id": order.key,
            "customer_email": order.mail,
            "success_url": order.done_url,
            "cancel_url": order.back_url,
            "metadata": ours,
            "payment_intent_data": {"description": order.title, "metadata": ours},
        }
        try:
            session = self._client.v1.checkout.sessions.create(params, {"idempotency_key": order.key})
        except stripe.StripeError as failure:
            raise GatewayError(str(failure)) from failure
        return Checkout(session.id, session.url or "", datetime.fromtimestamp(session.expires_at, UTC))

    def look_up(self, *, session: str) -> Notice:
        """What became of a page, of the payment on it, and of money that went back."""
        params: stripe.params.checkout.SessionRetrieveParams = {"expand": ["payment_intent.latest_charge"]}
        try:
            found = self._client.v1.checkout.sessions.retrieve(session, params).to_dict()
        except stripe.StripeError as failure:
            raise GatewayError(str(failure)) from failure
        intent = found.get("payment_intent") or {}
        charge = intent.get("latest_charge") or {}
        if charge.get("amount_refunded"):
            return _notice("", "look up", effects.REFUNDED, charge, payment=found["client_reference_id"])
        return _notice("", "look up", _said_of_page(found, intent.get("status", "")), found)

    def close(self, *, session: str) -> None:
        """Close a page, so that nothing is paid on it any more; one that is over stays as it is."""
        try:
            self._client.v1.checkout.sessions.expire(session)
        except stripe.InvalidRequestError:
            return
        except stripe.StripeError as failure:
            raise GatewayError(str(failure)) from failure

    def give_back(self, *, charge: str, key: str) -> None:
        """Send all of the money back."""
        params: stripe.params.RefundCreateParams = {"payment_intent": charge}
        try:
            refund = self._client.v1.refunds.create(params, {"idempotency_key": key})
        except stripe.StripeError as failure:
            if failure.code == GIVEN_BACK_BEFORE:
                return
            raise GatewayError(str(failure)) from failure
        if refund.status in ("failed", "canceled"):
            raise GatewayError(f"The refund {refund.id} is {refund.status}.")

    def read(self, *, body: bytes, signature: str) -> Notice:
        """A message, once its signature holds and is not old."""
        try:
            text = body.decode()
            event = self._client.construct_event(text, signature, self._webhook_secret).to_dict()
            about, kind = event["data"]["object"], event["type"]
            return _notice(event["id"], kind, _said_by(kind, about), about, body=text)
        except (ValueError, KeyError, TypeError, AttributeError, stripe.SignatureVerificationError) as problem:
            raise NotGenuine(str(problem)) from problem


def _said_by(kind: str, about: dict[str, Any]) -> str:
    if kind in SAID_BY_KIND:
        return SAID_BY_KIND[kind]
    return _said_of_page(about) if about["object"] == SESSION else ""


def _said_of_page(session: dict[str, Any], intent_status: str = "") -> str:
    if session["payment_status"] == "paid":
        return effects.SUCCEEDED
    if session["status"] == "expired" or (session["status"] == "complete" and intent_status in NOT_PAYABLE):
        return effects.FAILED
    return effects.PROCESSING if session["status"] == "complete" else ""


def _notice(
    event: str, kind: str, said: str, about: dict[str, Any], *, payment: str | None = None, body: str = ""
) -> Notice:
    """The message in our words: of a page what is to be paid on it, of a charge what of it went back."""
    is_charge = about["object"] == CHARGE
    metadata = about.get("metadata") or {}
    return Notice(
        event=event,
        kind=kind,
        said=said,
        payment=payment or metadata.get("payment", ""),
        charge=_name_of(about.get("payment_intent")),
        amount_cents=about.get("amount") if is_charge else about.get("amount_total"),
        refunded_cents=about.get("amount_refunded") or 0,
        body=body,
    )


def _name_of(found: Any) -> str:
    return (found.get("id") if isinstance(found, dict) else found) or ""

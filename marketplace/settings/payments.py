"""The service by which fees are paid online: Stripe, where its keys are given."""

import re

from django.core.exceptions import ImproperlyConfigured

from marketplace.settings import addresses
from marketplace.settings.environment import read

LIVE, LIVE_PAGE = "https://api.stripe.com", "https://checkout.stripe.com"
NONE = "none: fees are paid offline"
SECRET_KEY_ACCEPTED = "a secret or restricted key of Stripe, which starts with sk_ or rk_"
WEBHOOK_SECRET_ACCEPTED = "the signing secret of Stripe's webhook endpoint, which starts with whsec_"


def _starting(pattern: str, *, length: int) -> object:
    whole = re.compile(rf"(?:{pattern})[A-Za-z0-9_+/=]{{{length},}}")

    def parse(raw: str) -> str:
        if not whole.fullmatch(raw):
            raise ValueError("it is not one" if not raw.startswith("pk_") else "it is a publishable key")
        return raw

    return parse


def from_environment() -> dict[str, str] | None:
    """The keys and addresses of Stripe; None where no key is given."""
    secret_key = read(
        "STRIPE_SECRET_KEY", _starting("sk_|rk_", length=8), default="", accepted=SECRET_KEY_ACCEPTED, shown=NONE
    )
    webhook_secret = read(
        "STRIPE_WEBHOOK_SECRET", _starting("whsec_", length=8), default="", accepted=WEBHOOK_SECRET_ACCEPTED, shown=NONE
    )
    api_base = read(
        "STRIPE_API_BASE", addresses.safe_site, default=LIVE,
        accepted="the address of Stripe's interface: https, or http on this machine",
    )  # fmt: skip
    checkout_origin = read(
        "STRIPE_CHECKOUT_ORIGIN", addresses.safe_site, default=LIVE_PAGE,
        accepted="where Stripe's payment page opens, such as https://checkout.stripe.com or your own domain there",
    )  # fmt: skip
    if bool(secret_key) != bool(webhook_secret):
        raise ImproperlyConfigured("STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET go together: set both or neither.")
    if not secret_key:
        return None
    return {
        "secret_key": secret_key,
        "webhook_secret": webhook_secret,
        "api_base": api_base,
        "checkout_origin": checkout_origin,
    }

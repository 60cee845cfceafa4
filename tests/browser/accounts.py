"""Recipes for the account pages: some are reached only in the middle of something (a confirmation link, a second
factor at sign-in)."""

from collections.abc import Iterator
from unittest import mock

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client

from marketplace.people.models import User
from tests import portal
from tests.browser.visit import Visit, as_nobody

PASSWORD = "harbor stone lantern"


def account_visits() -> Iterator[Visit]:
    for address in ("login", "signup", "password/reset", "password/reset/done", "password/reset/key/done", "inactive"):
        yield as_nobody(f"/accounts/{address}/")
    yield as_nobody("/accounts/confirm-email/")
    yield as_nobody("/accounts/password/reset/key/1-broken/")
    for address in ("email", "password/change", "2fa", "2fa/totp/activate", "sessions", "logout", "reauthenticate"):
        yield _someone(f"/accounts/{address}/")
    yield _someone("/accounts/password/set/", password=None)
    for address in ("2fa/totp/deactivate", "2fa/recovery-codes", "2fa/recovery-codes/generate", "2fa/reauthenticate"):
        yield _someone(f"/accounts/{address}/", with_factor=True)
    yield Visit("sign-up while it is closed", lambda: (_Closed(), "/accounts/signup/"))
    yield Visit("confirm an address", _confirming)
    yield Visit("choose a new password", _choosing_a_password)
    yield Visit("second factor at sign-in", _signing_in_with_factor)


class _Closed(Client):
    """Asks while no new accounts are taken."""

    def get(self, *args, **kwargs):
        with mock.patch.object(DefaultAccountAdapter, "is_open_for_signup", return_value=False):
            return super().get(*args, **kwargs)


def new_person(*, password: str | None = PASSWORD, with_factor: bool = False) -> User:
    """A person of no organization, with a confirmed address."""
    person = User.objects.create_user("visitor@look.example", password, name="Ida Visitor", is_fictional=True)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    if with_factor:
        TOTP.activate(person, generate_totp_secret())
        RecoveryCodes.activate(person)
    return person


def _known(**options) -> User:
    person = User.objects.filter(email="visitor@look.example").first()
    if person is not None:
        Authenticator.objects.filter(user=person).delete()
        EmailAddress.objects.filter(user=person).delete()
        person.delete()
    return new_person(**options)


def _recent(person: User) -> Client:
    """Signed in a moment ago with the password, so that nothing asks for it again; rate limits start anew."""
    cache.clear()
    client = Client(raise_request_exception=False)
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client


def _someone(address: str, *, password: str | None = PASSWORD, with_factor: bool = False) -> Visit:
    def prepare():
        person = _known(password=password)
        client = _recent(person) if password and "reauthenticate" not in address else portal.client_of(person)
        if with_factor:
            TOTP.activate(person, generate_totp_secret())
            RecoveryCodes.activate(person)
        return client, address

    return Visit(f"{address} as a new person", prepare)


def _confirming() -> tuple[Client, str]:
    person = _known()
    EmailAddress.objects.filter(user=person).update(verified=False)
    key = EmailConfirmationHMAC(EmailAddress.objects.get(user=person)).key
    return portal.client_of(None), f"/accounts/confirm-email/{key}/"


def _choosing_a_password() -> tuple[Client, str]:
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    person, client = _known(), portal.client_of(None)
    token = default_token_generator.make_token(person)
    address = f"/accounts/password/reset/key/{user_pk_to_url_str(person)}-{token}/"
    return client, client.get(address).headers["Location"]


def _signing_in_with_factor() -> tuple[Client, str]:
    client = _recent(_known(with_factor=True))
    return client, "/accounts/2fa/authenticate/"

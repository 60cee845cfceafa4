"""People for tests. They are made as sign-up makes them: an account with a confirmed address."""

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from marketplace.people.models import User
from tests.factories import AT

PASSWORD = "a long enough test password"


def make_person(*, name="Dana Whitlock", email="", at_domain="people.example", second_factor=False, **fields):
    """A person with a confirmed address; `second_factor` sets up an authenticator app."""
    email = email or f"{'.'.join(name.lower().split())}.{User.objects.count() + 1}@{at_domain}"
    person = User.objects.create_user(email, PASSWORD, name=name, date_joined=AT, **fields)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    if second_factor:
        give_second_factor(person)
    return person


def give_second_factor(person):
    """Set up an authenticator app for the person."""
    return TOTP.activate(person, generate_totp_secret()).instance

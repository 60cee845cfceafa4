"""Questions about people."""

from allauth.mfa.models import Authenticator

from marketplace.people.models import User


def has_second_factor(person: User) -> bool:
    """Whether the person has set up a second factor, or signed in by the demo's one click; nobody has none."""
    if not person.is_authenticated:
        return False
    if getattr(person, "demo_second_factor", False):
        return True
    return Authenticator.objects.filter(
        user=person, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    ).exists()


def has_account_at(address: str) -> bool:
    """Whether somebody signs in with this e-mail address."""
    return User.objects.filter(email__iexact=address).exists()

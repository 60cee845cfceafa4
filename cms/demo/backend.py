"""Signing in by one click, which counts as the second factor. Named only by the demo's settings."""

from django.contrib.auth.backends import ModelBackend

from marketplace.people.models import User


class DemoBackend(ModelBackend):
    """Knows only the demo's made-up people, and marks them as having a second factor for the length of a request."""

    def authenticate(self, request: object, **credentials: object) -> None:
        """Never by a password: the demo's page signs people in itself."""
        return

    def get_user(self, user_id: int) -> User | None:
        """The made-up person of the session."""
        person = super().get_user(user_id)
        if person is None or not person.is_fictional:
            return None
        person.demo_second_factor = True
        return person

"""Clients for the pages of these slices: signed in as a person, freshly or long ago."""

import time

from django.test import Client

BACKEND = "django.contrib.auth.backends.ModelBackend"


def client_of(person, *, signed_in_minutes_ago=1):
    """A browser in which the person signed in so many minutes ago."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    session = client.session
    at = time.time() - 60 * signed_in_minutes_ago
    session["account_authentication_methods"] = [{"method": "password", "at": at}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client

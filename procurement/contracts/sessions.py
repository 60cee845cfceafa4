"""How fresh a sign-in is, from the session's own record of it."""

from __future__ import annotations

from datetime import UTC, datetime

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest


def signed_in_at(request: HttpRequest) -> datetime | None:
    """When the person last showed who they are in this session; None where the session does not say."""
    instants = [record["at"] for record in get_authentication_records(request, request.user) if "at" in record]
    return datetime.fromtimestamp(max(instants), UTC) if instants else None

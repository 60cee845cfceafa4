"""Who looks: the kind under which a visit is counted, and what the visitor's own browser remembers of today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from marketplace.organizations.acting import acting_for
from marketplace.organizations.models import Organization
from marketplace.organizations.queries import agency_roles_of, organization_ids
from search.interest import kinds
from search.models import CatalogEntry

COOKIE = "looked_today"
MOST_REMEMBERED = 200


def kind_of(request: HttpRequest) -> str | None:
    """The kind of visitor who makes a request; None for a machine and for the agency's own people."""
    if request.method != "GET" or kinds.is_machine(request.headers.get("User-Agent", "")):
        return None
    if "prefetch" in (request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")):
        return None
    if not request.user.is_authenticated:
        return kinds.PUBLIC
    if agency_roles_of(request.user):
        return None
    acting = acting_for(request)
    buying = [one.organization for one in acting.standings if one.organization.buys]
    if not buying:
        return kinds.OTHER
    return kind_of_buyer(acting.organization if acting.organization in buying else buying[0])


def kind_of_buyer(organization: Organization) -> str:
    """A district by its place and size; a body that buys and is no district is a consortium."""
    district = organization.district
    if district is None:
        return kinds.CONSORTIUM
    return kinds.district_kind(locale_code=district.locale_code, enrollment=district.enrollment)


def not_their_own(entries: Sequence[CatalogEntry], person: Any) -> list[CatalogEntry]:
    """The entries of models that other organizations than the person's own offer."""
    own = set(organization_ids(person))
    return [entry for entry in entries if entry.model.provider_id is None or entry.model.provider_id not in own]


def not_seen_today(
    entries: Sequence[CatalogEntry], act: str, request: HttpRequest, response: HttpResponse | None, day: date
) -> list[CatalogEntry]:
    """Those that a signed-in person did not look at today in this browser, which remembers them until the day ends.

    The portal itself keeps nothing of who looked. Without a response, and for the public, each look is a new one.
    """
    if response is None or not request.user.is_authenticated:
        return list(entries)
    whose = salted_hmac("search.interest", f"{request.user.pk} {day}").hexdigest()[:12]
    mark, _, text = request.COOKIES.get(COOKIE, "").partition(":")
    seen = text.split(".") if mark == whose else []
    fresh = [entry for entry in entries if f"{act[:1]}{entry.number}" not in seen]
    if fresh:
        seen = [*seen, *(f"{act[:1]}{entry.number}" for entry in fresh)][-MOST_REMEMBERED:]
        response.set_cookie(
            COOKIE,
            f"{whose}:{'.'.join(filter(None, seen))}",
            max_age=timedelta(days=1),
            path="/models/",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return fresh

"""Since when an address has given the answer that it gives, as the portal itself saw it."""

from __future__ import annotations

import hashlib

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

REMEMBERED_SECONDS = 24 * 60 * 60


def unchanged_since(request: HttpRequest, etag: str) -> int | None:
    """The second (UTC, since 1970) in which this answer was first given at this address.

    None where parameters are sent, as there are too many to remember; and where it is new in this second, as within
    it another may follow. What is forgotten counts as new, so the second is never too early.
    """
    if request.GET:
        return None
    now = int(timezone.now().timestamp())
    key = f"answer:{hashlib.sha256(request.build_absolute_uri().encode()).hexdigest()}"
    before, since = cache.get(key) or ("", now)
    if before != etag:
        cache.set(key, (etag, now), timeout=REMEMBERED_SECONDS)
        return None
    return since if since < now else None

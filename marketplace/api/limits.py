"""How many requests one client address may send in a minute."""

from __future__ import annotations

import ipaddress
from datetime import datetime

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

WINDOW_SECONDS = 60


def seconds_to_wait(request: HttpRequest, *, at: datetime) -> int:
    """Counts the request. How long the client must wait before the next is answered; 0: this one is.

    Behind proxies the address is read as for signing in, by `PROXY_COUNT`. 0 requests a minute means no limit.
    """
    limit = settings.API_REQUESTS_A_MINUTE
    if not limit:
        return 0
    second = int(at.timestamp())
    key = f"api:{second // WINDOW_SECONDS}:{_client(request)}"
    cache.add(key, 0, timeout=2 * WINDOW_SECONDS)
    try:
        count = cache.incr(key)
    except ValueError:  # the cache dropped it meanwhile
        count = 1
    return WINDOW_SECONDS - second % WINDOW_SECONDS if count > limit else 0


def _client(request: HttpRequest) -> str:
    """The client's address; of IPv6 the network, as one household has a whole one."""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return "unknown"
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)

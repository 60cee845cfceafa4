"""`request.acting`, and the door that the agency's people pass only with a second factor."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from marketplace.access.views import way_back
from marketplace.organizations.acting import acting_for
from marketplace.organizations.roster import must_set_second_factor

OPEN_PATHS = ("/accounts/", "/static/", "/media/")
TOLD = "Set up a second sign-in step first. Nobody acts for the department without one."


class ActingMiddleware:
    """Gives every request its `acting`, worked out when it is first asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting = SimpleLazyObject(lambda: acting_for(request))
        return self.get_response(request)


class SecondFactorMiddleware:
    """Sends agency staff without a second factor to its set-up from wherever they try to go."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OPEN_PATHS) or not must_set_second_factor(request.user):
            return self.get_response(request)
        messages.warning(request, TOLD)
        return redirect(f"{reverse('mfa_activate_totp')}?{urlencode({'next': way_back(request)})}")

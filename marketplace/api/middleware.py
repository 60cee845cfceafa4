"""Everything under `/api/v1/`: no session, reading only, limited, JSON also for errors, readable from any origin."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from marketplace.api.limits import seconds_to_wait
from marketplace.api.operations import operations, refused
from marketplace.api.problems import BY_STATUS, Problem

PREFIX = "/api/v1/"
READING = ("GET", "HEAD", "OPTIONS")
ALLOWED = ", ".join(READING)
IDENTIFYING = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_ACCEPT_LANGUAGE")
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
}
PREFLIGHT = {
    "Allow": ALLOWED,
    "Access-Control-Allow-Methods": ALLOWED,
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}


class ApiMiddleware:
    """Stands before sessions and languages: who asks, and in which language, makes no difference to an answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        for header in IDENTIFYING:
            request.META.pop(header, None)
        response = self._answer(request)
        for name, value in CORS.items():
            response[name] = value
        for name in ("Vary", "Content-Language"):
            response.headers.pop(name, None)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=PREFLIGHT)
        if request.method not in READING:
            return refused(request, Problem("method", "Send GET, HEAD or OPTIONS.", headers={"Allow": ALLOWED}))
        wait = seconds_to_wait(request, at=request.at)
        if wait:
            return refused(request, _too_many(wait))
        if not _is_operation(request):
            paths = ", ".join(f"/api/v1{one.path}" for one in operations())
            return refused(request, Problem("not-found", f"There are these: {paths}."))
        response = self.get_response(request)
        if response.status_code < 400 or response["Content-Type"].startswith("application/"):
            return response
        kind = BY_STATUS.get(response.status_code, BY_STATUS[500])
        return refused(request, Problem(kind.name, kind.words))


def _too_many(wait: int) -> Problem:
    detail = f"Up to {settings.API_REQUESTS_A_MINUTE:,} requests a minute are answered. Ask again in {wait} s."
    return Problem("too-many", detail, headers={"Retry-After": str(wait)})


def _is_operation(request: HttpRequest) -> bool:
    try:
        return hasattr(resolve(request.path_info).func, "operation")
    except Resolver404:
        return False

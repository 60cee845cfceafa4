"""The instant of a request, its scope, and the pages that say why something was refused."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control

from marketplace.access.permissions import NotVisible
from marketplace.access.referer import page_before
from marketplace.access.scope import request_scope

NOT_A_PAGE = "This address is where a form is sent; there is nothing to read at it. Open the page with the form again."
GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestInstantMiddleware:
    """Takes the instant of a request once, as `request.at`, and opens its scope."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at = timezone.now()
        request.request_id = uuid.uuid4().hex
        with request_scope(request.request_id, request.at):
            return self.get_response(request)


class PrivateAnswerMiddleware:
    """Tells every cache on the way that what a signed-in person gets is theirs alone and is asked for anew."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response and request.user.is_authenticated:
            patch_cache_control(response, private=True, no_cache=True)
        return response


class RefusalMiddleware:
    """Turns a refusal, or a fault in what was asked, that reached no form into a page that says why."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content and request.method == "GET":
            page = _problem(request, NOT_A_PAGE, response.status_code)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Sequence[str], address: dict[str, Any]) -> None:
        """An address with a NUL in it names no record: PostgreSQL refuses even to look for one."""
        if any("\x00" in part for part in address.values() if isinstance(part, str)):
            raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotVisible):
            raise Http404 from exception
        incomplete = isinstance(exception, ValidationError)
        refusal_status = 409 if incomplete else getattr(exception, "refusal_status", None)
        if refusal_status is None:
            return None
        reason = " ".join(exception.messages) if incomplete else str(exception)
        return _problem(request, reason, refusal_status, getattr(exception, "remedies", ()))


def _problem(request: HttpRequest, reason: str, status: int, remedies: Sequence[Any] = ()) -> HttpResponse:
    context = {"reason": reason, "remedies": remedies, "page_before": _other_page_before(request)}
    return render(request, "marketplace/problem.html", context, status=status)


def _other_page_before(request: HttpRequest) -> str:
    """The path of our page that the person came from; empty where there is none to go back to."""
    before = page_before(request)
    return "" if before is None or before.path == request.path else before.path

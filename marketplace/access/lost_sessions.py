"""Typing that reaches the portal after its session has ended is kept until the person has signed in again.

It lies in the session that the browser has before signing in, which goes on as the signed-in one; never on a page of
its own, and for one visit only.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render

KEPT = "typed_before_sign_in"
PAGES_MOST = 3
CHARACTERS_MOST = 200_000
NOT_TYPED = ("csrfmiddlewaretoken",)


def keeping_what_is_typed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For a page whose form may be sent after the session has ended: the answers wait, and signing in leads back."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **address: Any) -> HttpResponseBase:
        if request.user.is_authenticated or (request.method != "POST" and not request.htmx):
            return view(request, *args, **address)
        is_kept = request.method == "POST" and _keep(request)
        if request.htmx:
            return _signed_out(request, is_kept=is_kept)
        return redirect_to_login(request.path)

    return kept


def typed_before(request: HttpRequest) -> QueryDict | None:
    """What was typed on this page before its session ended, as it was sent; None where nothing waits."""
    waiting = request.session.get(KEPT, {}).get(request.path)
    return QueryDict(waiting, mutable=True) if waiting else None


def forget_typed(request: HttpRequest) -> None:
    """What was typed before is kept in its record now, or was given up."""
    waiting = request.session.get(KEPT, {})
    if waiting.pop(request.path, None) is not None:
        request.session[KEPT] = waiting


def _keep(request: HttpRequest) -> bool:
    typed = request.POST.copy()
    for name in NOT_TYPED:
        typed.pop(name, None)
    encoded = typed.urlencode()
    if len(encoded) > CHARACTERS_MOST:
        return False
    waiting = {path: text for path, text in request.session.get(KEPT, {}).items() if path != request.path}
    newest = list(waiting.items())[-(PAGES_MOST - 1) :]
    request.session[KEPT] = dict([*newest, (request.path, encoded)])
    return True


def _signed_out(request: HttpRequest, *, is_kept: bool) -> HttpResponse:
    page = request.htmx.current_url_abs_path or request.path
    context = {"is_kept": is_kept, "page": page}
    return render(request, "marketplace/access/_signed_out.html", context, status=401)

"""The page editor's door: nobody enters it without a second factor."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from marketplace.people.queries import has_second_factor

EDITOR = "/admin/"
OPEN = ("/admin/login/", "/admin/logout/", "/admin/password_reset/")


class EditorMiddleware:
    """Sends people without a second factor to its set-up, and lets the editor frame its own previews."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(EDITOR) or request.path_info.startswith(OPEN):
            return self.get_response(request)
        if request.user.is_authenticated and not has_second_factor(request.user):
            messages.warning(request, "The page editor needs a second factor. Set it up, then open the editor again.")
            return redirect("mfa_index")
        response = self.get_response(request)
        response.headers.setdefault("X-Frame-Options", "SAMEORIGIN")
        return response

"""What the page editor's own pages may do that others may not."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

EDITOR = "/admin/"


class EditorMiddleware:
    """Lets the editor show its previews in a frame of its own page; every other page refuses to be framed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(EDITOR):
            response.headers.setdefault("X-Frame-Options", "SAMEORIGIN")
        return response

"""What the page editor's own pages may do that others may not."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from marketplace.access.permissions import NotAllowed
from marketplace.organizations.queries import agency_roles_of
from marketplace.organizations.roles import one_of

EDITOR, SIGN_IN = "/admin/", "/admin/login/"
MAY_ENTER = "wagtailadmin.access_admin"
EDITORS = one_of(("owner", "program_officer", "contracts_officer"))
REASON = f"Pages, clauses and the policy are edited here. This needs the role of {EDITORS} in the department."


class EditorMiddleware:
    """Lets the editor show its previews in a frame of its own page; every other page refuses to be framed.

    Whoever is signed in and may not edit is told so: Wagtail would send them to the sign-in, which sends them back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(EDITOR):
            response.headers.setdefault("X-Frame-Options", "SAMEORIGIN")
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        is_editor = request.path_info.startswith(EDITOR) and not request.path_info.startswith(SIGN_IN)
        if not is_editor or not request.user.is_authenticated or request.user.has_perm(MAY_ENTER):
            return None
        if not agency_roles_of(request.user):
            raise Http404
        raise NotAllowed(REASON)

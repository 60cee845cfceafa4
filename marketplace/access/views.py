"""The one decorator that every view wears: it loads the record and turns strangers and wrong roles away."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from marketplace.access.permissions import NotVisible, Permission
from marketplace.access.referer import page_before

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Declaration:
    """What a view says of itself: who may, on which record, found by which part of the address.

    `roles` says in words who may (`provider.author`, `agency.determiner`, `account`, `public`), apart from the
    predicates, so that the permission matrix can hold one against the other.
    """

    roles: tuple[str, ...]
    permission: Permission | None = None
    model: type[Model] | None = None
    lookups: dict[str, str] = field(default_factory=dict)
    visible: Callable[[], QuerySet] | None = None

    def records(self) -> QuerySet | None:
        """All the records that the view could be asked for."""
        if self.model is None:
            return None
        return self.visible() if self.visible else self.model._default_manager.all()

    def address_of(self, record: Model) -> dict[str, Any]:
        """The parts of the address that lead to this record."""
        return {part: _follow(record, lookup) for part, lookup in self.lookups.items()}


def _follow(record: Any, lookup: str) -> Any:
    for name in lookup.split("__"):
        record = getattr(record, name)
    return record


def _decorate(declaration: Declaration) -> Callable[[View], View]:
    def decorator(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **address: Any) -> HttpResponseBase:
            if declaration.roles != ("public",) and not request.user.is_authenticated:
                return redirect_to_login(way_back(request))
            if declaration.model is None:
                if declaration.permission:
                    _check(declaration.permission, request, None)
                return _answered(request, view(request, **address))
            found = {lookup: address.pop(part) for part, lookup in declaration.lookups.items()}
            record = get_object_or_404(declaration.records(), **found)
            request.record = record
            if declaration.permission:
                _check(declaration.permission, request, record)
            return _answered(request, view(request, record, **address))

        guarded.declaration = declaration
        return guarded

    return decorator


def _answered(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A page that shows again what was sent, with what is wrong in it, is no success: it answers 422."""
    if request.method == "POST" and response.status_code == 200 and getattr(request, "refuses_a_form", False):
        response.status_code = 422
    return response


def way_back(request: HttpRequest) -> str:
    """Where to go on after signing in: the page itself, or the one whose form was sent when the session had ended."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    before = page_before(request)
    return before._replace(scheme="", netloc="").geturl() if before else "/desk/"


def _check(permission: Permission, request: HttpRequest, record: Model | None) -> None:
    try:
        permission.check(request.user, record)
    except NotVisible as stranger:
        raise Http404 from stranger


def access(
    permission: Permission,
    model: type[Model] | None = None,
    /,
    *,
    roles: tuple[str, ...],
    visible: Callable[[], QuerySet] | None = None,
    **lookups: str,
) -> Callable[[View], View]:
    """A page for people with a permission: anonymous → sign-in, stranger → 404, wrong role → 403 with the reason.

    Each further keyword names a part of the address and the lookup that finds the record by it.
    """
    return _decorate(Declaration(roles, permission, model, lookups, visible))


def signed_in(view: View) -> View:
    """A page for any account."""
    return _decorate(Declaration(("account",)))(view)


def public(model: Any = None, /, *, visible: Callable[[], QuerySet] | None = None, **lookups: str) -> Any:
    """A page for everyone; `@public` bare, or with the kind of record and how the address leads to it."""
    if model is not None and not isinstance(model, type):
        return _decorate(Declaration(("public",)))(model)
    return _decorate(Declaration(("public",), None, model, lookups, visible))

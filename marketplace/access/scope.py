"""What is remembered for the length of one request, and no longer."""

from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.utils import timezone

_scope: ContextVar[MutableMapping[Any, Any] | None] = ContextVar("request_scope", default=None)
_request_id: ContextVar[str] = ContextVar("request_id", default="")
_instant: ContextVar[datetime | None] = ContextVar("instant", default=None)


@contextmanager
def request_scope(request_id: str = "", at: datetime | None = None) -> Iterator[None]:
    """Open a scope in which `remembered` answers come once; events recorded in it carry the request's id."""
    token, id_token, at_token = _scope.set({}), _request_id.set(request_id), _instant.set(at)
    try:
        yield
    finally:
        _scope.reset(token)
        _request_id.reset(id_token)
        _instant.reset(at_token)


@contextmanager
def remembering() -> Iterator[None]:
    """Have answers remembered from here to the end where nothing does so yet: in tasks and commands."""
    if is_open():
        yield
        return
    token = _scope.set({})
    try:
        yield
    finally:
        _scope.reset(token)


def remembered(key: Any, compute: Callable[[], Any]) -> Any:
    """The answer computed once in this request; outside of one it is computed each time."""
    scope = _scope.get()
    if scope is None:
        return compute()
    if key not in scope:
        scope[key] = compute()
    return scope[key]


def forget(key: Any = None) -> None:
    """Drop one remembered answer, or all of them."""
    scope = _scope.get()
    if scope is not None:
        scope.pop(key, None) if key is not None else scope.clear()


def is_open() -> bool:
    """Whether answers are remembered now."""
    return _scope.get() is not None


def current_request_id() -> str:
    """The id of the request that is being answered, or nothing."""
    return _request_id.get()


def current_instant() -> datetime:
    """The instant of the request that is being answered, taken once; outside of one, the clock's."""
    return _instant.get() or timezone.now()

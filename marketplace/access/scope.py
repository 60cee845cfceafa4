"""What is remembered for the length of one request, and no longer."""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from itertools import islice
from typing import Any

from django.utils import timezone

_scope: ContextVar[MutableMapping[Any, Any] | None] = ContextVar("request_scope", default=None)
_request_id: ContextVar[str] = ContextVar("request_id", default="")
_instant: ContextVar[datetime | None] = ContextVar("instant", default=None)
_TOGETHER = "asked together"
MOST_TOGETHER = 500


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


def ask_together(keys: Iterable[Any]) -> None:
    """Say that the same will be asked of each of these: what is read for one of them is then read for all at once."""
    scope = _scope.get()
    if scope is not None:
        scope[_TOGETHER] = dict.fromkeys(islice(keys, MOST_TOGETHER))


def remembered_of(what: str, key: Any, compute: Callable[[list[Any]], Mapping[Any, Any]]) -> Any:
    """The answer for one of those who are asked together, as `remembered` under (what, key); `compute` takes keys and
    has an answer for each."""
    scope = _scope.get()
    if scope is None:
        return compute([key])[key]
    if (what, key) not in scope:
        together = scope.get(_TOGETHER, ())
        wanted = [each for each in together if (what, each) not in scope] if key in together else [key]
        scope.update({(what, each): answer for each, answer in compute(wanted).items()})
    return scope[what, key]


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

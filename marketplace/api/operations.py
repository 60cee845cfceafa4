"""Operations as slices declare them, and the wrapper that reads what was asked and answers as JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from marketplace.api.freshness import unchanged_since
from marketplace.api.parameters import Parameter, read_all
from marketplace.api.problems import CONTENT_TYPE as PROBLEM_TYPE
from marketplace.api.problems import Problem
from marketplace.api.schemas import Schema

FRESH_SECONDS = 60
PRECONDITION_FAILED = 412


@dataclass(frozen=True, kw_only=True)
class Operation:
    """Something that can be read. `path` is below `/api/v1`; `ident` names the part of it that a record fills.

    What is callable is asked for at each description, as words, lists and examples can change. `order` sorts
    the description, low first.
    """

    name: str
    path: str
    title: str
    words: str
    answer_name: str
    answer: Callable[[], Schema]
    parameters: Callable[[], Sequence[Parameter]] = tuple
    ident: str = ""
    ident_words: str = ""
    ident_example: Callable[[], str] = str
    not_found: str = ""
    order: int = 100


OPERATIONS: dict[str, Operation] = {}


def operations() -> list[Operation]:
    """Every operation in the order of the description."""
    return sorted(OPERATIONS.values(), key=lambda one: one.order)


def operation(declared: Operation) -> Callable[[Callable], Callable]:
    """Register an operation. Its view takes `asked` (what was read) and returns plain data, or data with headers.

    Stands over `@public`, which finds the record and says who may.
    """
    OPERATIONS[declared.name] = declared

    def decorator(view: Callable) -> Callable:
        @wraps(view)
        def answering(request: HttpRequest, **address: Any) -> HttpResponse:
            try:
                request.asked = read_all(declared.parameters(), request.GET)
                return view(request, **address)
            except Http404:
                return refused(request, Problem("not-found", declared.not_found))
            except Problem as problem:
                return refused(request, problem)

        answering.operation = declared
        return answering

    return decorator


def answered(request: HttpRequest, data: Any, **headers: str) -> HttpResponse:
    """The data as JSON, with an ETag and, where it is known, Last-Modified: 304 where the reader has it already.

    Raises Problem where the reader asks for it only as it was before (If-Match, If-Unmodified-Since).
    """
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    etag = f'"{_digest(body)}"'
    response = HttpResponse(body, content_type="application/json; charset=utf-8", headers=headers)
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    since = unchanged_since(request, etag)
    if since is None:  # without a day of change it is to be left aside (RFC 9110, 13.1.4)
        request.META.pop("HTTP_IF_UNMODIFIED_SINCE", None)
    else:
        response["Last-Modified"] = http_date(since)
    found = get_conditional_response(request, etag=etag, last_modified=since, response=response)
    if found.status_code == PRECONDITION_FAILED:
        raise Problem("changed", "It is another answer by now. Ask without If-Match and If-Unmodified-Since.")
    return found


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32]


def refused(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem as its answer. No cache keeps it."""
    docs = request.build_absolute_uri(reverse("api:docs"))
    data = problem.as_data(docs=docs, instance=request.get_full_path()[:2_000])
    body = json.dumps(data, ensure_ascii=False).encode()
    headers = {"Cache-Control": "no-store", **problem.headers}
    return HttpResponse(body, status=problem.status, content_type=PROBLEM_TYPE, headers=headers)

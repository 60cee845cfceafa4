"""The description of the API, as data and as a page where each operation can be tried."""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from marketplace.access.views import public
from marketplace.api.description import INTRODUCTION, describe
from marketplace.api.operations import OPERATIONS, Operation, answered, operation, operations
from marketplace.api.problems import KINDS
from marketplace.api.schemas import example_of, fields_of, text, thing


@operation(
    Operation(
        name="openapi",
        path="/openapi.json",
        title="This description",
        words="Every operation in OpenAPI 3.1, for programs that read such descriptions.",
        answer_name="Description",
        answer=lambda: thing(
            "An OpenAPI document.",
            openapi=text("The version of OpenAPI.", "3.1.0"),
            info={"type": "object", "description": "Title and version.", "examples": [{"title": "…", "version": "1"}]},
            paths={"type": "object", "description": "The operations.", "examples": [{}]},
        ),
    )
)
@public
def description(request: HttpRequest) -> HttpResponse:
    """The API in OpenAPI 3.1."""
    return answered(request, describe(server=request.build_absolute_uri("/")[:-1]))


@public
def docs(request: HttpRequest) -> HttpResponse:
    """The same for people: what each operation takes and gives, with a form that tries it."""
    shown = [
        {
            "declared": declared,
            "parameters": declared.parameters(),
            "fields": list(fields_of(declared.answer())),
            "example": json.dumps(example_of(declared.answer()), indent=2, ensure_ascii=False),
        }
        for declared in operations()
    ]
    context = {
        "introduction": INTRODUCTION,
        "operations": shown,
        "kinds": KINDS.values(),
        "limit": settings.API_REQUESTS_A_MINUTE,
        "root": request.build_absolute_uri("/api/v1"),
    }
    return render(request, "marketplace/api/docs.html", context)


@public
def attempt(request: HttpRequest) -> HttpResponse:
    """Leads from the page's form to the address that it describes. What was left empty is left out."""
    declared = OPERATIONS.get(request.GET.get("operation", "models"))
    if declared is None:
        raise Http404("There is no such operation.")
    path = declared.path
    if declared.ident:
        given = request.GET.get(declared.ident, "").strip() or declared.ident_example()
        path = path.replace(f"{{{declared.ident}}}", quote(given, safe=""))
    known = [parameter.name for parameter in declared.parameters()]
    pairs = [(name, value) for name in known for value in request.GET.getlist(name) if value]
    base = reverse("api:description").removesuffix("/openapi.json")
    return HttpResponseRedirect(f"{base}{path}{f'?{urlencode(pairs)}' if pairs else ''}")

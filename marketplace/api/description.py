"""The description of every operation in OpenAPI 3.1, made from their declarations."""

from __future__ import annotations

from typing import Any

from marketplace.api.operations import Operation, operations
from marketplace.api.parameters import Parameter
from marketplace.api.problems import CONTENT_TYPE, KINDS, PROBLEM
from marketplace.api.schemas import example_of

INTRODUCTION = (
    "What the portal publishes, as data. Reading only, for everyone, without a key. Answers are JSON in UTF-8 with an "
    "ETag, whatever Accept says: send it back in If-None-Match, and what has not changed is answered by 304. Where it "
    "is known since when an answer stands, Last-Modified says so, and If-Modified-Since does the same. Money is in "
    "whole cents. "
    "Fields may be added; those that are here stay what they are. Unlike the pages, which leave out what they do not "
    "understand, the API refuses an unknown parameter or value and lists what is accepted."
)
HEADERS = {
    "ETag": ("What this answer is known by.", "string"),
    "Last-Modified": ("Since when the answer stands. Left out with parameters, and where it is new.", "string"),
    "Cache-Control": ("For how many seconds any cache may keep it.", "string"),
    "Access-Control-Allow-Origin": ("Any origin may read.", "string"),
}
RETRY_AFTER = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}}


def describe(*, server: str) -> dict[str, Any]:
    """The whole description. `server` is the address of this portal."""
    found = operations()
    return {
        "openapi": "3.1.0",
        "info": {"title": "Pilotage catalogue API", "version": "1.0.0", "description": INTRODUCTION},
        "servers": [{"url": f"{server}/api/v1"}],
        "externalDocs": {"description": "The same, to read and to try", "url": f"{server}/api/docs"},
        "paths": {one.path: {"get": _get(one)} for one in found},
        "components": {
            "schemas": {"Problem": PROBLEM} | {one.answer_name: one.answer() for one in found},
            "responses": {kind.name: _refusal(kind.name) for kind in KINDS.values()},
        },
    }


def _get(declared: Operation) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{declared.answer_name}"}
    content = {"application/json": {"schema": schema, "example": example_of(declared.answer())}}
    return {
        "operationId": declared.name,
        "summary": declared.title,
        "description": declared.words,
        "parameters": [*_ident(declared), *map(_parameter, declared.parameters())],
        "responses": {
            "200": {
                "description": "The answer.",
                "headers": {
                    name: {"description": words, "schema": {"type": kind}} for name, (words, kind) in HEADERS.items()
                },
                "content": content,
            },
            "304": {"description": "What the reader has (If-None-Match, If-Modified-Since) is still the answer."},
            **{
                str(kind.status): {"$ref": f"#/components/responses/{kind.name}"}
                for kind in KINDS.values()
                if kind.name != "not-found" or declared.ident
            },
        },
    }


def _ident(declared: Operation) -> list[dict[str, Any]]:
    if not declared.ident:
        return []
    return [
        {
            "name": declared.ident,
            "in": "path",
            "required": True,
            "description": declared.ident_words,
            "schema": {"type": "string", "minLength": 1},
            "example": declared.ident_example(),
        }
    ]


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = parameter.schema()
    words = parameter.words
    if parameter.labels():
        words += " " + "; ".join(f"`{value}` {label}" for value, label in parameter.labels().items()) + "."
    shape = {"schema": schema}
    if parameter.is_repeatable:
        shape = {"schema": {"type": "array", "items": schema}, "style": "form", "explode": True}
    example = [parameter.example] if parameter.is_repeatable else parameter.example
    shown = {"example": int(example) if schema["type"] == "integer" else example} if parameter.example else {}
    return {"name": parameter.name, "in": "query", "required": False, "description": words, **shape, **shown}


def _refusal(name: str) -> dict[str, Any]:
    kind = KINDS[name]
    example = example_of(PROBLEM) | {"type": f"https://pilotage.example/api/docs#{name}", "title": kind.title}
    if name != "parameters":
        example |= {"status": kind.status, "detail": kind.words, "instance": "/api/v1/models", "errors": []}
    content = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}}
    headers = {"headers": RETRY_AFTER} if name == "too-many" else {}
    return {"description": kind.words, **headers, "content": content}

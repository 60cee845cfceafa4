"""Errors as RFC 9457 problem details: what, where, and what is accepted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from marketplace.api.schemas import Schema, many, maybe, text, thing, whole

CONTENT_TYPE = "application/problem+json"
LONGEST_REPEATED = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one parameter. `accepted` lists the values where they can be listed."""

    name: str
    detail: str
    given: str | None = None
    accepted: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        given = self.given[:LONGEST_REPEATED] if self.given is not None else None
        return {
            "in": "query",
            "name": self.name[:LONGEST_REPEATED],
            "given": given,
            "detail": self.detail,
            "accepted": list(self.accepted),
        }


@dataclass(frozen=True)
class Kind:
    """A kind of error: its name in the address that explains it, its title and status, and when it happens."""

    name: str
    title: str
    status: int
    words: str


KINDS = {
    kind.name: kind
    for kind in (
        Kind("parameters", "A parameter cannot be used", 400, "A parameter is unknown, or has a value not accepted."),
        Kind("not-found", "There is nothing at this address", 404, "No record has this id, or no operation this path."),
        Kind("method", "Only reading is possible", 405, "GET, HEAD and OPTIONS are accepted, nothing else."),
        Kind("changed", "The answer has changed", 412, "It is not what If-Match or If-Unmodified-Since asks for."),
        Kind("too-many", "Too many requests", 429, "Wait as many seconds as Retry-After says."),
        Kind("failed", "The portal failed to answer", 500, "A fault of ours. Ask again later."),
    )
}
BY_STATUS = {kind.status: kind for kind in KINDS.values()}


@dataclass
class Problem(Exception):
    """An answer that says why there is none. `kind` is a key of `KINDS`."""

    kind: str
    detail: str
    faults: tuple[Fault, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        return KINDS[self.kind].status

    def as_data(self, *, docs: str, instance: str) -> dict[str, Any]:
        """The body, with the address of the page that explains the kind and the address that was asked."""
        return {
            "type": f"{docs}#{self.kind}",
            "title": KINDS[self.kind].title,
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
            "errors": [fault.as_data() for fault in self.faults],
        }


PROBLEM: Schema = thing(
    "Why there is no answer (RFC 9457).",
    type=text("An address that explains this kind of error.", "https://pilotage.example/api/docs#parameters"),
    title=text("The kind of error in words.", "A parameter cannot be used"),
    status=whole("The HTTP status, again.", 400),
    detail=text("What is wrong here.", "tier: “best” is not accepted."),
    instance=text("What was asked.", "/api/v1/models?tier=best"),
    errors=many(
        "Each parameter that cannot be used.",
        thing(
            "One parameter.",
            **{"in": text("Where the parameter stands.", "query")},
            name=text("Which parameter.", "tier"),
            given=maybe(text("Its value, cut to 100 characters.", "best")),
            detail=text("What is wrong, and what is accepted.", "“best” is not accepted. Choose from the list."),
            accepted=many("The accepted values or names, where they can be listed.", text("One.", "promising")),
        ),
    ),
)

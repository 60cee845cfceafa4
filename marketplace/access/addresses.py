"""Which addresses of the portal lead a person to a record on which they may do what the page is for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.urls import Resolver404, resolve

from marketplace.access.views import Declaration


def openable(person: Any, addresses: Iterable[str]) -> set[str]:
    """Those of the addresses whose view the person passes by its own permission on the record of the address.

    Records are read at once for each kind of page. An address that is not about a record is none of them.
    """
    asked: dict[tuple[int, str], dict[Any, str]] = defaultdict(dict)
    declared: dict[int, Declaration] = {}
    for address in set(addresses):
        try:
            match = resolve(address.partition("?")[0])
        except Resolver404:
            continue
        declaration = getattr(match.func, "declaration", None)
        if declaration is None or declaration.model is None or declaration.permission is None:
            continue
        part, lookup = next(iter(declaration.lookups.items()))
        declared[id(declaration)] = declaration
        asked[id(declaration), lookup][str(match.kwargs[part])] = address
    found: set[str] = set()
    for (key, lookup), wanted in asked.items():
        declaration = declared[key]
        for record in declaration.records().filter(**{f"{lookup}__in": list(wanted)}):
            address = wanted.get(str(next(iter(declaration.address_of(record).values()))))
            if address and declaration.permission.decide(person, record):
                found.add(address)
    return found

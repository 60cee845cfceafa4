"""A saved search's query, as the catalogue's page has it in its address."""

from __future__ import annotations

from django.http import QueryDict
from django.urls import reverse

from search.catalog.facets import BY_KEY
from search.catalog.parameters import SearchState, read_state


def state_of(address: str) -> SearchState:
    """What the query asks for; what makes no sense any more is left out."""
    return read_state(QueryDict(address))


def tidied(address: str) -> str:
    """The query at its shortest: what it asks for and its order; not its page, nor whether cards or a table."""
    return state_of(address).address(is_table=False).removeprefix("?")


def page_of(address: str) -> str:
    """Where the catalogue shows the search."""
    return f"{reverse('catalog:search')}?{address}".removesuffix("?")


def asked_in_words(address: str) -> list[tuple[str, str]]:
    """What it asks for, for people: the words, and each facet with its values."""
    state = state_of(address)
    asked = [("Words", state.words)] if state.words else []
    for key, values in state.chosen.items():
        asked.append((BY_KEY[key].title, " or ".join(BY_KEY[key].labels[value] for value in values)))
    return asked or [("Models", "All that are listed now")]


def line_of(address: str) -> str:
    """The same on one line."""
    return "; ".join(f"{name}: {value}" if name != "Words" else f"“{value}”" for name, value in asked_in_words(address))

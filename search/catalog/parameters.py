"""The state of a search in its address: read leniently, written shortest."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlencode

from django.http import QueryDict

from search.catalog.circles import CIRCLE_LABELS, LONGEST_NAME, circles_of
from search.catalog.facets import FACET_WORDS
from search.engine import SORTS, Query
from search.words import MOST_CHARACTERS_READ

ENTRIES_A_PAGE = 20
LAST_PAGE_SERVED = 5_000


@dataclass(frozen=True, slots=True)
class SearchState:
    """What the address asks for. Anything in it that makes no sense is left out, never an error."""

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "best"
    is_descending: bool = False
    is_table: bool = False
    page: int = 1
    district: str = ""
    is_own_district: bool = False

    @property
    def filters_count(self) -> int:
        return sum(len(values) for values in self.chosen.values())

    def address(self, **changes: object) -> str:
        """The address of the search with these changes; any change but of the page itself starts at the first page."""
        state = replace(self, **{"page": 1, **changes})
        pairs: list[tuple[str, object]] = [("q", state.words)] if state.words else []
        pairs += [(key, value) for key, values in state.chosen.items() for value in values]
        if state.district and (not state.is_own_district or CIRCLE_LABELS.keys() & state.chosen.keys()):
            pairs.append(("district", state.district))
        if state.sort != "best":
            pairs.append(("sort", f"-{state.sort}" if state.is_descending else state.sort))
        if state.is_table:
            pairs.append(("view", "table"))
        if state.page > 1:
            pairs.append(("page", state.page))
        return f"?{urlencode(pairs)}"

    def without(self, key: str, value: str) -> str:
        """The address without one chosen value."""
        kept = tuple(one for one in self.chosen[key] if one != value)
        chosen = {**self.chosen, key: kept}
        return self.address(chosen={name: values for name, values in chosen.items() if values})

    def query(self, at: datetime, *, is_whole: bool = False) -> Query:
        """The engine's query for one page, or for the whole result."""
        return Query(
            at=at,
            words=self.words,
            chosen=self.chosen,
            circles=circles_of(self.district, at),
            sort=self.sort,
            is_descending=self.is_descending,
            offset=0 if is_whole else (self.page - 1) * ENTRIES_A_PAGE,
            limit=1_000_000 if is_whole else ENTRIES_A_PAGE,
        )


def read_state(parameters: QueryDict) -> SearchState:
    """The state that an address holds."""
    sort = parameters.get("sort", "")
    is_descending, sort = sort.startswith("-"), sort.removeprefix("-")
    is_known = sort in SORTS and sort != "best"
    return SearchState(
        words=parameters.get("q", "").replace("\x00", "").strip()[:MOST_CHARACTERS_READ],
        chosen=_chosen(parameters),
        sort=sort if is_known else "best",
        is_descending=is_descending and is_known,
        is_table=parameters.get("view") == "table",
        page=_page(parameters.get("page", "")),
        district=parameters.get("district", "").replace("\x00", "").strip()[:LONGEST_NAME],
    )


def _chosen(parameters: QueryDict) -> dict[str, tuple[str, ...]]:
    chosen = {}
    for facet in FACET_WORDS:
        asked = set(parameters.getlist(facet.key))
        values = tuple(value for value in facet.labels if value in asked)
        if values:
            chosen[facet.key] = values
    return chosen


def _page(text: str) -> int:
    try:
        return min(max(int(text), 1), LAST_PAGE_SERVED)
    except ValueError:
        return 1

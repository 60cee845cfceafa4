"""The filter that every list has: by words and by state, as its table names them."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from marketplace.listing.spellings import typed
from marketplace.listing.tables import Table

WORDS_MAX = 100


class ListFilter(django_filters.FilterSet):
    """Rows in which every word is found somewhere, in one state."""

    table_class: type[Table] = Table

    def with_words(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        """The rows that hold each word in one of the table's fields."""
        for word in text.split():
            anywhere = Q()
            for field in self.table_class.words_in:
                anywhere |= typed(f"{field}__icontains", word)
            rows = rows.filter(anywhere)
        return rows

    def in_state(self, rows: QuerySet, name: str, state: str) -> QuerySet:
        """The rows in one state."""
        return self.table_class.in_state(rows, state, self.request.at)


def filter_of(table_class: type[Table], own: Any = None) -> Any:
    """The filter of a table: its own, if any, with words and states added where the table names them; or None."""
    known = own.base_filters if own else {}
    parts: dict[str, Any] = {"table_class": table_class}
    if table_class.words_in and "q" not in known:
        parts["q"] = django_filters.CharFilter(label="Words", method="with_words", max_length=WORDS_MAX)
    if table_class.states and "state" not in known:
        parts["state"] = django_filters.ChoiceFilter(
            label="State", choices=list(table_class.states), empty_label="Any state", method="in_state"
        )
    if len(parts) == 1:
        return own
    bases = (ListFilter, own) if own else (ListFilter,)
    return type(f"{table_class.__name__}Filter", bases, parts)

"""Renders a page as if every list on it had a given number of rows: each row a fresh copy, so that what is fetched once
a row shows in the count of queries."""

import copy
import dataclasses
from contextlib import contextmanager
from itertools import cycle, islice
from unittest import mock

from django.db import models
from django.template.defaulttags import ForNode
from django_tables2.rows import BoundRow

INSIDE = "rows_inside"
render_really = ForNode.render


@dataclasses.dataclass
class Fixed:
    """Stands where a template loop resolves what it runs over."""

    values: list

    def resolve(self, context, ignore_failures=False):
        return self.values


@contextmanager
def every_list_has(count):
    """Within, the outermost loop over records in each template runs over `count` rows, copied from those there are."""

    def render(node, context):
        values = node.sequence.resolve(context, ignore_failures=True)
        values = [] if values is None else list(values)
        inside = context.render_context.get(INSIDE, False)
        multiplied = not inside and bool(values) and all(holds_records(value) for value in values)
        rows = [fresh(value) for value in islice(cycle(values), count)] if multiplied else values
        with mock.patch.object(node, "sequence", Fixed(rows)):
            context.render_context[INSIDE] = inside or multiplied
            try:
                return render_really(node, context)
            finally:
                context.render_context[INSIDE] = inside

    with mock.patch.object(ForNode, "render", render):
        yield


def holds_records(value):
    """Whether a row is a record, a table's row of one, or something plain that carries one."""
    if isinstance(value, models.Model | BoundRow):
        return True
    if dataclasses.is_dataclass(value):
        return any(isinstance(getattr(value, field.name), models.Model) for field in dataclasses.fields(value))
    if isinstance(value, dict):
        value = value.values()
    return isinstance(value, list | tuple | type({}.values())) and any(isinstance(each, models.Model) for each in value)


def fresh(value):
    """A copy of a row that shares nothing fetched later and keeps what was fetched with it."""
    with mock.patch.object(models.QuerySet, "__deepcopy__", _with_its_rows):
        if isinstance(value, BoundRow):
            return BoundRow(copy.deepcopy(value.record), value.table)
        return copy.deepcopy(value)


def _with_its_rows(queryset, memo):
    """Django's own deep copy of a queryset forgets its rows, prefetched ones too."""
    copied = queryset._chain()
    copied._result_cache = copy.deepcopy(queryset._result_cache, memo)
    copied._prefetch_done = queryset._prefetch_done
    return copied

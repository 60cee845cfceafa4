"""Counting interest. One statement adds one to each number, so that nothing is lost between two that count at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import connection

from search.interest.models import InterestCount


def add_one(*, model_ids: Iterable[int], act: str, kind: str, day: date) -> None:
    """Count one act of one kind of visitor for each of these models in the month of a day. No record and no name."""
    ids = sorted(set(model_ids))
    if not ids:
        return
    table = InterestCount._meta.db_table
    rows = ", ".join(["(%s, %s, %s, %s, 1)"] * len(ids))
    month = day.replace(day=1)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (model_id, month, act, kind, count) VALUES {rows} "
            f"ON CONFLICT (model_id, month, act, kind) DO UPDATE SET count = {table}.count + 1",
            [value for model_id in ids for value in (model_id, month, str(act), kind)],
        )

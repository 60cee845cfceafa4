"""What was written once stays so in the database itself, whoever asks. Every rule of every slice joins by itself."""

import pytest
from django.db import DatabaseError, connection, models, transaction

from procurement.negotiations.models import Revision
from tests.database import rewriting, written_once

RULES = written_once()


def fixed_row(rule):
    """The key of a row that the rule holds for."""
    with connection.cursor() as cursor:
        since = (rule.since or "TRUE").replace("OLD.", f"{rule.table}.")
        cursor.execute(f"SELECT id FROM {rule.table} WHERE {since} ORDER BY id LIMIT 1")
        row = cursor.fetchone()
    assert row, f"the demo has no row of {rule.table} that was written once"
    return row[0]


def refused(statement, key):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [key])
    except DatabaseError as problem:
        return str(problem)
    return ""


def another_value(field):
    """SQL for a value that the column's type takes and that is not the one it holds."""
    column = f'"{field.column}"'
    if isinstance(field, models.JSONField):
        return "'[17]'"
    if isinstance(field, models.DateTimeField):
        return "'1999-01-01 00:00:00+00:00'"
    if isinstance(field, models.DateField):
        return "'1999-01-01'"
    if isinstance(field, models.BooleanField):
        return f"NOT {column}"
    if isinstance(field, (models.IntegerField, models.ForeignKey)):
        return f"COALESCE({column}, 0) + 1"
    return f"CASE WHEN {column} = '' THEN 'x' ELSE SUBSTR({column} || 'x', 2) END"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.table)
def test_the_database_refuses(rule, demo_database):
    key = fixed_row(rule)
    named = {field.column: field for field in rule.model._meta.concrete_fields if field.column in rule.columns}
    for column, field in named.items():
        if field.primary_key:
            continue
        answer = refused(f'UPDATE {rule.table} SET "{column}" = {another_value(field)} WHERE id = %s', key)
        assert rule.words in answer, f"{rule.table}.{column} can be changed: {answer}"
    assert rule.words in refused(f"DELETE FROM {rule.table} WHERE id = %s", key), f"{rule.table} can be deleted"


def test_every_name_of_a_field_is_one():
    for rule in RULES:
        assert len(rule.columns) == len(rule.fields or rule.columns), rule.table


def test_a_table_without_a_rule_would_be_noticed(demo_database):
    """The net itself: without its triggers a row can be changed."""
    key = fixed_row(next(rule for rule in RULES if rule.model is Revision))
    with rewriting(Revision):
        assert refused(f"UPDATE {Revision._meta.db_table} SET number = 77 WHERE id = %s", key) == ""

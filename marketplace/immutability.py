"""Triggers with which the database itself refuses to change or delete what was written once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True)
class WrittenOnce:
    """Rows of a model whose columns keep their values, and which cannot be deleted, once ``since`` holds for them.

    ``fields`` names model fields (empty: all of them). ``since`` is SQL about the row as it stands, in which OLD is
    the row; without it a row is fixed from the moment it is written. ``words`` is what the database answers.
    ``part`` tells several rules of one model apart.
    """

    model: type[models.Model]
    words: str
    fields: tuple[str, ...] = ()
    since: str = ""
    part: str = ""

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def _name(self) -> str:
        return f"{self.table}{self.part}_written_once"

    @property
    def columns(self) -> list[str]:
        """The columns that keep their values."""
        fields = self.model._meta.concrete_fields
        return [field.column for field in fields if not self.fields or field.name in self.fields]

    def statements(self, vendor: str) -> list[str]:
        """What makes the triggers; may be run again."""
        return self._sqlite() if vendor == "sqlite" else self._postgresql()

    def _changed(self, differs: str) -> str:
        return " OR ".join(f'NEW."{column}" {differs} OLD."{column}"' for column in self.columns)

    def _sqlite(self) -> list[str]:
        since = self.since or "TRUE"
        tests = {"update": f"({since}) AND ({self._changed('IS NOT')})", "delete": since}
        drops = [f"DROP TRIGGER IF EXISTS {self._name}_{act}" for act in tests]
        return drops + [
            f"CREATE TRIGGER {self._name}_{act} BEFORE {act.upper()} ON {self.table} "
            f"WHEN {test} BEGIN SELECT RAISE(ABORT, '{self.words}'); END"
            for act, test in tests.items()
        ]

    def _postgresql(self) -> list[str]:
        refuse = f"RAISE EXCEPTION '{self.words}' USING ERRCODE = 'integrity_constraint_violation';"
        return [
            f"CREATE OR REPLACE FUNCTION {self._name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {self.since or 'TRUE'} THEN IF TG_OP = 'DELETE' THEN {refuse} "
            f"ELSIF {self._changed('IS DISTINCT FROM')} THEN {refuse} END IF; END IF; "
            "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
            f"DROP TRIGGER IF EXISTS {self._name} ON {self.table}",
            f"CREATE TRIGGER {self._name} BEFORE UPDATE OR DELETE ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self._name}()",
        ]


def install_all(connection: Any, *rules: WrittenOnce) -> None:
    """Install the triggers of these rules; may be run again."""
    with connection.cursor() as cursor:
        for rule in rules:
            for statement in rule.statements(connection.vendor):
                cursor.execute(statement)

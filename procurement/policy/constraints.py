"""The database's own guard: a policy version that was published keeps its number, body and instant."""

from typing import Any

TABLE = "procurement_policyversion"
WORDS = "a published policy never changes"

_CHANGED = (
    "(NEW.number <> OLD.number OR NEW.published_at <> OLD.published_at "
    "OR CAST(NEW.body AS TEXT) <> CAST(OLD.body AS TEXT))"
)
_SQLITE = [
    f"CREATE TRIGGER IF NOT EXISTS policy_frozen_update BEFORE UPDATE ON {TABLE} "
    f"WHEN OLD.state <> 'draft' AND {_CHANGED} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
    f"CREATE TRIGGER IF NOT EXISTS policy_frozen_delete BEFORE DELETE ON {TABLE} "
    f"WHEN OLD.state <> 'draft' BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
]
_POSTGRESQL = [
    "CREATE OR REPLACE FUNCTION policy_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$",
    f"DROP TRIGGER IF EXISTS policy_frozen_update ON {TABLE}",
    f"CREATE TRIGGER policy_frozen_update BEFORE UPDATE ON {TABLE} FOR EACH ROW "
    f"WHEN (OLD.state <> 'draft' AND {_CHANGED}) EXECUTE FUNCTION policy_refuse()",
    f"DROP TRIGGER IF EXISTS policy_frozen_delete ON {TABLE}",
    f"CREATE TRIGGER policy_frozen_delete BEFORE DELETE ON {TABLE} FOR EACH ROW "
    "WHEN (OLD.state <> 'draft') EXECUTE FUNCTION policy_refuse()",
]


def install(connection: Any) -> None:
    """Freeze what was published; may be run again."""
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
            cursor.execute(statement)

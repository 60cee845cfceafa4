"""The database's own guards: one designation in force per model at any instant; an issued decision stays as issued.

PostgreSQL excludes overlapping periods; SQLite's triggers give equal protection.
"""

from typing import Any

from marketplace.immutability import WrittenOnce
from procurement.designations.models import Determination, VersionAdoption

ISSUED = (
    "kind", "subject", "source_reference", "provider", "model", "model_version", "policy_version", "tier_asked",
    "tier_recommended", "tier", "reasons", "summary", "recommendation", "decision_reason", "conditions", "exception",
    "scope", "evidence", "recommended_by", "issued_by", "issued_at",
)  # fmt: skip
WRITTEN_ONCE = (
    WrittenOnce(Determination, "an issued decision never changes", fields=ISSUED, since="OLD.issued_at IS NOT NULL"),
    WrittenOnce(VersionAdoption, "the versions that an approval stood on stay on record"),
)

TABLE = "procurement_designation"
WORDS = "a model has one designation in force at any instant"

_OVERLAP = (
    f"EXISTS (SELECT 1 FROM {TABLE} d WHERE d.model_id = NEW.model_id AND d.id <> NEW.id "
    "AND d.starts_at < d.ends_at AND NEW.starts_at < NEW.ends_at "
    "AND d.starts_at < NEW.ends_at AND NEW.starts_at < d.ends_at)"
)
_SQLITE = [
    f"CREATE TRIGGER IF NOT EXISTS designation_one_{act.lower()} AFTER {act} ON {TABLE} "
    f"WHEN {_OVERLAP} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    for act in ("INSERT", "UPDATE")
]
_POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    f"ALTER TABLE {TABLE} DROP CONSTRAINT IF EXISTS designation_one_in_force",
    f"ALTER TABLE {TABLE} ADD CONSTRAINT designation_one_in_force "
    "EXCLUDE USING gist (model_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)",
]


def install(connection: Any) -> None:
    """Let a model have one designation in force at a time; may be run again."""
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
            cursor.execute(statement)

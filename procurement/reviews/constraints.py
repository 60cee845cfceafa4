"""The database's own guard: scores that were sent, voided ones too, and a consensus that was agreed, never change."""

from typing import Any

from marketplace.immutability import WrittenOnce
from procurement.reviews.models import BlindedFile, Honorarium, Recheck, RecheckedDeclaration

SCORE_WORDS = "scores that were sent never change"
CONSENSUS_WORDS = "a consensus that was agreed never changes"

_SENT = (
    "SELECT 1 FROM procurement_assignment a WHERE a.id = {row}.assignment_id AND a.state NOT IN ('offered', 'accepted')"
)
_AGREED = "SELECT 1 FROM procurement_consensus c WHERE c.id = {row}.consensus_id AND c.state = 'agreed'"
GUARDED = (
    ("score_frozen", "procurement_score", _SENT, SCORE_WORDS),
    ("consensus_score_frozen", "procurement_consensusscore", _AGREED, CONSENSUS_WORDS),
)
ACTS = (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))


def install(connection: Any) -> None:
    """Freeze what was sent and agreed; may be run again."""
    statements = _sqlite() if connection.vendor == "sqlite" else _postgresql()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _sqlite() -> list[str]:
    drops = [f"DROP TRIGGER IF EXISTS {name}_{act.lower()}" for name, *_ in GUARDED for act, _ in ACTS]
    return drops + [
        f"CREATE TRIGGER {name}_{act.lower()} BEFORE {act} ON {table} "
        f"WHEN EXISTS ({test.format(row=row)}) BEGIN SELECT RAISE(ABORT, '{words}'); END"
        for name, table, test, words in GUARDED
        for act, row in ACTS
    ]


def _postgresql() -> list[str]:
    statements = []
    for name, table, test, words in GUARDED:
        body = " ".join(
            f"IF TG_OP = '{act}' AND EXISTS ({test.format(row=row)}) THEN RAISE EXCEPTION '{words}'; END IF;"
            for act, row in ACTS
        )
        statements += [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} "
            "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
            f"DROP TRIGGER IF EXISTS {name} ON {table}",
            f"CREATE TRIGGER {name} BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]
    return statements


CHECKED = "OLD.checked_at IS NOT NULL"
FILE_WORDS = "a decision on a file of a review stays as it was taken"
DECIDED = ("subject", "source", "decided_by", "decided_at")
WRITTEN_ONCE = (
    WrittenOnce(BlindedFile, FILE_WORDS, fields=DECIDED),
    WrittenOnce(BlindedFile, FILE_WORDS, ("shown",), "OLD.shown_id IS NOT NULL", "_shown"),
    WrittenOnce(BlindedFile, FILE_WORDS, since="OLD.ended_at IS NOT NULL", part="_ended"),
    WrittenOnce(Honorarium, "an honorarium stands as it was noted", fields=("assignment", "cents", "due_since")),
    WrittenOnce(Recheck, "a sample that was drawn never changes"),
    WrittenOnce(RecheckedDeclaration, "a declaration that was checked again stays so", since=CHECKED),
)

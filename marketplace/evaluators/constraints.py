"""The database's own guard: what an evaluator declared stays as it was declared, and so does its end."""

from marketplace.evaluators.models import EvaluatorTie
from marketplace.immutability import WrittenOnce

WORDS = "a declared tie of an evaluator stays on record"
WRITTEN_ONCE = (
    WrittenOnce(
        EvaluatorTie,
        WORDS,
        fields=("evaluator", "kind", "body", "since_year", "until_year", "declared_by", "declared_at"),
    ),
    WrittenOnce(
        EvaluatorTie,
        WORDS,
        fields=("taken_back_at", "taken_back_reason"),
        since="OLD.taken_back_at IS NOT NULL",
        part="_taken_back",
    ),
)

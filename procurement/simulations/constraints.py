"""The database's own guard: a trial run keeps what it ran on and, once finished, what it found."""

from marketplace.immutability import WrittenOnce
from procurement.simulations.models import PolicySimulation

WORDS = "a trial run keeps what it ran on and what it found"
WRITTEN_ONCE = (
    WrittenOnce(PolicySimulation, WORDS, fields=("body", "in_force", "started_by", "started_at")),
    WrittenOnce(
        PolicySimulation,
        WORDS,
        fields=("percent", "finished_at", "result"),
        since="OLD.finished_at IS NOT NULL",
        part="_finished",
    ),
)

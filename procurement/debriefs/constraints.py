"""The database's own guards: a debrief stays as it was asked for and, once it was held, as it was recorded."""

from marketplace.immutability import WrittenOnce
from procurement.debriefs.models import Debrief

WORDS = "a debrief stays as it was asked for and recorded"
ASKED = ("reference", "determination", "provider", "questions", "asked_by", "created_at")
HELD = ("state", "how", "held_on", "attended", "told", "held_by", "recorded_at")
WRITTEN_ONCE = (
    WrittenOnce(Debrief, WORDS, fields=ASKED),
    WrittenOnce(Debrief, WORDS, fields=HELD, since="OLD.recorded_at IS NOT NULL", part="_held"),
)

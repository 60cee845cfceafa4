"""One purchase of the demo, as its stories tell it. Days count back from the day the demo is built."""

from dataclasses import dataclass

STAGES = ("draft", "issued", "open", "agreed", "sent", "signed_once", "executed", "started", "completed", "closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """One request and how far it came. `stage` is one of STAGES; `turn` what else became of it.

    `milestones` gives each milestone's state. `second_measure` is what the provider adds in revision 2.
    """

    key: str
    model: str
    buyer: str
    writer: str
    signer: str
    subject: str
    grade_band: str
    students: int
    total_cents: int | None
    sites: tuple[str, ...]
    asked: int
    starts: int
    ends: int
    need: str
    measure: str
    stage: str
    second_measure: str = ""
    comparison_students: int = 0
    turn: str = ""
    reason: str = ""
    funding: str = "local"
    milestones: tuple[str, ...] = ("planned", "planned", "planned")
    breach_hours: int | None = None

    def reached(self, stage: str) -> bool:
        """Whether it came as far as this stage."""
        return STAGES.index(self.stage) >= STAGES.index(stage)


PAID = ("paid", "paid", "planned")

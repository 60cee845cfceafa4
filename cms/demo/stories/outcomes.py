"""What came of the pilots: totals of both groups on each measure, and how far each report came."""

from dataclasses import dataclass

STAGES = ("draft", "submitted", "verified", "published")


@dataclass(frozen=True, slots=True)
class Totals:
    """One measure: students tested, averages, spreads, and the same at the start, each for both groups."""

    n: tuple[int, int]
    means: tuple[str, str]
    sds: tuple[str, str]
    starts: tuple[str, str]
    start_sds: tuple[str, str]

    def answers(self) -> dict[str, str]:
        """As the report asks for them."""
        found = {}
        for place, arm in enumerate(("treatment", "comparison")):
            found |= {
                f"{arm}_n": str(self.n[place]),
                f"{arm}_mean": self.means[place],
                f"{arm}_sd": self.sds[place],
                f"{arm}_before_mean": self.starts[place],
                f"{arm}_before_sd": self.start_sds[place],
            }
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeStory:
    """The report of one purchase. `measures` in the contract's order; `sent` counts days back from today."""

    purchase: str
    stage: str
    sent: int
    measures: tuple[Totals, ...]
    changes: str
    feedback: str
    reply: str = ""
    return_reason: str = ""

    def reached(self, stage: str) -> bool:
        """Whether the report came as far as this."""
        return STAGES.index(self.stage) >= STAGES.index(stage)


OUTCOMES = (
    OutcomeStory(
        purchase="tamarack-harbor",
        stage="published",
        sent=128,
        measures=(
            Totals((57, 63), ("436.2", "421.0"), ("42.8", "43.5"), ("398.4", "397.9"), ("40.2", "41.0")),
            Totals((57, 63), ("66.1", "59.4"), ("17.2", "18.1"), ("39.0", "38.6"), ("15.3", "15.0")),
        ),
        changes="One group met three days a week in January, when an aide was ill.",
        feedback="Teachers used the Friday notes; students asked for longer stories.",
        reply="We thank the aides. We now train a substitute in every school before the start.",
    ),
    OutcomeStory(
        purchase="tamarack-trails",
        stage="published",
        sent=126,
        measures=(
            Totals((44, 69), ("471.8", "452.6"), ("46.0", "47.1"), ("430.2", "429.8"), ("44.0", "45.1")),
            Totals((44, 69), ("47.9", "42.6"), ("10.8", "11.4"), ("33.1", "33.0"), ("10.2", "10.6")),
        ),
        changes="Nothing.",
        feedback="Students say that they like to explain. Tutors stayed the whole term.",
        reply="The districts’ teachers moved cards with our tutors every second week. That is the model.",
    ),
    OutcomeStory(
        purchase="ellison-trails",
        stage="published",
        sent=122,
        measures=(
            Totals((46, 77), ("466.0", "449.9"), ("47.3", "46.2"), ("426.8", "427.5"), ("45.9", "44.8")),
            Totals((46, 77), ("46.2", "41.8"), ("11.0", "11.2"), ("32.8", "33.1"), ("10.9", "10.4")),
        ),
        changes="One school began two weeks late.",
        feedback="A quiet corner was hard to find on testing days.",
    ),
    OutcomeStory(
        purchase="hollow-storylab",
        stage="verified",
        sent=45,
        measures=(
            Totals((55, 58), ("34.9", "33.8"), ("8.6", "8.9"), ("28.1", "28.0"), ("8.1", "8.2")),
            Totals((55, 58), ("21.0", "19.1"), ("6.2", "6.4"), ("15.2", "15.1"), ("5.9", "6.0")),
        ),
        changes="The librarian worked three days a week instead of two.",
        feedback="Two neighbors came back every week to listen.",
        reply="The gain on the state test is small after eight weeks. We would measure again in spring.",
    ),
    OutcomeStory(
        purchase="millbrook-trails",
        stage="submitted",
        sent=6,
        measures=(Totals((38, 42), ("463.1", "455.8"), ("45.2", "46.6"), ("432.0", "431.1"), ("44.4", "45.0")),),
        changes="Groups met in the cafeteria from October.",
        feedback="Teachers would start earlier in the year.",
    ),
    OutcomeStory(
        purchase="ashgrove-trails",
        stage="verified",
        sent=47,
        measures=(Totals((34, 36), ("40.2", "42.9"), ("10.9", "11.1"), ("33.0", "33.2"), ("10.4", "10.1")),),
        changes="Two tutors left in the third week; groups grew from three to five.",
        feedback="Students liked the cards and missed their tutors.",
        reply="We did not replace the tutors in time. Groups of five are not our model, and we said so in October.",
    ),
    OutcomeStory(
        purchase="tamarack-storylab",
        stage="submitted",
        sent=14,
        measures=(Totals((60, 61), ("33.0", "33.9"), ("8.4", "8.8"), ("27.2", "29.6"), ("8.0", "8.3")),),
        changes="The comparison class used another test date.",
        feedback="Students printed two books and read them at the market.",
        return_reason="The comparison group began two points ahead and was tested three weeks later. Say whether the "
        "averages are adjusted for the start, and by whom.",
    ),
    OutcomeStory(
        purchase="hollow-harbor",
        stage="draft",
        sent=0,
        measures=(Totals((50, 52), ("430.8", "421.9"), ("43.1", "43.0"), ("401.0", "400.1"), ("41.0", "41.2")),),
        changes="Nothing.",
        feedback="",
    ),
)

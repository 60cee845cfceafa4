"""PURE: which way of buying an estimated total asks for, and what that way means step by step."""

from dataclasses import dataclass
from enum import StrEnum

from procurement.agreements.splitting import money_words


class Lane(StrEnum):
    """The ways of buying, from the smallest value to the largest (Pilotage rules 1.2, P12)."""

    DIRECT = "direct"
    QUALIFICATIONS = "qualifications"
    QUOTES = "quotes"
    SEALED = "sealed"


LANE_WORDS = {
    Lane.DIRECT: "order from one provider",
    Lane.QUALIFICATIONS: "qualifications first",
    Lane.QUOTES: "written quotes",
    Lane.SEALED: "sealed competition",
}


@dataclass(frozen=True, slots=True)
class Bands:
    """The policy's value bands: up to the first directly, up to the second by quotes, above it sealed."""

    direct_max_cents: int
    quotes_max_cents: int
    quotes_min: int


@dataclass(frozen=True, slots=True)
class LaneVerdict:
    """The lanes that a total may use, best first, and the sentence that says why."""

    lanes: tuple[Lane, ...]
    reason: str

    @property
    def is_direct(self) -> bool:
        return Lane.DIRECT in self.lanes


@dataclass(frozen=True, slots=True)
class Step:
    """One step ahead: who takes it, what it is, when it is due, and which rule asks for it."""

    who: str
    what: str
    when: str
    rule: str


def lane_for(estimated_total_cents: int, bands: Bands) -> LaneVerdict:
    """The lanes open to an estimated total with its options. Raises ValueError for a total that is not positive."""
    if estimated_total_cents <= 0:
        raise ValueError("an estimated total is more than nothing")
    total = money_words(estimated_total_cents)
    if estimated_total_cents <= bands.direct_max_cents:
        limit = money_words(bands.direct_max_cents)
        return LaneVerdict((Lane.DIRECT,), f"{total} is within {limit}: you may order from one approved provider.")
    if estimated_total_cents <= bands.quotes_max_cents:
        limit = money_words(bands.direct_max_cents)
        asked = f"{bands.quotes_min} written quotes or qualifications first"
        return LaneVerdict((Lane.QUOTES, Lane.QUALIFICATIONS), f"{total} is over {limit}: it asks for {asked}.")
    limit = money_words(bands.quotes_max_cents)
    return LaneVerdict(
        (Lane.SEALED,), f"{total} is over {limit}: it asks for sealed quotes from every qualified provider."
    )


def direct_steps(*, needs_board_vote: bool, board_over_words: str, signatory_words: str) -> tuple[Step, ...]:
    """The steps of a direct order from here to signature, in order, as shown before a person starts."""
    vote = Step(
        "Your board",
        "votes, and you record the vote",
        "before your signatory signs",
        f"Contracts over {board_over_words} need a board vote",
    )
    steps = [
        Step("You", "describe the need and issue the request", "today, about 15 minutes", "Ordering directly"),
        Step(
            "The provider",
            "accepts your terms or proposes others",
            "no fixed clock; you see whom it waits for",
            "Negotiating by revisions",
        ),
        Step("You", "accept the same text, or propose again", "no fixed clock", "Both sides accept one hash"),
        *([vote] if needs_board_vote else []),
        Step(
            signatory_words, "signs for the district", "before the pilot starts", "Author and signatory are two people"
        ),
        Step("The provider", "signs the same text", "before the pilot starts", "Both sign one hash"),
    ]
    return tuple(steps)

"""PURE: the words of the statement with which somebody stands for the claims, complete with what the law asks for.

Section 707(b) of the Right-to-Know Law gives the notice of a request, and five business days to answer it, to whoever
sent "a written statement signed by a representative" that the record holds a trade secret or confidential proprietary
information; the burden to show it lies with the provider.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from procurement.disclosures.grounds import BY_KEY


@dataclass(frozen=True, slots=True)
class Claimed:
    """One part that is claimed: where it stands in the application, on which ground and why."""

    place: str
    ground: str
    reason: str


@dataclass(frozen=True, slots=True)
class Statement:
    """The statement: what comes before the list of what is claimed, the list, and what comes after it."""

    opening: tuple[str, ...]
    items: tuple[tuple[str, str], ...]
    closing: tuple[str, ...]

    def as_text(self) -> str:
        """All of it as one text: what is signed, and what its hash stands for."""
        listed = [f"{place}: {words}" for place, words in self.items]
        return "\n\n".join((*self.opening, *listed, *self.closing))


def statement_of(*, application: str, provider: str, agency: str, claims: Sequence[Claimed]) -> Statement:
    """The statement for these claims, in the order in which they stand in the application."""
    return Statement(
        opening=(
            f"I am a representative of {provider} and have the authority to make this statement for it.",
            f"{provider} sends the application {application} to {agency}. The parts named below contain a trade "
            "secret, confidential proprietary information, or other information that the Right-to-Know Law, 65 P.S. "
            "§ 67.101 and following, excepts from disclosure. Nothing else of the application is claimed.",
        ),
        items=tuple((claim.place, _item(claim)) for claim in claims),
        closing=(
            "This is the written statement of section 707(b) of the Right-to-Know Law, 65 P.S. § 67.707(b). We ask to "
            "be told within five business days of a request for any of these parts, and know that we then have five "
            "business days to say what we hold against its release.",
            "We know that the department decides what it releases, that it falls to us to show that a part is "
            "excepted, and that prices and the terms on which student data are held are never kept from the public.",
            "I have looked at each of these parts. What I state is true and correct to the best of my knowledge. I "
            "understand that false statements are subject to the penalties of 18 Pa.C.S. § 4904, relating to unsworn "
            "falsification to authorities.",
        ),
    )


def _item(claim: Claimed) -> str:
    ground = BY_KEY[claim.ground]
    return f"{ground.label} ({ground.source}). {ground.words} Why: {claim.reason}"


def name_fault(typed: str, name: str) -> str:
    """What is wrong with a name that was typed to sign; empty where it is the person's own, whatever its case."""
    if " ".join(typed.split()).casefold() == " ".join(name.split()).casefold():
        return ""
    return f"Type your name as your profile has it: {name}."

"""PURE: on which grounds a part of an application may be kept from the public, and which parts never may.

Pennsylvania's Right-to-Know Law, 65 P.S. § 67.101 and following: what a trade secret and confidential proprietary
information are (section 102), the exceptions (section 708(b)), the signed statement (section 707(b)). Prices and the
terms on which student data are held can never be claimed (Pilotage rules I4).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground: its name, what the person who signs says of what is claimed on it, and where it stands."""

    key: str
    label: str
    hint: str
    words: str
    source: str


GROUNDS = (
    Ground(
        "trade_secret",
        "Trade secret",
        "Worth something because competitors do not know it, and you keep it secret.",
        "It derives independent economic value from not being generally known to, and not being readily ascertainable "
        "by proper means by, others who could obtain value from its disclosure or use, and it is the subject of "
        "efforts that are reasonable under the circumstances to keep it secret.",
        "65 P.S. § 67.102 and § 67.708(b)(11)",
    ),
    Ground(
        "proprietary",
        "Confidential proprietary information",
        "Commercial or financial facts that you treat as confidential and whose release would harm you.",
        "It is commercial or financial information that is privileged or confidential, and its disclosure would cause "
        "substantial harm to the competitive position of the provider.",
        "65 P.S. § 67.102 and § 67.708(b)(11)",
    ),
    Ground(
        "financial_capability",
        "Financial information that shows you can perform",
        "Such as balance sheets that you send to show your means.",
        "It is financial information of the provider that was asked for to show its economic capability.",
        "65 P.S. § 67.708(b)(26)",
    ),
    Ground(
        "security",
        "Security of computers and networks",
        "Details whose release would help somebody to break in.",
        "Its disclosure would be reasonably likely to put the security of computer hardware, software or networks in "
        "danger.",
        "65 P.S. § 67.708(b)(4)",
    ),
    Ground(
        "personal",
        "Personal details of somebody",
        "Such as a home address, a private telephone number or a private e-mail address.",
        "It is personal identification information of a natural person.",
        "65 P.S. § 67.708(b)(6)",
    ),
)
BY_KEY = {ground.key: ground for ground in GROUNDS}
CHOICES = tuple((ground.key, ground.label) for ground in GROUNDS)
PRICE = "Prices are public, so this cannot be claimed."
PRIVACY = "How the data of students are held is public, so this cannot be claimed."
PRICE_LIST, PRIVACY_PAPER = "price_list", ("privacy_policy", "data_agreement")


def never_of_section(*, kinds: Iterable[str], panel: str, criteria: Iterable[str]) -> str:
    """Why nothing of a section with these kinds of question can be claimed; empty where it can."""
    if panel == "data" or "privacy" in criteria:
        return PRIVACY
    return PRICE if "money" in kinds else ""


def never_of_document(kind: str) -> str:
    """Why a document of this kind can never be claimed; empty where it can."""
    if kind == PRICE_LIST:
        return PRICE
    return PRIVACY if kind in PRIVACY_PAPER else ""

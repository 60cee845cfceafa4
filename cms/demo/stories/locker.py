"""The documents that providers keep. Days count back from the day the demo is built; negative ones lie ahead."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VersionStory:
    """One upload: when, what its page says, and its first and last day."""

    days_ago: int
    words: str
    issued_days_ago: int | None = None
    ends_days_ago: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentStory:
    """One document with its versions, the oldest first."""

    body: str
    kind: str
    title: str
    keeper: str
    versions: tuple[VersionStory, ...]
    is_put_away: bool = False


COVER = "Fictional certificate: general and cyber liability, each claim up to $2,000,000."
POLICY = "Fictional privacy policy: student data are kept in the United States and destroyed when a contract ends."
VPAT = "Fictional report against WCAG 2.2 at level AA, tested with two readers who use a screen reader."

DOCUMENTS = (
    DocumentStory(
        "northwind",
        "insurance",
        "Liability insurance",
        "carla.jimenez",
        (VersionStory(400, COVER, 410, 45), VersionStory(60, COVER, 62, -303)),
    ),
    DocumentStory("northwind", "privacy_policy", "Privacy policy", "carla.jimenez", (VersionStory(390, POLICY, 395),)),
    DocumentStory(
        "northwind", "accessibility", "Accessibility report", "carla.jimenez", (VersionStory(260, VPAT, 265),)
    ),
    DocumentStory(
        "copperleaf",
        "insurance",
        "Certificate of insurance",
        "arturo.benavides",
        (VersionStory(360, COVER, 360, -5),),
    ),
    DocumentStory("copperleaf", "accessibility", "VPAT", "leah.ostrowski", (VersionStory(120, VPAT, 121),)),
    DocumentStory(
        "copperleaf",
        "security",
        "Answers to the security questions",
        "arturo.benavides",
        (VersionStory(120, "Fictional answers, written before the checks of an outside firm.", 120),),
        is_put_away=True,
    ),
    DocumentStory("kestrel", "tax_form", "W-9", "dana.whitlock", (VersionStory(240, "Fictional W-9.", 240),)),
    DocumentStory(
        "lanternfield",
        "privacy_policy",
        "Our privacy policy",
        "marcus.oyelaran",
        (VersionStory(200, POLICY, 205), VersionStory(1, f"{POLICY} Families can ask for a copy.", 2)),
    ),
    DocumentStory(
        "lanternfield",
        "clearances",
        "Background checks of tutors",
        "marcus.oyelaran",
        (VersionStory(300, "Fictional policy: every tutor is checked each year.", 300, 2),),
    ),
)

TESTED_AGAIN = VersionStory(3, f"{VPAT} Tested again after the autumn release.", 4)

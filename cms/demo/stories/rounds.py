"""The invitations to qualify."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoundStory:
    """An invitation. Days count back from the day the demo is built; negative ones lie ahead. None closes: rolling.
    `hidden` is what its reviewers do not see."""

    key: str
    title: str
    summary: str
    drafted_days_ago: int
    opens_days_ago: int
    closes_days_ago: int | None
    subjects: tuple[str, ...]
    grade_bands: tuple[str, ...]
    services: tuple[str, ...]
    hidden: tuple[str, ...] = ()
    is_published: bool = True
    archived_days_ago: int | None = None


ROUNDS = (
    RoundStory(
        key="first",
        title="Reading and mathematics, kindergarten to grade 6",
        summary="One reader in three in our early grades is behind by winter, and small schools cannot hire for "
        "it. We "
        "look for models that give a child time with an adult, in school hours, at a cost a small district can "
        "carry.",
        drafted_days_ago=425,
        opens_days_ago=395,
        closes_days_ago=350,
        subjects=("reading", "writing", "mathematics"),
        grade_bands=("K-3", "3-6"),
        services=("supplement", "tutoring"),
        archived_days_ago=120,
    ),
    RoundStory(
        key="middle",
        title="Science, writing and careers, grades 6 to 12",
        summary="Our middle and high schools ask for ways of teaching in which students make something real. We "
        "look for "
        "whole-day and whole-course models with a plan to study their effect.",
        drafted_days_ago=270,
        opens_days_ago=250,
        closes_days_ago=205,
        subjects=("science", "writing", "mathematics", "career"),
        grade_bands=("6-9", "9-12"),
        services=("whole_school", "core", "supplement"),
        hidden=("references.contact",),
    ),
    RoundStory(
        key="number",
        title="Mathematics and science, grades 3 to 9",
        summary="Fractions are where our students first fall behind. We look for core and supplementary models in "
        "mathematics and science that show what students understand, not only what they answer.",
        drafted_days_ago=110,
        opens_days_ago=90,
        closes_days_ago=38,
        subjects=("mathematics", "science"),
        grade_bands=("3-6", "6-9"),
        services=("core", "supplement", "tutoring"),
    ),
    RoundStory(
        key="open",
        title="Literacy, mathematics and careers, kindergarten to grade 12",
        summary="Districts tell us that they cannot find reading, writing and mathematics models that fit small "
        "schools, or career learning that reaches beyond one town. New and early models are welcome.",
        drafted_days_ago=45,
        opens_days_ago=24,
        closes_days_ago=-10,
        subjects=("writing", "reading", "career", "mathematics"),
        grade_bands=("K-3", "3-6", "6-9", "9-12"),
        services=("supplement", "tutoring", "whole_school", "core"),
    ),
    RoundStory(
        key="rolling",
        title="Whole courses and whole days, all year",
        summary="A school that changes its day cannot wait for our calendar. Models for a whole course or a whole day "
        "may apply at any time, in any of the subjects below.",
        drafted_days_ago=150,
        opens_days_ago=130,
        closes_days_ago=None,
        subjects=("writing", "science", "mathematics"),
        grade_bands=("K-3", "3-6", "6-9", "9-12"),
        services=("whole_school", "core", "supplement"),
    ),
    RoundStory(
        key="next",
        title="Learning English, kindergarten to grade 9",
        summary="For students who learn English: models that keep the home language in the room.",
        drafted_days_ago=3,
        opens_days_ago=-45,
        closes_days_ago=-95,
        subjects=("english_language",),
        grade_bands=("K-3", "3-6", "6-9"),
        services=("core", "supplement"),
        is_published=False,
    ),
)


@dataclass(frozen=True, slots=True)
class AmendmentStory:
    """An amendment that adds a sentence to what is looked for, and the least time that the policy asks for."""

    round: str
    adds: str
    reason: str
    days_ago: int


AMENDMENTS = (
    AmendmentStory(
        round="open",
        adds="A model that covers one semester may apply too.",
        reason="Two questions showed that the notice was read as if only models for a whole year were invited. That "
        "was not meant.",
        days_ago=11,
    ),
)


@dataclass(frozen=True, slots=True)
class ExtensionStory:
    """More time by some days after the closing: for one provider, or for everyone where ``body`` is empty."""

    round: str
    body: str
    more_days: int
    reason: str
    days_ago: int


EXTENSIONS = (
    ExtensionStory(
        round="middle",
        body="",
        more_days=1,
        reason="The portal could not be reached between 3:10 pm and 5:00 pm on the last day.",
        days_ago=205,
    ),
    ExtensionStory(
        round="open",
        body="northwind",
        more_days=3,
        reason="A storm cut the power at the office for three days.",
        days_ago=6,
    ),
)


@dataclass(frozen=True, slots=True)
class PaperStory:
    """A document to read with a round; with ``reason`` it comes by an amendment, in the place of the one before."""

    round: str
    title: str
    words: str
    days_ago: int
    reason: str = ""


PAPERS = (
    PaperStory(
        round="next",
        title="How the state measures English",
        words="Fictional guide to the measures of the state and when they are taken.",
        days_ago=2,
    ),
    PaperStory(
        round="open",
        title="What a small school can bring",
        words="Fictional guide: rooms, hours and adults that a school of ninety students has.",
        days_ago=44,
    ),
    PaperStory(
        round="open",
        title="What a small school can bring",
        words="Fictional guide, second edition: the hours of aides are counted for both semesters.",
        days_ago=10,
        reason="The guide counted the hours of aides for one semester only.",
    ),
)
BY_KEY = {story.key: story for story in ROUNDS}

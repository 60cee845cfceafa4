"""What providers ask about the rounds, and what the department makes of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuestionStory:
    """A question. Days count back from the day the demo is built; ``published`` is another wording for everyone."""

    round: str
    asker: str
    body: str
    text: str
    asked_days_ago: int
    closed_days_ago: int | None = None
    answer: str = ""
    published: str = ""
    reason: str = ""


QUESTIONS = (
    QuestionStory(
        round="number",
        asker="theo.lambert",
        body="kestrel",
        text="May a model that is used in grades 3 to 5 only apply, although the round names grades 3 to 9?",
        asked_days_ago=78,
        closed_days_ago=75,
        answer="Yes. A model applies for the subjects, grades and services that it serves. An approval holds for "
        "those that the round invites and the model serves.",
    ),
    QuestionStory(
        round="open",
        asker="leah.ostrowski",
        body="copperleaf",
        text="Our writing study ran in two districts and ends in June. Can results that arrive after the closing "
        "date still count?",
        published="A study ends after the closing date. Can its results still count?",
        asked_days_ago=20,
        closed_days_ago=17,
        answer="Only evidence that is entered before you send the application is read in this round. Later results "
        "can be entered at any time, and you may then ask for a review of the tier.",
    ),
    QuestionStory(
        round="open",
        asker="carla.jimenez",
        body="northwind",
        text="Is a partner college part of the learning model or of the staffing?",
        asked_days_ago=18,
        closed_days_ago=16,
        answer="Describe it where it does its work. If students learn with the college’s people, it belongs to the "
        "model; if it only trains your staff, to the staffing.",
    ),
    QuestionStory(
        round="open",
        asker="leah.ostrowski",
        body="copperleaf",
        text="How many applications have you received so far, and from whom?",
        asked_days_ago=15,
        closed_days_ago=14,
        reason="We tell nobody who applies, or how many, before the round has closed.",
    ),
    QuestionStory(
        round="open",
        asker="arturo.benavides",
        body="copperleaf",
        text="May the price differ between a small school and a large one?",
        asked_days_ago=6,
    ),
    QuestionStory(
        round="open",
        asker="marcus.oyelaran",
        body="lanternfield",
        text="Does tutoring by trained high school students count as tutoring in this round?",
        asked_days_ago=5,
    ),
    QuestionStory(
        round="rolling",
        asker="carla.jimenez",
        body="northwind",
        text="May a model apply again for a higher tier while an approval from an earlier round still runs?",
        asked_days_ago=40,
        closed_days_ago=36,
        answer="Yes. The approval stands until it ends or another decision takes its place.",
    ),
    QuestionStory(
        round="rolling",
        asker="theo.lambert",
        body="kestrel",
        text="Is a course that takes one afternoon a week a whole course?",
        asked_days_ago=3,
    ),
)

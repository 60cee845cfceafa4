"""What districts shortlist, note and freeze."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What one member notes on a model."""

    model: str
    author: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListStory:
    """A list: who keeps it for which body, since how many days, what is on it in order, when it was frozen,
    and the model beside whose request the record was put."""

    body: str
    keeper: str
    name: str
    begun: int
    search: str
    models: tuple[str, ...]
    notes: tuple[Note, ...] = ()
    frozen: int | None = None
    with_notes: bool = True
    asked_for: str = ""


SHORTLISTS = (
    ListStory(
        body="tamarack",
        keeper="walter.simms",
        name="Science, grades 6 to 9",
        begun=45,
        search="?subject=science&grade=6-9",
        models=("River Science Lab", "Studio Day"),
        notes=(
            Note(
                model="River Science Lab", author="walter.simms", text="Cheapest by far. Needs a stream we can reach."
            ),
            Note(model="Studio Day", author="nora.finch", text="A whole day a week; our timetable would not bear it."),
        ),
        frozen=40,
    ),
    ListStory(
        body="tamarack",
        keeper="walter.simms",
        name="Small-group reading, first look",
        begun=20,
        search="?q=small+group+reading",
        models=("Harbor Readers", "Sound Partners"),
        frozen=6,
        with_notes=False,
        asked_for="Harbor Readers",
    ),
    ListStory(
        body="tamarack",
        keeper="walter.simms",
        name="Reading, kindergarten to grade 3",
        begun=5,
        search="?q=reading&grade=K-3",
        models=("Harbor Readers", "Two Rivers Story Lab", "Sound Partners"),
        notes=(
            Note(
                model="Harbor Readers",
                author="walter.simms",
                text="Three of our schools could start in the fall. Ask what training costs in the second year.",
            ),
            Note(
                model="Harbor Readers", author="nora.finch", text="I spoke with Port Ellison: they would do it again."
            ),
            Note(
                model="Two Rivers Story Lab", author="nora.finch", text="Early stage, but made for valleys like ours."
            ),
        ),
    ),
    ListStory(
        body="ellison",
        keeper="ravi.menon",
        name="Labs for our science classes",
        begun=60,
        search="",
        models=("River Science Lab", "Tide Tables"),
    ),
)

"""PURE: models side by side. What each record says goes in; rows with what differs come out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FEWEST_FOR_A_MAJORITY = 3
WORDS_SHOWN = 26


@dataclass(frozen=True, slots=True)
class Value:
    """What one model's record says on one row. Empty words: nothing on record.

    `source` is the address that it comes from; `tier` and `mark` say how it is drawn; `note` qualifies it and is no
    part of what is compared.
    """

    words: str = ""
    source: str = ""
    tier: str = ""
    mark: str = ""
    note: str = ""
    is_figure: bool = False

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def is_cut(self) -> bool:
        """Whether a page that shows the beginning of a long text leaves some of it out."""
        return len(self.words.split()) > WORDS_SHOWN

    @property
    def compared(self) -> str:
        """The words without what says nothing: case and space."""
        return " ".join(self.words.casefold().split())


NOTHING = Value()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One model's values by the keys of the rows, under its name."""

    name: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Line:
    """A row's key and title. A long one holds whole texts, of which pages show the beginning."""

    key: str
    title: str
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """A group of rows with the name by which the page leads to it."""

    ident: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of the model with this name, and whether it stands apart from all the others, which agree."""

    name: str
    value: Value
    is_odd: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table with a cell a model."""

    line: Line
    cells: tuple[Cell, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of a topic, and the titles of those on which no model has anything on record."""

    topic: Topic
    rows: tuple[Row, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Every group that has something to show; how many of all rows every model has on record, and how many of those
    differ."""

    groups: tuple[Group, ...]
    shared: int
    differing: int


def side_by_side(topics: Sequence[Topic], sheets: Sequence[Sheet], *, only_differing: bool = False) -> SideBySide:
    """The sheets as rows. Where only what differs is asked for, the rest is left out, but still counted."""
    groups, shared = [], []
    for topic in topics:
        rows = [row_of(line, sheets) for line in topic.lines]
        shared += [row for row in rows if all(cell.value for cell in row.cells)]
        shown = tuple(row for row in rows if row.differs or (not only_differing and _is_known(row)))
        unknown = () if only_differing else tuple(row.line.title for row in rows if not _is_known(row))
        if shown or unknown:
            groups.append(Group(topic, shown, unknown))
    return SideBySide(tuple(groups), len(shared), sum(row.differs for row in shared))


def row_of(line: Line, sheets: Sequence[Sheet]) -> Row:
    """One row. It differs where two models' records do not say the same; that one is silent and another is not counts.

    A cell is odd where it alone departs from what all the others say alike, of three or more. Silence is never odd,
    and nothing is odd against silence: a gap in a record is no trait of the model.
    """
    values = [sheet.values.get(line.key, NOTHING) for sheet in sheets]
    said = [value.compared for value in values]
    cells = (
        Cell(sheet.name, value, _is_odd(said, place))
        for place, (sheet, value) in enumerate(zip(sheets, values, strict=True))
    )
    return Row(line, tuple(cells), len(set(said)) > 1)


def _is_odd(said: Sequence[str], place: int) -> bool:
    others = {*said[:place], *said[place + 1 :]}
    is_majority = len(said) >= FEWEST_FOR_A_MAJORITY and len(others) == 1
    return is_majority and all(others) and bool(said[place]) and said[place] not in others


def _is_known(row: Row) -> bool:
    return any(cell.value for cell in row.cells)

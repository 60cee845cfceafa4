"""PURE: what a file of findings says, in the portal's own words, before anything is written."""

from dataclasses import dataclass, field
from decimal import Decimal

Value = str | int | bool | Decimal | None


@dataclass(frozen=True)
class MeasureFact:
    """A measure that a finding used. The key is the same for the same test in the same category."""

    key: str
    name: str
    category: str
    domain: str


@dataclass(frozen=True)
class FindingFact:
    """One finding; `line` is where its file has it, for messages."""

    source_id: str
    measure: MeasureFact
    domain: str
    values: dict[str, Value]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class StudyFact:
    """One study of an intervention; `locales` hold values of the vocabulary.

    `shares` are percentages of its students, as the review gives them; `topic` is the one it was reviewed under.
    """

    source_id: str
    label: str
    citation: str
    values: dict[str, Value]
    locales: tuple[str, ...] = ()
    findings: tuple[FindingFact, ...] = ()
    shares: dict[str, Decimal] = field(default_factory=dict)
    topic: str = ""
    is_abroad: bool = False


@dataclass(frozen=True)
class InterventionFact:
    """One intervention with its studies, and what the file says of how it is delivered."""

    source_id: str
    name: str
    delivery: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    studies: tuple[StudyFact, ...] = ()


@dataclass(frozen=True)
class RefusedRow:
    """A row that was not taken: where, what stood there, and what would be accepted."""

    line: int
    column: str
    value: str
    accepted: str

    def __str__(self) -> str:
        return f"row {self.line}, column {self.column}: “{self.value}” is not accepted; {self.accepted} is"


@dataclass
class FileFacts:
    """All of a file: whole interventions, and the rows that were refused with the interventions they spoiled."""

    source: str
    interventions: list[InterventionFact] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)

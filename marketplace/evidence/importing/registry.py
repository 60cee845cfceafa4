"""What an uploaded file would enter in the registry of measures, or each row's fault. Writes nothing."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

from marketplace.evidence.importing import cells
from marketplace.evidence.importing.facts import RefusedRow
from marketplace.evidence.importing.own_format import Column
from marketplace.evidence.importing.rows import CellReader, choice, several
from marketplace.evidence.importing.sheets import Repair, Sheet, UnreadableSheet, read_sheet
from marketplace.evidence.models import Measure
from marketplace.evidence.vocabulary import DOMAIN_CHOICES, MeasureKind, MeasureOwner
from marketplace.products.vocabulary import GradeBand, Subject

OWNERS = [each for each in MeasureOwner.choices if each[0] != MeasureOwner.NOT_RECORDED]
NEEDED = ("name", "owner", "used", "outcome")
NAME_MAX, ACCOMMODATIONS_MAX, KEY_MAX = 300, 2_000, 160
COLUMNS = (
    Column("name", "name", "As its publisher gives it, with the subtest", "Tallgrass Reading Check: fluency"),
    Column("owner", "owner", f"One of {', '.join(key for key, _ in OWNERS)}", OWNERS[0][0]),
    Column("used", "kind", f"One of {', '.join(MeasureKind.values)}", MeasureKind.values[0]),
    Column("outcome", "domain", f"One of {', '.join(key for key, _ in DOMAIN_CHOICES)}", DOMAIN_CHOICES[0][0]),
    Column("subject", "subject", f"One of {', '.join(Subject.values)}, or nothing", "reading"),
    Column("grades", "grade_bands", f"Any of {', '.join(GradeBand.values)}, between semicolons", "K-3"),
    Column("accommodations", "accommodations", "What it offers students with disabilities and English learners"),
    Column("normed", "is_normed", "yes or no; no if empty", "yes"),
    Column("higher_is_better", "higher_is_better", "yes or no; yes if empty", "yes"),
    Column("lowest", "scale_minimum", "Lowest possible score, or nothing", "0"),
    Column("highest", "scale_maximum", "Highest possible score, or nothing", "250"),
)


@dataclass
class MeasurePlan:
    """All of a file: what would be new, by line; the names that the registry has; what must be mended first."""

    new: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    known: list[tuple[int, str]] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    row_count: int = 0

    @property
    def can_be_taken(self) -> bool:
        """Whether it can be entered: no row is refused, and something is new."""
        return bool(self.new) and not self.refused


def measure_key(name: str) -> str:
    """By what the registry knows a measure that people named: one name, one measure."""
    return slugify(name)[:KEY_MAX]


def plan_measures(raw: bytes) -> MeasurePlan:
    """What a file would enter. A measure that the registry has under the same name stays as it is there.

    Raises UnreadableSheet for a file without rows, without a needed column, or with one that nobody knows.
    """
    sheet = read_sheet(raw)
    _check_header(sheet)
    plan = MeasurePlan(notes=sheet.notes, repairs=sheet.repairs, row_count=len(sheet.rows))
    kept = set(Measure.objects.values_list("key", flat=True))
    lines: dict[str, int] = {}
    for line, row in sheet.rows:
        reader = CellReader(line, row)
        values = _values(reader)
        key = measure_key(values["name"] or "")
        if key and key in lines:
            twice = f"each measure once; row {lines[key]} has it"
            reader.refused.append(RefusedRow(line, "name", values["name"], twice))
        lines.setdefault(key, line)
        plan.refused += reader.refused
        if key in kept:
            plan.known.append((line, values["name"]))
        else:
            plan.new.append((line, values))
    return plan


def _check_header(sheet: Sheet) -> None:
    missing = [name for name in NEEDED if name not in sheet.columns]
    if missing:
        raise UnreadableSheet(f"The header lacks: {', '.join(missing)}. Name the columns as the template does.")
    unknown = sorted(set(filter(None, sheet.columns)) - {column.name for column in COLUMNS})
    if unknown:
        raise UnreadableSheet(f"No such column: {', '.join(unknown)}. Name the columns as the template does.")


def _values(reader: CellReader) -> dict[str, Any]:
    higher = reader.take(cells.yes_no, "higher_is_better")
    values = {
        "name": reader.take(_text, "name", NAME_MAX),
        "owner": reader.take(_chosen, "owner", OWNERS),
        "kind": reader.take(_chosen, "used", MeasureKind.choices),
        "domain": reader.take(_chosen, "outcome", DOMAIN_CHOICES),
        "subject": reader.take(choice, "subject", Subject.choices),
        "grade_bands": [band for entry in several(reader.row, "grades") if (band := _band(reader, entry))],
        "accommodations": reader.take(_short, "accommodations", ACCOMMODATIONS_MAX),
        "is_normed": bool(reader.take(cells.yes_no, "normed")),
        "higher_is_better": True if higher is None else higher,
        "scale_minimum": reader.take(cells.number, "lowest"),
        "scale_maximum": reader.take(cells.number, "highest"),
    }
    low, high = values["scale_minimum"], values["scale_maximum"]
    if not reader.refused and ((low is None) != (high is None) or (low is not None and low >= high)):
        accepted = "both scores, the highest above the lowest, or neither"
        reader.refused.append(RefusedRow(reader.line, "highest", reader.text("highest"), accepted))
    return values


def _band(reader: CellReader, entry: str) -> str:
    by_words = {words.lower(): key for key, words in GradeBand.choices} | {key.lower(): key for key in GradeBand.values}
    if entry.lower() not in by_words:
        accepted = f"any of {', '.join(GradeBand.values)}, between semicolons"
        reader.refused.append(RefusedRow(reader.line, "grades", entry, accepted))
    return by_words.get(entry.lower(), "")


def _text(row: dict[str, str], column: str, most: int) -> str:
    cells.needed(row, column)
    return _short(row, column, most)


def _short(row: dict[str, str], column: str, most: int) -> str:
    value = cells.text(row, column)
    if len(value) > most:
        raise cells.BadCell(column, f"{value[:40]}…", f"{most:,} characters or fewer")
    return value


def _chosen(row: dict[str, str], column: str, choices: list[tuple[str, str]]) -> str:
    cells.needed(row, column)
    return choice(row, column, choices)

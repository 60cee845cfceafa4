"""What an uploaded file would enter for one model: its studies and findings, or each row's fault. Writes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.evidence import reading
from marketplace.evidence.checks import finding_errors
from marketplace.evidence.claim_lines import ClaimLine, claim_lines
from marketplace.evidence.importing.export_format import is_export, read_export
from marketplace.evidence.importing.facts import RefusedRow
from marketplace.evidence.importing.own_format import NEEDED, is_own, read_own
from marketplace.evidence.importing.rows import FindingRow
from marketplace.evidence.importing.sheets import Repair, Sheet, UnreadableSheet, read_sheet
from marketplace.evidence.judging import judge
from marketplace.evidence.models import Finding, Measure, Study
from marketplace.evidence.rules import EvidenceRules
from marketplace.evidence.vocabulary import AssignedBy
from marketplace.products.models import LearningModel

TWIN = ("domain", "subject", "grade_band", "sample", "period")


@dataclass
class PlannedFinding:
    """One row as it would be entered, with the effect that its numbers give."""

    line: int
    measure: Measure
    values: dict[str, Any]
    n: int
    computed_g: float | None
    problem: str
    claims: tuple[ClaimLine, ...] = ()
    is_known: bool = False


@dataclass
class PlannedStudy:
    """A study of the file; `known` is the one on record that its rows join."""

    label: str
    line: int
    values: dict[str, Any] = field(default_factory=dict)
    known: Study | None = None
    findings: list[PlannedFinding] = field(default_factory=list)

    @property
    def new_findings(self) -> list[PlannedFinding]:
        return [finding for finding in self.findings if not finding.is_known]


@dataclass
class UploadPlan:
    """All of a file. It can be taken in when no row is refused and something in it is new."""

    studies: list[PlannedStudy] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    row_count: int = 0

    @property
    def new_count(self) -> int:
        return sum(len(study.new_findings) for study in self.studies)

    @property
    def known_count(self) -> int:
        return sum(len(study.findings) for study in self.studies) - self.new_count

    @property
    def new_studies(self) -> list[PlannedStudy]:
        return [study for study in self.studies if study.known is None]

    @property
    def can_be_taken(self) -> bool:
        return not self.refused and self.new_count > 0


def plan_upload(model: LearningModel, raw: bytes) -> UploadPlan:
    """Read a file against the registry and the model's studies. Raises UnreadableSheet for another kind of file."""
    sheet = read_sheet(raw)
    rows = _rows(sheet)
    plan = UploadPlan(notes=sheet.notes, repairs=sheet.repairs, row_count=len(rows))
    measures = _Registry(rows)
    studies = _studies(model, rows)
    for row in rows:
        study = studies.get(row.study.lower())
        if study is not None:
            _place(study, row, measures)
        plan.refused += row.refused
    plan.studies = [study for study in studies.values() if study.findings]
    return plan


def _rows(sheet: Sheet) -> list[FindingRow]:
    if is_export(sheet):
        return list(read_export(sheet))
    if is_own(sheet):
        return list(read_own(sheet))
    lacking = ", ".join(name for name in NEEDED if name not in sheet.columns)
    raise UnreadableSheet(
        f"The header has no column {lacking}. Use the template’s columns, or those of the clearinghouse’s export."
    )


class _Registry:
    """The measures that a file names, found at once: by key, then by name, those of people before those of files.

    `shared` are names that several measures have, so that none is found by them: one can carry a tier, another not.
    """

    def __init__(self, rows: Iterable[FindingRow]) -> None:
        names = {row.measure.lower() for row in rows}
        keys = {key for row in rows for key in row.measure_keys}
        self.by_key: dict[str, Measure] = {}
        self.by_name: dict[str, Measure] = {}
        self.shared: set[str] = set()
        for measure in Measure.objects.order_by("-source", "-pk"):
            if measure.key in keys:
                self.by_key[measure.key] = measure
            name = measure.name.lower()
            if name in names:
                before = self.by_name.get(name)
                is_shared = before is not None and before.source == measure.source
                (self.shared.add if is_shared else self.shared.discard)(name)
                self.by_name[name] = measure

    def of(self, row: FindingRow) -> Measure | None:
        keyed = (self.by_key.get(key) for key in row.measure_keys)
        name = row.measure.lower()
        return next(filter(None, keyed), None) or (None if name in self.shared else self.by_name.get(name))


def _studies(model: LearningModel, rows: Iterable[FindingRow]) -> dict[str, PlannedStudy]:
    """The studies of a file; what one row says of a study holds for all, and no other row may say otherwise."""
    known = {study.label.lower(): study for study in model.studies.prefetch_related("findings")}
    studies: dict[str, PlannedStudy] = {}
    first: dict[str, FindingRow] = {}
    for row in rows:
        if not row.study:
            continue
        key = row.study.lower()
        study = studies.setdefault(key, PlannedStudy(row.study, row.line, known=known.get(key)))
        first.setdefault(key, row)
        for name, value in row.study_values.items():
            before = study.values.setdefault(name, value)
            if before != value and name != "citation":
                shown = ", ".join(value) if isinstance(value, list) else value
                row.refuse(name, shown, f"what row {study.line} says of the same study, or nothing,")
    for key, study in studies.items():
        _check_study(study, first[key])
    return studies


def _check_study(study: PlannedStudy, row: FindingRow) -> None:
    if study.known is not None:
        if not study.known.is_editable:
            came = f"another name (this one came from {study.known.get_source_display()} and is not changed by hand)"
            row.refuse("label", study.label, came)
        return
    study.values = {"assigned_by": AssignedBy.STUDENT, **study.values, "label": study.label}
    if "design" not in study.values and not any(bad.column == row.columns["design"] for bad in row.refused):
        row.refuse("design", "", "a design in at least the first row of each study")
    _check_fields(Study(**study.values), study.values, row)


def _check_fields(record: Study | Finding, values: Mapping[str, Any], row: FindingRow) -> None:
    keep = set(values)
    try:
        record.clean_fields(exclude=[each.name for each in record._meta.fields if each.name not in keep])
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            row.refuse(name, values[name], f"{' '.join(messages).rstrip('.')}: a value that fits")


def _place(study: PlannedStudy, row: FindingRow, measures: _Registry) -> None:
    measure = measures.of(row)
    if measure is None:
        if row.measure.lower() in measures.shared:
            row.refuse(
                "measure", row.measure, "a name that only one measure of the registry has; several have this one"
            )
        elif row.measure:
            row.refuse("measure", row.measure, "a measure of the registry, by its name there; propose it first")
        return
    record = study.known or Study(**study.values)
    given = {name: value for name, value in row.values.items() if value not in (None, "")}
    given.setdefault("domain", measure.domain)
    faulty = {bad.column for bad in row.refused}
    for name, message in finding_errors(record, measure, given).items():
        column = row.columns.get(name, name)
        if column not in faulty:
            row.refuse(name, given.get(name, ""), message)
    finding = Finding(study=record, measure=measure, **given)
    _check_fields(finding, {name: given[name] for name in given if name != "measure"}, row)
    if not row.refused:
        _add(study, row, finding, given)


def _add(study: PlannedStudy, row: FindingRow, finding: Finding, given: dict[str, Any]) -> None:
    same = {_identity(planned.measure.pk, planned.values): planned.line for planned in study.findings}
    line = same.get(_identity(finding.measure.pk, given))
    if line is not None:
        row.refuse("sample", given.get("sample", ""), f"which students this is about (row {line} has the same result)")
        return
    known = study.known.findings.all() if study.known else ()
    judged = judge(reading.raw_finding(finding), reading.study_design(finding.study, finding), EvidenceRules())
    study.findings.append(
        PlannedFinding(
            line=row.line,
            measure=finding.measure,
            values=given,
            n=finding.n,
            computed_g=judged.effect.g if judged.effect else None,
            problem=judged.problem.reason if judged.problem else "",
            claims=claim_lines(finding, judged),
            is_known=any(_identity(row.measure_id, vars(row)) == _identity(finding.measure.pk, given) for row in known),
        )
    )


def _identity(measure: int, values: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes a finding this one and no other."""
    return (measure, *(values.get(name) or "" for name in TWIN))

"""The two charts of a model's samples as a page shows them: drawing, sentence, table, and the same as a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from marketplace.evidence import charts, wording
from marketplace.evidence.assessment import AssessedFinding, Assessment
from marketplace.evidence.standards import ADJUSTABLE_WITHIN, EQUAL_WITHIN
from marketplace.evidence.vocabulary import Design

VERDICTS = {"alike": "alike", "adjusted": "adjusted for", "unadjusted": "not adjusted for", "far": "too far apart"}


@dataclass(frozen=True)
class ChartColumn:
    name: str
    is_number: bool = False


@dataclass(frozen=True)
class ChartCell:
    column: ChartColumn
    words: str


@dataclass(frozen=True)
class ChartView:
    """A chart with its words and its table."""

    ident: str
    title: str
    caption: str
    svg: SafeString
    columns: tuple[ChartColumn, ...]
    table: tuple[tuple[str, ...], ...]

    @property
    def rows(self) -> list[list[ChartCell]]:
        return [[ChartCell(*pair) for pair in zip(self.columns, row, strict=True)] for row in self.table]


def sample_charts(assessment: Assessment) -> tuple[ChartView, ...]:
    """How alike the groups were at the start, and who stayed; each only where a study says it."""
    found = (_balance(assessment), _flow(assessment))
    return tuple(chart for chart in found if chart is not None)


def _balance(assessment: Assessment) -> ChartView | None:
    lines, table = [], []
    for item in _compared(assessment):
        for covariate in item.judged.equivalence.covariates:
            key = _verdict(covariate.g, item)
            note = f"{covariate.name}; {item.finding.measure.name}"
            is_off = key in ("unadjusted", "far")
            lines.append(charts.StartLine(item.study.label, note, covariate.g, VERDICTS[key], is_off))
            gap = wording.number(covariate.g, 3)
            table.append((item.study.label, covariate.name, item.finding.measure.name, gap, VERDICTS[key]))
    if not lines:
        return None
    columns = ("Study", "Measured", "Outcome"), "SDs apart", "Verdict"
    return ChartView(
        ident="starting-point",
        title="Where the groups started",
        caption=(
            f"Each square is one thing measured before the start. Within {EQUAL_WITHIN:.2f} the groups count as alike; "
            f"up to {ADJUSTABLE_WITHIN:.2f} the analysis must adjust for it; beyond, nothing can mend it."
        ),
        svg=mark_safe(
            charts.balance_svg(
                "starting-point", f"Where the groups in studies of {assessment.model.name} started", _said(table), lines
            )
        ),
        columns=(*map(ChartColumn, columns[0]), ChartColumn(columns[1], True), ChartColumn(columns[2])),
        table=tuple(table),
    )


def _verdict(g: float, item: AssessedFinding) -> str:
    if abs(g) <= EQUAL_WITHIN:
        return "alike"
    if abs(g) > ADJUSTABLE_WITHIN:
        return "far"
    return "adjusted" if item.facts.is_adjusted else "unadjusted"


def _flow(assessment: Assessment) -> ChartView | None:
    lines, table = [], []
    seen = set()
    for item in _compared(assessment):
        finding, lost = item.finding, item.judged.attrition
        if lost is None:
            continue
        assigned, analyzed = (finding.assigned_i, finding.assigned_c), (finding.n_i, finding.n_c)
        if (item.study.pk, assigned, analyzed) in seen:
            continue
        seen.add((item.study.pk, assigned, analyzed))
        verdict = "few lost" if lost.is_low else "many lost"
        note = f"{verdict}; {finding.measure.name}"
        lines.append(charts.FlowLine(item.study.label, note, assigned, analyzed, verdict))
        table += [
            (
                item.study.label,
                group,
                f"{assigned[place]:,}",
                f"{analyzed[place]:,}",
                charts.lost_share(assigned[place], analyzed[place]),
                verdict,
            )
            for place, group in enumerate(("Model group", "Usual teaching"))
        ]
    if not lines:
        return None
    names = (("Study", False), ("Group", False), ("Assigned", True), ("Analyzed", True), ("Lost", True))
    return ChartView(
        ident="sample-flow",
        title="Who stayed to the end",
        caption=(
            "The outline is how many students were assigned at the start, the filled bar how many had a score at the "
            "end. Where many are lost, or more in one group, a difference at the end may come from who left."
        ),
        svg=mark_safe(
            charts.flow_svg(
                "sample-flow",
                f"Students assigned and analyzed in studies of {assessment.model.name}",
                _said(table),
                lines,
            )
        ),
        columns=(*(ChartColumn(*pair) for pair in names), ChartColumn("Verdict")),
        table=tuple(table),
    )


def _compared(assessment: Assessment) -> list[AssessedFinding]:
    return [item for item in assessment.findings if item.study.design != Design.PRE_POST]


def _said(table: Sequence[Sequence[str]]) -> str:
    return ". ".join(", ".join(row) for row in table) + "."

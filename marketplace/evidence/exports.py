"""A model's findings and plots as files to keep."""

from django.http import Http404, HttpResponse

from marketplace.evidence import plots
from marketplace.evidence.assessment import AssessedFinding, Assessment
from marketplace.evidence.checks import plain
from marketplace.evidence.claim_lines import claim_lines
from marketplace.evidence.display import PlotView
from marketplace.evidence.importing.own_format import COLUMNS, example_row
from marketplace.evidence.importing.registry import COLUMNS as MEASURE_COLUMNS
from marketplace.evidence.samples import ChartView
from marketplace.listing.export import file_response

HEADERS = [
    *("study", "year", "design", "measure", "outcome", "grades", "students_model", "students_comparison"),
    *("g", "standard_error", "p", "is_significant", "improvement_index", "attrition", "alike_at_start", "rating"),
    *("run_by", "measure_carries_tier", "why_not_computed"),
    *("claimed_g", "claimed_p", "claims_beside_ours"),
]


def findings_csv(assessment: Assessment) -> HttpResponse:
    """One row a finding, with what the portal computed."""
    rows = [_row(item) for item in assessment.findings]
    return file_response(headers=HEADERS, rows=rows, filename=f"{assessment.model.slug}-findings", kind="csv")


def template_csv(measure: str) -> HttpResponse:
    """The template for findings with one example row."""
    headers = [column.name for column in COLUMNS]
    return file_response(headers=headers, rows=[example_row(measure)], filename="findings-template", kind="csv")


def measures_template_csv() -> HttpResponse:
    """The template for measures with one example row."""
    headers = [column.name for column in MEASURE_COLUMNS]
    rows = [[column.example for column in MEASURE_COLUMNS]]
    return file_response(headers=headers, rows=rows, filename="measures-template", kind="csv")


def drawing_table(drawn: PlotView | ChartView) -> HttpResponse:
    """The table under a plot or chart as CSV."""
    headers = [getattr(column, "name", column) for column in drawn.columns]
    return file_response(headers=headers, rows=[list(row) for row in drawn.table], filename=drawn.ident, kind="csv")


def drawing_file(drawn: PlotView | ChartView | None, kind: str) -> HttpResponse:
    """A plot or chart as a file of its own: svg or csv. Raises Http404 where there is none."""
    if drawn is None or kind not in ("svg", "csv"):
        raise Http404
    return plot_file(drawn) if kind == "svg" else drawing_table(drawn)


def plot_file(plot: PlotView | ChartView) -> HttpResponse:
    """The wide drawing of a plot as an SVG of its own."""
    wide = str(plot.svg).split("</svg>", 1)[0] + "</svg>"
    response = HttpResponse(plots.standalone(wide), content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="{plot.ident}.svg"'
    return response


def _row(item: AssessedFinding) -> list:
    finding, judged, effect = item.finding, item.judged, item.judged.effect
    lost = judged.attrition
    return [
        item.study.label,
        item.study.year,
        item.study.design,
        finding.measure.name,
        finding.domain_words,
        finding.grade_band,
        finding.n_i,
        finding.n_c,
        round(effect.g, 4) if effect else None,
        round(effect.se, 4) if effect else None,
        round(effect.p, 5) if effect else None,
        "yes" if judged.is_significant else "no",
        round(judged.improvement, 1) if judged.improvement is not None else None,
        ("low" if lost.is_low else "high") if lost else "unknown",
        judged.equivalence.state,
        judged.rating.level,
        item.independence.verdict,
        "yes" if finding.measure.carries_tier else "no",
        judged.problem.reason if judged.problem else "",
        *(None if claimed is None else plain(claimed) for claimed in (finding.claimed_g, finding.claimed_p)),
        " ".join(line.words for line in claim_lines(finding, judged)),
    ]

"""The portal's own template for findings, column by column, and how a row of it is read."""

from collections.abc import Iterator
from dataclasses import dataclass

from marketplace.evidence.importing import cells
from marketplace.evidence.importing.rows import CellReader, FindingRow, choice, percent, several
from marketplace.evidence.importing.sheets import Sheet
from marketplace.evidence.vocabulary import DOMAIN_CHOICES, AssignedBy, Design
from marketplace.products.vocabulary import GradeBand, Locale, Subject

NEEDED = ("study", "design", "measure", "n_model")


@dataclass(frozen=True)
class Column:
    """One column of the template: the field it fills, what it is about, an example."""

    name: str
    field: str
    about: str
    example: str = ""


STUDY_COLUMNS = (
    Column("study", "label", "Authors and year; the same in each row of the study", "Okoro, 2024"),
    Column("design", "design", f"One of {', '.join(Design.values)}", "rct"),
    Column("assigned_by", "assigned_by", "student, classroom or school; student if empty", "student"),
    Column("year", "year", "A year", "2024"),
    Column("schools", "school_count", "How many", "4"),
    Column("districts", "districts", "Names, between semicolons", "Millbrook Valley; Fells Grove"),
    Column("places", "locales", f"Any of {', '.join(Locale.values)}, between semicolons", "rural; town"),
    Column("funders", "funders", "Who paid for the study, between semicolons", "Meridian Foundation"),
    Column("reference", "citation", "As a reader would look it up", "Okoro, A. (2024). Reading aloud in small groups."),
    Column("address", "url", "Where to read it", "https://studies.example/okoro-2024"),
)
FINDING_COLUMNS = (
    Column("measure", "measure", "As the registry of measures names it"),
    Column("outcome", "domain", f"One of {', '.join(key for key, _ in DOMAIN_CHOICES)}; the measure’s own if empty"),
    Column("subject", "subject", f"One of {', '.join(Subject.values)}, or nothing", "reading"),
    Column("grades", "grade_band", f"One of {', '.join(GradeBand.values)}, or nothing for several", "K-3"),
    Column("students", "sample", "Which students this row is about", "All students of grade 2"),
)
COUNTS = {
    "assigned_model": "assigned_i",
    "assigned_usual": "assigned_c",
    "n_model": "n_i",
    "n_usual": "n_c",
    "groups_assigned_model": "clusters_assigned_i",
    "groups_assigned_usual": "clusters_assigned_c",
    "groups_model": "clusters_i",
    "groups_usual": "clusters_c",
}
NUMBERS = {
    "mean_model": "mean_i",
    "mean_usual": "mean_c",
    "sd_model": "sd_i",
    "sd_usual": "sd_c",
    "start_mean_model": "pre_mean_i",
    "start_mean_usual": "pre_mean_c",
    "start_sd_model": "pre_sd_i",
    "start_sd_usual": "pre_sd_c",
    "r_squared": "r_squared",
    "icc": "icc",
    "claimed_g": "claimed_g",
    "claimed_p": "claimed_p",
}
SHARES = {"percent_model": "share_i", "percent_usual": "share_c"}
FLAGS = {"adjusted": "is_adjusted", "growth": "is_gain_score", "counts_groups": "accounts_for_clusters"}
NUMBER_COLUMNS = (
    Column("assigned_model", "assigned_i", "Students assigned at the start, model group", "205"),
    Column("assigned_usual", "assigned_c", "The same, usual teaching", "205"),
    Column("n_model", "n_i", "Students analyzed, model group", "200"),
    Column("n_usual", "n_c", "The same, usual teaching; empty for before and after", "200"),
    Column("groups_assigned_model", "clusters_assigned_i", "Classes or schools assigned, if whole groups were"),
    Column("groups_assigned_usual", "clusters_assigned_c", "The same, usual teaching"),
    Column("groups_model", "clusters_i", "Classes or schools analyzed, if whole groups were assigned"),
    Column("groups_usual", "clusters_c", "The same, usual teaching"),
    Column("mean_model", "mean_i", "Mean score at the end, model group", "215"),
    Column("mean_usual", "mean_c", "The same, usual teaching", "211"),
    Column("sd_model", "sd_i", "Standard deviation, unadjusted", "14"),
    Column("sd_usual", "sd_c", "The same, usual teaching", "15"),
    Column("percent_model", "share_i", "Instead of means: share of students, in percent"),
    Column("percent_usual", "share_c", "The same, usual teaching"),
    Column("start_mean_model", "pre_mean_i", "Mean score before the start, model group", "202.2"),
    Column("start_mean_usual", "pre_mean_c", "The same, usual teaching", "202"),
    Column("start_sd_model", "pre_sd_i", "Standard deviation before the start", "13"),
    Column("start_sd_usual", "pre_sd_c", "The same, usual teaching", "13.5"),
    Column("adjusted", "is_adjusted", "yes if the analysis adjusts for starting scores", "yes"),
    Column("growth", "is_gain_score", "yes to compare the growth of the groups", "no"),
    Column("counts_groups", "accounts_for_clusters", "yes if the analysis already counts whole groups"),
    Column("r_squared", "r_squared", "Share of variance explained, 0 to 1"),
    Column("icc", "icc", "Likeness within classes, 0 to 1"),
    Column("claimed_g", "claimed_g", "The effect size that the report itself states", "0.28"),
    Column("claimed_p", "claimed_p", "The p that the report itself states, 0 to 1", "0.005"),
)
COLUMNS = STUDY_COLUMNS + FINDING_COLUMNS + NUMBER_COLUMNS
BY_FIELD = {column.field: column.name for column in COLUMNS}


def example_row(measure: str) -> list[str]:
    """A row that shows what each cell looks like."""
    return [measure if column.name == "measure" else column.example for column in COLUMNS]


def is_own(sheet: Sheet) -> bool:
    return set(NEEDED) <= set(sheet.columns)


def read_own(sheet: Sheet) -> Iterator[FindingRow]:
    """Each row of a file in the template's columns."""
    unknown = [name for name in sheet.columns if name and name not in BY_FIELD.values()]
    if unknown:
        sheet.notes.append(f"Left out, because the template has no such column: {', '.join(unknown)}.")
    for line, cells_of_row in sheet.rows:
        yield _row(CellReader(line, cells_of_row))


def _row(reader: CellReader) -> FindingRow:
    study = reader.take(cells.needed, "study") or ""
    measure = reader.take(cells.needed, "measure") or ""
    study_values = {
        "design": reader.take(choice, "design", Design.choices),
        "assigned_by": reader.take(choice, "assigned_by", _ASSIGNED),
        "year": reader.take(cells.count, "year"),
        "school_count": reader.take(cells.count, "schools"),
        "districts": several(reader.row, "districts"),
        "locales": [value.lower() for value in several(reader.row, "places")],
        "funders": several(reader.row, "funders"),
        "citation": reader.text("reference"),
        "url": reader.text("address"),
    }
    values = {
        "domain": reader.take(choice, "outcome", DOMAIN_CHOICES),
        "subject": reader.take(choice, "subject", Subject.choices),
        "grade_band": reader.take(choice, "grades", GradeBand.choices),
        "sample": reader.text("students"),
        **{name: reader.take(cells.count, column) for column, name in COUNTS.items()},
        **{name: reader.take(cells.number, column) for column, name in NUMBERS.items()},
        **{name: reader.take(percent, column) for column, name in SHARES.items()},
        **{name: bool(reader.take(cells.yes_no, column)) for column, name in FLAGS.items()},
    }
    is_shares = values["share_i"] is not None or values["share_c"] is not None
    values["statistic"] = "binary" if is_shares else "continuous"
    given = {name: value for name, value in study_values.items() if value}
    return FindingRow(reader.line, study, given, measure, values, BY_FIELD, refused=reader.refused)


_ASSIGNED = [pair for pair in AssignedBy.choices if pair[0] != AssignedBy.GROUP]

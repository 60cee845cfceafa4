"""The columns of the clearinghouse's export, read as a provider's own entry: numbers, no rating."""

from collections.abc import Iterator, Mapping

from django.utils.text import slugify

from marketplace.evidence.importing import cells
from marketplace.evidence.importing.naming import measure_name
from marketplace.evidence.importing.repair import without_marks
from marketplace.evidence.importing.rows import CellReader, FindingRow
from marketplace.evidence.importing.sheets import Sheet
from marketplace.evidence.importing.wwc import DESIGNS, DOMAINS, GRADES, LOCALES, SUBJECTS, short_label, year_of

NEEDED = (
    *("s_citation", "s_study_design", "f_outcome_measure", "outcome_domain"),
    *("f_t_ss", "f_c_ss", "f_t_mean", "f_c_mean", "f_t_sd", "f_c_sd"),
)
BY_FIELD = {
    "label": "s_citation",
    "design": "s_study_design",
    "year": "s_publication_date",
    "citation": "s_citation",
    "url": "s_study_page_url",
    "measure": "f_outcome_measure",
    "domain": "outcome_domain",
    "grade_band": "grade_band",
    "sample": "f_sample_description",
    "period": "f_period",
    "n_i": "f_t_ss",
    "n_c": "f_c_ss",
    "clusters_i": "f_t_cluster_ss",
    "clusters_c": "f_c_cluster_ss",
    "icc": "f_icc",
    "mean_i": "f_t_mean",
    "mean_c": "f_c_mean",
    "sd_i": "f_t_sd",
    "sd_c": "f_c_sd",
    "claimed_g": "f_effect_size_wwc",
    "claimed_p": "f_p_value_wwc",
}
NUMBERS = ("mean_i", "mean_c", "sd_i", "sd_c", "claimed_g", "claimed_p")
NOT_RATED = (
    "These are the columns of the clearinghouse’s export. Your rows are entered as your own studies: its published "
    "effect and p are kept as claimed ones and set beside ours, and its rating is not taken from a file."
)


def is_export(sheet: Sheet) -> bool:
    return set(NEEDED) <= set(sheet.columns)


def read_export(sheet: Sheet) -> Iterator[FindingRow]:
    """Each row of a file in the export's columns."""
    sheet.notes.append(NOT_RATED)
    first = ""
    for line, row in sheet.rows:
        found = _row(CellReader(line, row))
        program = without_marks(cells.text(row, "s_intervention_name"))
        first = first or program
        if program != first:
            found.refuse("s_intervention_name", program, f"rows on one program only; the file begins with “{first}”")
        yield found


def _row(reader: CellReader) -> FindingRow:
    row = reader.row
    citation = reader.take(cells.needed, "s_citation") or ""
    as_written = reader.take(cells.needed, "f_outcome_measure") or ""
    name = measure_name(as_written)
    domain = reader.take(cells.one_of, "outcome_domain", DOMAINS)
    clusters = {side: reader.take(cells.count_or_none, f"f_{side}_cluster_ss") for side in ("t", "c")}
    n_i, n_c = (reader.take(cells.count, column) for column in ("f_t_ss", "f_c_ss"))
    is_clustered = all(clusters.values()) and bool(n_i and n_c) and sum(clusters.values()) < n_i + n_c
    study_values = {
        "design": reader.take(cells.one_of, "s_study_design", DESIGNS),
        "year": year_of(cells.text(row, "s_publication_date")),
        "citation": citation,
        "locales": [ours for theirs, ours in LOCALES.items() if reader.take(cells.yes_no, f"s_urbanicity_{theirs}")],
        "assigned_by": "group" if is_clustered else "",
    }
    values = {
        "domain": domain,
        "subject": SUBJECTS.get(domain or "", ""),
        "grade_band": reader.take(cells.one_of, "grade_band", GRADES),
        "sample": cells.text(row, "f_sample_description"),
        "period": cells.text(row, "f_period")[:60],
        "n_i": n_i,
        "n_c": n_c,
        "clusters_i": clusters["t"] if is_clustered else None,
        "clusters_c": clusters["c"] if is_clustered else None,
        "icc": reader.take(cells.number, "f_icc") if is_clustered else None,
        **{name: reader.take(cells.number, BY_FIELD[name]) for name in NUMBERS},
        "statistic": "continuous",
    }
    return FindingRow(
        reader.line,
        short_label(citation, cells.text(row, "s_publication_date")) if citation else "",
        {name: value for name, value in study_values.items() if value},
        name,
        values,
        BY_FIELD,
        measure_keys=_keys(row, as_written),
        refused=reader.refused,
    )


def _keys(row: Mapping[str, str], as_written: str) -> tuple[str, ...]:
    return (f"wwc:{cells.text(row, 'category')}:{slugify(as_written)[:140]}",)

"""The findings file of the What Works Clearinghouse: its columns as the portal's facts."""

import csv
import gzip
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from django.utils.text import slugify

from marketplace.evidence.importing import cells
from marketplace.evidence.importing.facts import (
    FileFacts,
    FindingFact,
    InterventionFact,
    MeasureFact,
    RefusedRow,
    StudyFact,
)
from marketplace.evidence.importing.naming import measure_name
from marketplace.evidence.importing.repair import repaired, without_marks

SOURCE = "What Works Clearinghouse"
DESIGNS = {"RCT": "rct", "QED": "qed", "RDD": "rdd"}
RATINGS = {
    "Meets WWC standards without reservations": "without_reservations",
    "Meets WWC standards with reservations": "with_reservations",
}
DOMAINS = {
    "alphabetics": "alphabetics",
    "reading fluency": "fluency",
    "reading comprehension": "reading comprehension",
    "general literacy": "general literacy",
    "writing": "writing",
    "general math": "general math",
    "general science": "science",
    "interpersonal": "interpersonal",
    "intrapersonal": "intrapersonal",
    "progress in school": "progress",
    "general other subject": "other",
}
SUBJECTS = {
    "alphabetics": "reading",
    "fluency": "reading",
    "reading comprehension": "reading",
    "general literacy": "reading",
    "writing": "writing",
    "general math": "mathematics",
    "science": "science",
    "interpersonal": "behavior",
    "intrapersonal": "behavior",
}
GRADES = {"PK & K": "PK-K", "K-3": "K-3", "3-6": "3-6", "6-9": "6-9", "9-12": "9-12", "": ""}
CATEGORIES = {name: name for name in ("broad", "narrow", "researcher", "developer")}
DELIVERY = ("individual", "small_group", "whole_class", "school")
SERVICES = {
    "curriculum": "core",
    "supplement": "supplement",
    "school_level": "whole_school",
    "teacher_level": "professional_learning",
    "practice": "practice",
    "policy": "policy",
}
LOCALES = {"urban": "city", "suburban": "suburb", "rural": "rural"}
SHARES = {"s_ell": "english_learners", "s_frpl": "low_income"}
TOPICS = {
    "Beginning Reading": "beginning reading",
    "Adolescent Literacy": "adolescent literacy",
    "Primary Mathematics": "primary mathematics",
    "Elementary School Mathematics": "elementary school mathematics",
    "Middle School Math": "middle school mathematics",
    "Secondary Mathematics": "secondary mathematics",
    "High School Mathematics": "high school mathematics",
    "Science": "science",
    "Character Education": "character education",
    "Children Identified With Or At Risk For An Emotional Disturbance": (
        "children with or at risk of an emotional disturbance"
    ),
    "Teaching Secondary Students to Write Effectively Practice Guide": "teaching secondary students to write",
    "Teaching Algebra Practice Guide Protocol": "teaching algebra",
}
NEEDED = (
    *("f_findingid", "s_studyid", "s_interventionid", "s_intervention_name", "s_citation", "s_publication_date"),
    *("s_study_design", "s_study_rating", "s_standards_version", "s_multisite", "s_study_page_url"),
    *("f_outcome_measure", "outcome_domain", "category", "grade_band", "f_period", "f_sample_description"),
    *("f_ss", "f_t_ss", "f_c_ss", "f_cluster_ss", "f_t_cluster_ss", "f_c_cluster_ss", "f_icc"),
    *("f_t_mean", "f_c_mean", "f_t_sd", "f_c_sd", "f_effect_size_wwc", "f_p_value_wwc", "f_is_stat_sig"),
    *(f"s_delivery_method_{name}" for name in DELIVERY),
    *(f"s_program_type_{name}" for name in SERVICES),
    *(f"s_urbanicity_{name}" for name in LOCALES),
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_AUTHOR_END = re.compile(r",\s*(?=&|[^\W\d_][\w’'\- ]+,)")


class UnreadableFile(Exception):
    """The file is not one of findings; the text says what is accepted."""


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with its number as a spreadsheet counts it. UTF-8 with or without a BOM, or cp1252; also gzipped."""
    try:
        raw = path.read_bytes()
        raw = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    except OSError as error:
        raise UnreadableFile(f"{path.name} cannot be opened: {error.strerror or error}.") from error
    reader = csv.DictReader(io.StringIO(_decoded(raw), newline=""), strict=True)
    lacking = [name for name in NEEDED if name not in (reader.fieldnames or [])]
    if lacking:
        raise UnreadableFile(
            f"{path.name} is not a findings file of the clearinghouse: it has no column {', '.join(lacking[:5])}."
        )
    try:
        yield from enumerate(reader, start=2)
    except csv.Error as error:
        raise UnreadableFile(f"{path.name} breaks off at line {reader.line_num}: {error}.") from error


def read_file(path: Path) -> FileFacts:
    """All interventions of a file. One with a refused row is left out whole: half of its findings could mislead."""
    facts = FileFacts(SOURCE)
    by_intervention: dict[str, list[tuple[int, dict[str, str]]]] = {}
    for line, row in read_rows(path):
        by_intervention.setdefault(row["s_interventionid"].strip(), []).append((line, row))
    names = Counter(without_marks(repaired(rows[0][1]["s_intervention_name"])) for rows in by_intervention.values())
    measures: dict[str, MeasureFact] = {}
    for rows in by_intervention.values():
        marked = repaired(rows[0][1]["s_intervention_name"])
        plain = without_marks(marked)
        _take(facts, marked if names[plain] > 1 else plain, rows, measures)
    return facts


def _take(
    facts: FileFacts, name: str, rows: list[tuple[int, dict[str, str]]], measures: dict[str, MeasureFact]
) -> None:
    refused, findings = [], []
    seen: set[str] = set()
    for line, row in rows:
        try:
            finding = _finding(line, row, measures)
            if finding.source_id in seen:
                raise cells.BadCell("f_findingid", finding.source_id, "a number that no other row has")
            seen.add(finding.source_id)
            findings.append((row, finding))
            _study_values(row, findings=())
            _shares([row])
        except cells.BadCell as bad:
            refused.append(RefusedRow(line, bad.column, bad.value, bad.accepted))
    if refused or not name:
        facts.refused += refused
        facts.left_out[name or "(no name)"] = "a row of it was refused"
        return
    flags = [row for _, row in rows]
    facts.interventions.append(
        InterventionFact(
            source_id=rows[0][1]["s_interventionid"].strip(),
            name=name,
            delivery=tuple(kind for kind in DELIVERY if _any(flags, f"s_delivery_method_{kind}")),
            services=tuple(ours for theirs, ours in SERVICES.items() if _any(flags, f"s_program_type_{theirs}")),
            studies=_studies(findings),
        )
    )


def _studies(found: list[tuple[dict[str, str], FindingFact]]) -> tuple[StudyFact, ...]:
    groups: dict[str, list[tuple[dict[str, str], FindingFact]]] = {}
    for row, finding in found:
        groups.setdefault(row["s_studyid"].strip(), []).append((row, finding))
    labels = Counter(_label(group[0][0]) for group in groups.values())
    given: Counter[str] = Counter()
    studies = []
    for source_id, group in groups.items():
        row = group[0][0]
        label = _label(row)
        if labels[label] > 1:
            given[label] += 1
            letter = chr(ord("a") + given[label] - 1)
            label += letter if label[-1].isdigit() else f" ({letter})"
        findings = tuple(finding for _, finding in group)
        rows = [each for each, _ in group]
        studies.append(
            StudyFact(
                source_id=source_id,
                label=label,
                citation=repaired(row["s_citation"]),
                values=_study_values(row, findings),
                locales=tuple(ours for theirs, ours in LOCALES.items() if _any(rows, f"s_urbanicity_{theirs}")),
                findings=findings,
                shares=_shares(rows),
                topic=TOPICS.get(cells.text(row, "s_protocol"), ""),
                is_abroad=_any(rows, "s_international"),
            )
        )
    return tuple(studies)


def _shares(rows: list[dict[str, str]]) -> dict[str, Decimal]:
    """The shares of a study's students that its rows agree on. 0 stands in the file for what is not known as well."""
    found = {ours: {cells.share(row, theirs) for row in rows} - {None, 0} for theirs, ours in SHARES.items()}
    return {name: next(iter(said)) for name, said in found.items() if len(said) == 1}


def _study_values(row: Mapping[str, str], findings: tuple[FindingFact, ...]) -> dict:
    is_clustered = any(finding.values["clusters_i"] for finding in findings)
    return {
        "year": year_of(row["s_publication_date"]),
        "design": cells.one_of(row, "s_study_design", DESIGNS),
        "review": cells.one_of(row, "s_study_rating", RATINGS),
        "review_standards": (cells.text(row, "s_standards_version") or "")[:3],
        "is_multisite": cells.yes_no(row, "s_multisite"),
        "assigned_by": "group" if is_clustered else "student",
        "url": _url(row),
    }


def _finding(line: int, row: Mapping[str, str], measures: dict[str, MeasureFact]) -> FindingFact:
    domain = cells.one_of(row, "outcome_domain", DOMAINS)
    category = cells.one_of(row, "category", CATEGORIES)
    as_written = repaired(cells.needed(row, "f_outcome_measure"))
    name = measure_name(as_written)
    key = f"wwc:{category}:{slugify(as_written)[:140]}"
    cells.needed(row, "s_studyid")
    cells.needed(row, "s_citation")
    return FindingFact(
        source_id=cells.needed(row, "f_findingid"),
        measure=measures.setdefault(key, MeasureFact(key, name, category, domain)),
        domain=domain,
        values={
            "subject": SUBJECTS.get(domain, ""),
            "grade_band": cells.one_of(row, "grade_band", GRADES),
            "outcome": name,
            "sample": repaired(cells.text(row, "f_sample_description")),
            "period": repaired(cells.text(row, "f_period"))[:60],
            "review": cells.one_of(row, "s_study_rating", RATINGS),
            **_numbers(row),
        },
        line=line,
    )


def _numbers(row: Mapping[str, str]) -> dict:
    n, n_i, n_c = (cells.needed_count(row, name) for name in ("f_ss", "f_t_ss", "f_c_ss"))
    clusters, clusters_i, clusters_c = (
        cells.count_or_none(row, name) for name in ("f_cluster_ss", "f_t_cluster_ss", "f_c_cluster_ss")
    )
    is_clustered = bool(clusters and clusters_i and clusters_c and clusters < n)
    mean_i, mean_c = cells.number(row, "f_t_mean"), cells.number(row, "f_c_mean")
    has_means = mean_i is not None and mean_c is not None
    p = cells.number(row, "f_p_value_wwc")
    significant = cells.yes_no(row, "f_is_stat_sig")
    if significant is None:
        raise cells.BadCell("f_is_stat_sig", "", "True or False")
    for column, sd in (("f_t_sd", cells.number(row, "f_t_sd")), ("f_c_sd", cells.number(row, "f_c_sd"))):
        if sd is not None and sd < 0:
            raise cells.BadCell(column, row[column], "a number of 0 or more, or nothing")
    return {
        "statistic": "published",
        "n_i": n_i,
        "n_c": n_c,
        "reported_n": n if n != n_i + n_c else None,
        "clusters_i": clusters_i if is_clustered else None,
        "clusters_c": clusters_c if is_clustered else None,
        "icc": cells.number(row, "f_icc") if is_clustered else None,
        "mean_i": mean_i if has_means else None,
        "mean_c": mean_c if has_means else None,
        "sd_i": cells.number(row, "f_t_sd"),
        "sd_c": cells.number(row, "f_c_sd"),
        "published_g": cells.needed_number(row, "f_effect_size_wwc"),
        "published_p": p,
        "published_is_significant": significant,
    }


def _label(row: Mapping[str, str]) -> str:
    return short_label(repaired(row["s_citation"]), row["s_publication_date"])


def year_of(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[0]) if found else None


def short_label(citation: str, published: str) -> str:
    """The authors and the year in short: "Borman and others, 2016"."""
    head = citation.split("(", 1)[0].strip(" ,.")
    authors = [part.strip(" ,&") for part in _AUTHOR_END.split(head) if part.strip(" ,&")]
    surnames = [author.split(",", 1)[0].strip() for author in authors] or ["Unnamed"]
    if len(surnames) > 2:
        who = f"{surnames[0]} and others"
    else:
        who = " and ".join(surnames)
    return f"{who[:80]}, {year_of(published) or 'in press'}"


def _url(row: Mapping[str, str]) -> str:
    page = cells.text(row, "s_study_page_url")
    return f"https://ies.ed.gov/ncee/wwc{page}" if page.startswith("/Study/") else ""


def _any(rows: list[dict[str, str]], column: str) -> bool:
    return any(cells.yes_no({column: row.get(column) or ""}, column) for row in rows)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")

"""The project's own file of public findings: the same facts, repaired, each study and measure said once."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from marketplace.evidence.importing.facts import FileFacts, FindingFact, InterventionFact, MeasureFact, StudyFact
from marketplace.evidence.importing.wwc import SOURCE, UnreadableFile

FORMAT = "pilotage findings 1"
CARRIED = Path(__file__).parent.parent / "data" / "findings.json"
ATTRIBUTION = (
    "Facts from reviews of the What Works Clearinghouse, Institute of Education Sciences, U.S. Department of Education "
    "(public domain), as gathered by Wolf and Harbatkin (2022). Names repaired; numbers as published."
)


def read_carried(path: Path = CARRIED) -> FileFacts:
    """The facts of a file in the project's own format. Raises UnreadableFile for another file."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"{path.name} cannot be read as JSON.") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise UnreadableFile(f"{path.name} is not a file of findings in the project's own format.")
    measures = {key: MeasureFact(key, **fields) for key, fields in data["measures"].items()}
    return FileFacts(SOURCE, [_intervention(entry, measures) for entry in data["interventions"]])


def write_carried(interventions: Iterable[InterventionFact], path: Path) -> None:
    """Write facts in the project's own format, one intervention a line."""
    interventions = list(interventions)
    measures = {f.measure.key: f.measure for i in interventions for s in i.studies for f in s.findings}
    fields = {
        key: {k: v for k, v in asdict(measure).items() if k != "key"} for key, measure in sorted(measures.items())
    }
    head = {"format": FORMAT, "attribution": ATTRIBUTION, "measures": fields}
    lines = ",\n".join(_written(_entry(intervention)) for intervention in interventions)
    path.write_text(f'{_written(head)[:-1]}, "interventions": [\n{lines}\n]}}\n', encoding="utf-8")


def _written(data: object) -> str:
    return json.dumps(data, default=_plain, ensure_ascii=False, separators=(",", ":"))


def _entry(intervention: InterventionFact) -> dict[str, Any]:
    studies = [
        {
            "source_id": study.source_id,
            "label": study.label,
            "citation": study.citation,
            "values": _given(study.values),
            "locales": study.locales,
            **_given({"shares": study.shares or None, "topic": study.topic, "is_abroad": study.is_abroad or None}),
            "findings": [
                {
                    "source_id": finding.source_id,
                    "measure": finding.measure.key,
                    "domain": finding.domain,
                    "values": _given(finding.values, {"outcome": finding.measure.name}),
                }
                for finding in study.findings
            ],
        }
        for study in intervention.studies
    ]
    return {
        "source_id": intervention.source_id,
        "name": intervention.name,
        "delivery": intervention.delivery,
        "services": intervention.services,
        "studies": studies,
    }


STUDY_BLANKS = {"year": None, "is_multisite": None, "url": "", "review_standards": ""}
FINDING_BLANKS = {
    **dict.fromkeys(
        ("reported_n", "clusters_i", "clusters_c", "icc", "mean_i", "mean_c", "sd_i", "sd_c", "published_p")
    ),
    **dict.fromkeys(("subject", "grade_band", "sample", "period"), ""),
}


def _intervention(entry: dict[str, Any], measures: dict[str, MeasureFact]) -> InterventionFact:
    studies = tuple(
        StudyFact(
            source_id=study["source_id"],
            label=study["label"],
            citation=study["citation"],
            values={**STUDY_BLANKS, **study["values"]},
            locales=tuple(study["locales"]),
            findings=tuple(
                FindingFact(
                    finding["source_id"],
                    measures[finding["measure"]],
                    finding["domain"],
                    {"outcome": measures[finding["measure"]].name, **FINDING_BLANKS, **_numbers(finding["values"])},
                )
                for finding in study["findings"]
            ),
            shares={name: Decimal(share) for name, share in study.get("shares", {}).items()},
            topic=study.get("topic", ""),
            is_abroad=study.get("is_abroad", False),
        )
        for study in entry["studies"]
    )
    return InterventionFact(
        entry["source_id"], entry["name"], tuple(entry["delivery"]), tuple(entry["services"]), studies
    )


DECIMALS = ("icc", "mean_i", "mean_c", "sd_i", "sd_c", "published_g", "published_p")


def _numbers(values: dict[str, Any]) -> dict[str, Any]:
    return {name: Decimal(value) if name in DECIMALS else value for name, value in values.items()}


def _given(values: dict[str, Any], usual: dict[str, Any] | None = None) -> dict[str, Any]:
    usual = usual or {}
    return {name: value for name, value in values.items() if value not in (None, "", usual.get(name))}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"{value!r} has no place in the file.")

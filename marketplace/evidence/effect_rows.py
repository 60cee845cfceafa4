"""A findings file in, one computed row a finding out. Writes nothing to the database."""

import csv
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from marketplace.evidence.attrition import Attrition
from marketplace.evidence.importing import cells
from marketplace.evidence.importing.wwc import DESIGNS, DOMAINS, RATINGS, read_rows
from marketplace.evidence.judging import GroupNumbers, Judged, RawFinding, StudyDesign, judge
from marketplace.evidence.published import NO_NUMBERS, shared_factors, why_it_differs, with_published_sign
from marketplace.evidence.rules import EvidenceRules
from marketplace.evidence.vocabulary import NOT_ACHIEVEMENT

COLUMNS = (
    *("finding_id", "intervention", "study_id", "n", "hedges_g", "standard_error", "p", "improvement_index"),
    *("is_significant", "cluster_p", "cluster_df", "attrition", "equivalence", "rating", "published_g"),
    *("difference_from_published", "reason"),
)


def write_effect_rows(source: Path, target: Path, *, progress: Callable[[float], None] | None = None) -> int:
    """Compute each finding of a clearinghouse file from means, spreads and sizes; returns how many rows were written.

    A value that cannot be computed stays empty and its reason is in the last column. Raises UnreadableFile.
    """
    rows = list(read_rows(source))
    found = [_Found(row) for _, row in rows]
    factors = shared_factors(_pairs(found))
    partial = target.with_name(f"{target.name}.part")
    with partial.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, fieldnames=COLUMNS)
        sheet.writeheader()
        for done, finding in enumerate(found, start=1):
            sheet.writerow(finding.as_row(factors))
            if progress:
                progress(done / len(rows))
    partial.replace(target)
    return len(rows)


def effect_row(row: Mapping[str, str], rules: EvidenceRules | None = None) -> dict[str, Any]:
    """One finding computed, with the reason where it could not be or differs. The sign is the published one."""
    return _Found(row, rules).as_row({})


class _Found:
    """A row of the file with what was computed from it, before the rest of its study is looked at."""

    def __init__(self, row: Mapping[str, str], rules: EvidenceRules | None = None) -> None:
        self.known = {
            "finding_id": cells.text(row, "f_findingid"),
            "intervention": cells.text(row, "s_intervention_name"),
            "study_id": cells.text(row, "s_studyid"),
        }
        self.refused, self.judged = "", None
        try:
            self.raw, design, self.published = _read(row)
        except cells.BadCell as bad:
            self.refused = f"{bad.column}: “{bad.value}” is not accepted; {bad.accepted} is."
            return
        judged = judge(self.raw, design, rules or EvidenceRules())
        self.judged, self.is_turned = with_published_sign(judged, self.published)

    def as_row(self, factors: Mapping[str, float]) -> dict[str, Any]:
        if self.judged is None:
            return {**self.known, "reason": self.refused}
        found = {**self.known, **_computed(self.raw, self.judged), **_published(self.judged, self.published)}
        return {**found, "reason": self._reason(factors.get(self.known["study_id"]))}

    def _reason(self, factor: float | None) -> str:
        if self.published is None and self.judged.effect is not None:
            return NO_NUMBERS
        return why_it_differs(self.raw, self.judged, self.published, is_turned=self.is_turned, factor=factor)


def _pairs(found: Sequence[_Found]) -> dict[str, list[tuple[float, float]]]:
    """Computed and published effects by study."""
    pairs: dict[str, list[tuple[float, float]]] = {}
    for one in found:
        if one.judged is not None and one.judged.effect is not None and one.published is not None:
            pairs.setdefault(one.known["study_id"], []).append((one.judged.effect.g, one.published))
    return pairs


def _read(row: Mapping[str, str]) -> tuple[RawFinding, StudyDesign, float | None]:
    clusters = [cells.count_or_none(row, name) for name in ("f_t_cluster_ss", "f_c_cluster_ss")]
    n = cells.count_or_none(row, "f_ss")
    is_clustered = all(clusters) and n is not None and sum(filter(None, clusters)) < n
    domain = cells.one_of(row, "outcome_domain", DOMAINS)
    raw = RawFinding(
        key=cells.text(row, "f_findingid"),
        study=cells.text(row, "s_studyid"),
        domain=domain,
        kind="continuous",
        i=_group(row, "t", clusters[0] if is_clustered else None),
        c=_group(row, "c", clusters[1] if is_clustered else None),
        is_achievement=domain not in NOT_ACHIEVEMENT,
        icc=_float(cells.number(row, "f_icc")),
    )
    design = StudyDesign(
        cells.one_of(row, "s_study_design", DESIGNS),
        is_cluster_assigned=is_clustered,
        review=cells.one_of(row, "s_study_rating", RATINGS),
    )
    return raw, design, _float(cells.number(row, "f_effect_size_wwc"))


def _group(row: Mapping[str, str], side: str, clusters: int | None) -> GroupNumbers:
    return GroupNumbers(
        n=cells.count_or_none(row, f"f_{side}_ss"),
        mean=_float(cells.number(row, f"f_{side}_mean")),
        sd=_float(cells.number(row, f"f_{side}_sd")),
        clusters=clusters,
    )


def _computed(raw: RawFinding, judged: Judged) -> dict[str, Any]:
    effect, correction = judged.effect, judged.correction
    found: dict[str, Any] = {
        "n": (raw.i.n or 0) + (raw.c.n or 0) or None,
        "attrition": _attrition(judged.attrition),
        "equivalence": judged.equivalence.state,
        "rating": judged.rating.level,
    }
    if effect is None:
        return found
    return {
        **found,
        "hedges_g": f"{effect.g:.6f}",
        "standard_error": f"{effect.se:.6f}",
        "p": f"{(correction.p_naive if correction else effect.p):.6f}",
        "improvement_index": f"{judged.improvement:.2f}",
        "is_significant": "yes" if judged.is_significant else "no",
        "cluster_p": f"{correction.p:.6f}" if correction else None,
        "cluster_df": f"{correction.df:.3f}" if correction else None,
    }


def _published(judged: Judged, published: float | None) -> dict[str, Any]:
    if published is None:
        return {}
    difference = f"{judged.effect.g - published:.6f}" if judged.effect else None
    return {"published_g": f"{published:.6f}", "difference_from_published": difference}


def _attrition(lost: Attrition | None) -> str:
    return "unknown" if lost is None else "low" if lost.is_low else "high"


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)

"""From records to what the rules look at: the contract's terms, the typed parts, the frozen totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from marketplace.evidence.models import Measure
from marketplace.evidence.rules import EvidenceRules
from marketplace.evidence.vocabulary import NOT_ACHIEVEMENT
from procurement.outcomes.analysis import Analysis, ArmTotals, ComparisonTerms, MeasureTerms, analyze
from procurement.outcomes.entry import STUDENT, Part, Row, contradictions, missing_in, parts_for, read_part, rows_of
from procurement.outcomes.groups import ALL, ARMS, COMPARISON, TREATMENT
from procurement.outcomes.models import OutcomeReport
from procurement.outcomes.publication import GroupTotals, Tables
from procurement.outcomes.verdict import DecisionRule, read_rule
from procurement.pilots.models import Pilot


@dataclass(frozen=True, slots=True)
class Terms:
    """What the contract fixed: its measures, the comparison and the rule. Nothing here can be changed."""

    measures: tuple[MeasureTerms, ...]
    registered: Mapping[str, Measure]
    design: str
    rule: DecisionRule

    @property
    def has_comparison(self) -> bool:
        return self.design != "none"

    @property
    def parts(self) -> tuple[Part, ...]:
        return parts_for(self.measures, has_comparison=self.has_comparison)

    def part(self, key: str) -> Part | None:
        return next((part for part in self.parts if part.key == key), None)


@dataclass(frozen=True, slots=True)
class PartReading:
    """A part as it stands: values, what is wrong, what is missing."""

    part: Part
    values: Mapping[str, Any]
    errors: Mapping[str, str]
    missing: tuple[str, ...]
    is_started: bool

    @property
    def is_complete(self) -> bool:
        return not self.errors and not self.missing

    @property
    def answers(self) -> list[tuple[str, Any]]:
        """What was answered, by question; nothing for what was left empty."""
        return [
            (asked.label, dict(asked.choices).get(value, value))
            for asked in self.part.asked
            if (value := self.values.get(asked.key)) is not None
        ]


def terms_of(pilot: Pilot) -> Terms:
    """Read the contract. One query, for the registry's measures."""
    body = pilot.terms
    found = Measure.objects.in_bulk([measure["measure_id"] for measure in body["measures"]])
    registered = {measure["key"]: found[measure["measure_id"]] for measure in body["measures"]}
    measures = tuple(
        MeasureTerms(
            key=measure["key"],
            name=measure["name"],
            kind=measure["kind"],
            higher_is_better=measure["higher_is_better"],
            domain=registered[measure["key"]].domain,
            is_achievement=registered[measure["key"]].domain not in NOT_ACHIEVEMENT,
        )
        for measure in body["measures"]
    )
    return Terms(measures, registered, body["comparison"]["design"], read_rule(body["decision_rule"]))


def read_report(report: OutcomeReport, terms: Terms) -> dict[str, PartReading]:
    """Every part as typed, with what is wrong in it and between parts."""
    typed = {row.key: row.answers for row in report.parts.all()}
    read = {part.key: read_part(part, typed.get(part.key, {})) for part in terms.parts}
    crossed = contradictions(terms.parts, {key: values for key, (values, _) in read.items()})
    return {
        part.key: PartReading(
            part,
            read[part.key][0],
            {**crossed.get(part.key, {}), **read[part.key][1]},
            tuple(missing_in(part, read[part.key][0])),
            part.key in typed,
        )
        for part in terms.parts
    }


def typed_rows(readings: Mapping[str, PartReading]) -> list[Row]:
    """The totals as typed so far."""
    return [
        row for reading in readings.values() if reading.part.measure for row in rows_of(reading.part, reading.values)
    ]


def frozen_rows(report: OutcomeReport) -> list[Row]:
    """The totals as they were sent."""
    names = ("measure", "arm", "group", "n", "mean", "sd", "met", "before_mean", "before_sd", "before_met")
    return [Row(*values) for values in report.results.values_list(*names)]


def tables_from(rows: Iterable[Row], setup: Mapping[str, Any], terms: Terms, rules: EvidenceRules) -> Tables:
    """Analyze totals under the contract's terms; `setup` says who was assigned and how."""
    rows = list(rows)
    comparison = ComparisonTerms(
        terms.design,
        is_cluster_assigned=setup.get("assigned_by") not in (None, STUDENT),
        is_adjusted=setup.get("is_adjusted") == "yes",
    )
    measures = [
        (each, _arm(rows, each.key, TREATMENT, setup), _arm(rows, each.key, COMPARISON, setup))
        for each in terms.measures
    ]
    groups: dict[str, list[GroupTotals]] = {}
    for row in rows:
        if row.group != ALL:
            groups.setdefault(row.measure, []).append(GroupTotals(row.arm, row.group, _totals(row)))
    return Tables(
        analysis=analyze(measures, comparison=comparison, rule=terms.rule, rules=rules),
        comparison=comparison,
        assigned={arm: setup.get(f"{arm}_assigned") for arm in ARMS},
        groups=groups,
    )


def tables_of(report: OutcomeReport, terms: Terms | None = None) -> Tables:
    """The frozen totals of a report that was sent, analyzed under the policy that its pilot is pinned to."""
    terms = terms or terms_of(report.pilot)
    return tables_from(frozen_rows(report), report.setup, terms, evidence_rules(report.pilot))


def analysis_of(report: OutcomeReport) -> Analysis:
    """What the sent totals amount to."""
    return tables_of(report).analysis


def evidence_rules(pilot: Pilot) -> EvidenceRules:
    """The evidence rules of the policy that the pilot is pinned to."""
    return EvidenceRules.of(pilot.policy_version.rules)


def _arm(rows: Iterable[Row], measure: str, arm: str, setup: Mapping[str, Any]) -> ArmTotals:
    row = next((each for each in rows if (each.measure, each.arm, each.group) == (measure, arm, ALL)), None)
    assigned, clusters = setup.get(f"{arm}_assigned"), setup.get(f"{arm}_clusters")
    return ArmTotals(assigned=assigned, clusters=clusters) if row is None else _totals(row, assigned, clusters)


def _totals(row: Row, assigned: int | None = None, clusters: int | None = None) -> ArmTotals:
    return ArmTotals(
        n=row.n,
        mean=row.mean,
        sd=row.sd,
        met=row.met,
        before_mean=row.before_mean,
        before_sd=row.before_sd,
        before_met=row.before_met,
        assigned=assigned,
        clusters=clusters,
    )

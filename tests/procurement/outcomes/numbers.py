"""Plain totals for the tests of the pure modules."""

from decimal import Decimal

from marketplace.evidence.rules import EvidenceRules
from procurement.outcomes.analysis import ArmTotals, ComparisonTerms, MeasureTerms, analyze
from procurement.outcomes.publication import GroupTotals, Tables, publish
from procurement.outcomes.verdict import read_rule

READING = MeasureTerms("m1", "DIBELS 8", "continuous", domain="reading")
PASSED = MeasureTerms("m2", "Grade 3 check", "binary", domain="reading")
RULE = {"expand": [{"measure": "m1", "statistic": "g", "comparator": "ge", "threshold": "0.10"}]}
PASS_RULE = {"expand": [{"measure": "m2", "statistic": "percent_meeting", "comparator": "ge", "threshold": "50"}]}


def scores(n=116, mean="412.5", sd="38", before="380", before_sd="36", **more):
    more = {"assigned": n + 12, **more}
    return ArmTotals(
        n=n, mean=Decimal(mean), sd=Decimal(sd), before_mean=Decimal(before), before_sd=Decimal(before_sd), **more
    )


def shares(n=116, met=70, before_met=40, **more):
    return ArmTotals(n=n, met=met, before_met=before_met, **{"assigned": n + 12, **more})


def analysis(*rows, design="matched_comparison", rule=RULE, **how):
    comparison = ComparisonTerms(design, **how)
    return comparison, analyze(rows, comparison=comparison, rule=read_rule(rule), rules=EvidenceRules())


def published(*rows, assigned=None, groups=None, threshold=10, **how):
    comparison, found = analysis(*rows, **how)
    first = rows[0]
    assigned = assigned or {"treatment": first[1].assigned, "comparison": first[2].assigned}
    return publish(Tables(found, comparison, assigned, groups or {}), threshold=threshold)


def group(name, arm="treatment", **totals):
    return GroupTotals(arm, name, ArmTotals(**totals))

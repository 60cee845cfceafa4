"""The form of a finding: only the numbers that its study and its kind of result call for."""

from decimal import Decimal
from typing import Any

from django import forms

from marketplace.evidence.checks import finding_errors
from marketplace.evidence.forms import EditionForm
from marketplace.evidence.models import Finding, Measure, Study
from marketplace.evidence.vocabulary import DOMAIN_CHOICES, Design, Statistic
from marketplace.lifecycles.forms import ServiceForm
from marketplace.products.vocabulary import GradeBand, Subject

SIDES = {"i": "model group", "c": "usual teaching"}
HUNDRED = Decimal(100)

PAIRS = {
    "assigned": ("Students assigned at the start", ""),
    "n": ("Students analyzed", "Those with a score at the end."),
    "clusters_assigned": ("Classes or schools assigned at the start", ""),
    "clusters": ("Classes or schools analyzed", ""),
    "mean": ("Mean score", "Adjusted for earlier scores if the study did so."),
    "sd": ("Standard deviation", "The unadjusted one."),
    "share": ("Share of students, in percent", "For instance the share who passed."),
    "pre_mean": ("Mean score before the start", "Of the students analyzed at the end."),
    "pre_sd": ("Standard deviation before the start", ""),
}
ALWAYS = ("n", "mean", "sd", "share")
COUNTS = ("assigned", "n", "clusters_assigned", "clusters")


class PercentField(forms.DecimalField):
    """A share as people write it, 0 to 100; gives 0 to 1."""

    def clean(self, value: Any) -> Decimal | None:
        found = super().clean(value)
        return None if found is None else found / HUNDRED


class FindingForm(EditionForm):
    """One outcome of a study. `pairs()` gives the number fields two by two, model group first."""

    measure = forms.ModelChoiceField(
        Measure.objects.none(), label="Measure", empty_label="Choose a measure", help_text="The test the study used."
    )
    domain = forms.ChoiceField(label="What it measured", choices=DOMAIN_CHOICES)
    subject = forms.ChoiceField(label="Subject", choices=[("", "Not one subject"), *Subject.choices], required=False)
    grade_band = forms.ChoiceField(label="Grades", choices=[("", "Several"), *GradeBand.choices], required=False)
    sample = forms.CharField(
        label="Which students", max_length=300, required=False, help_text="For instance: all students of grade 2."
    )
    is_adjusted = forms.BooleanField(label="The analysis adjusts for the starting scores", required=False)
    is_gain_score = forms.BooleanField(
        label="Compare the growth of the groups, rather than their scores at the end", required=False
    )
    accounts_for_clusters = forms.BooleanField(
        label="The published analysis already counts that whole classes or schools were assigned", required=False
    )
    r_squared = forms.DecimalField(
        label="Share of variance explained (R²)",
        required=False,
        max_digits=9,
        decimal_places=6,
        help_text="From the study’s model, 0 to 1. Leave empty if it is not reported.",
    )
    icc = forms.DecimalField(
        label="Likeness within classes (ICC)",
        required=False,
        max_digits=9,
        decimal_places=6,
        help_text="If the study reports it. Otherwise we use the policy’s value.",
    )
    claimed_g = forms.DecimalField(
        label="Effect size that the report states",
        required=False,
        max_digits=9,
        decimal_places=6,
        help_text="In standard deviations, such as 0.21. We set ours beside it.",
    )
    claimed_p = forms.DecimalField(
        label="p that the report states", required=False, max_digits=9, decimal_places=6, help_text="0 to 1."
    )

    def __init__(
        self, *args: Any, study: Study, statistic: str, finding: Finding | None = None, **options: Any
    ) -> None:
        self.study, self.statistic = study, statistic
        super().__init__(*args, initial=_initial(finding), **options)
        self.fields["measure"].queryset = Measure.objects.exclude(source="wwc").order_by("name")
        self.sides = ("i",) if study.design == Design.PRE_POST else ("i", "c")
        for name in self.pair_names():
            for side in self.sides:
                self.fields[f"{name}_{side}"] = _number_field(name, side)
        for name in self._unused():
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Every fault of the numbers at once, also while another answer is missing."""
        values = {**self.cleaned_data, "statistic": self.statistic}
        for name, message in finding_errors(self.study, values.get("measure"), values).items():
            if name in self.fields and name not in self.errors:
                self.add_error(name, message)
        return self.cleaned_data

    def pair_names(self) -> tuple[str, ...]:
        """Which numbers this kind of study and result has, in the order of a results table."""
        if self.study.design == Design.PRE_POST:
            return ("n", "mean", "sd", "pre_mean", "pre_sd")
        groups = ("clusters_assigned", "clusters") if self.study.is_cluster_assigned else ()
        result = ("share",) if self.statistic == Statistic.BINARY else ("mean", "sd")
        return ("assigned", "n", *groups, *result, "pre_mean", "pre_sd")

    def pairs(self) -> list[dict[str, Any]]:
        return [
            {
                "legend": PAIRS[name][0],
                "hint": PAIRS[name][1],
                "bounds": [self[f"{name}_{side}"] for side in self.sides],
                "is_start": name.startswith("pre"),
            }
            for name in self.pair_names()
        ]

    def answers(self) -> dict[str, Any]:
        return {**super().answers(), "statistic": self.statistic}

    def _unused(self) -> list[str]:
        unused = [] if self.study.is_cluster_assigned else ["icc", "accounts_for_clusters"]
        if self.study.design == Design.PRE_POST:
            unused += ["is_adjusted", "is_gain_score", "r_squared"]
        elif self.statistic == Statistic.BINARY:
            unused += ["is_gain_score", "r_squared"]
        return unused


class BaselineForm(ServiceForm, forms.Form):
    """One more thing measured before the start: means with spreads, or shares."""

    name = forms.CharField(label="What was measured", max_length=120, help_text="For instance: earlier reading score.")
    mean_i = forms.DecimalField(label="Mean, model group", required=False, max_digits=16, decimal_places=8)
    mean_c = forms.DecimalField(label="Mean, usual teaching", required=False, max_digits=16, decimal_places=8)
    sd_i = forms.DecimalField(label="Standard deviation, model group", required=False, max_digits=16, decimal_places=8)
    sd_c = forms.DecimalField(
        label="Standard deviation, usual teaching", required=False, max_digits=16, decimal_places=8
    )
    share_i = PercentField(label="Or share in percent, model group", required=False, max_digits=8, decimal_places=4)
    share_c = PercentField(label="Or share in percent, usual teaching", required=False, max_digits=8, decimal_places=4)


def _number_field(name: str, side: str) -> forms.Field:
    common = {"label": f"{PAIRS[name][0]}, {SIDES[side]}", "required": name in ALWAYS}
    if name in COUNTS:
        return forms.IntegerField(**common, min_value=0, max_value=10_000_000)
    kind = PercentField if name == "share" else forms.DecimalField
    return kind(**common, max_digits=16, decimal_places=8)


def _initial(finding: Finding | None) -> dict[str, Any]:
    if finding is None:
        return {}
    initial = {field.attname: getattr(finding, field.attname) for field in finding._meta.concrete_fields}
    initial["measure"] = finding.measure_id
    for name, value in initial.items():
        if isinstance(value, Decimal):
            shown = value * HUNDRED if name.startswith("share") else value
            initial[name] = format(shown.normalize(), "f")
    return initial

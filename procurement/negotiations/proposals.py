"""The form of the next revision: every part of the body as fields, prefilled from the newest, read back to a body."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django import forms

from marketplace.components.fields import DayField, LinesField, MoneyField
from marketplace.lifecycles.forms import ServiceForm
from procurement.clauses.positions import Bounds, ClauseTerms
from procurement.negotiations.body import COMPARATORS, DESIGNS, MEASURE_KINDS, STATISTICS
from procurement.negotiations.clause_fields import add_clause_fields, clause_entry

EXTRA_ROWS, ROWS_MAX = 2, 12
FIELD_OF_PART = {
    "scope": "summary",
    "comparison": "design",
    "milestones": "milestone_0_amount_cents",
    "price_lines": "line_0_unit_cents",
    "measures": "measure_0_measure_id",
    "decision_rule": "rule_0_threshold",
}
DAYS_HINT = "One day on a line, such as 2027-12-17."


@dataclass(frozen=True, slots=True)
class MeasureOption:
    """A measure that may be chosen."""

    name: str
    higher_is_better: bool


class ProposalForm(ServiceForm, forms.Form):
    """Rows that are left empty are left out. `newest` is the body that it starts from."""

    based_on = forms.IntegerField(widget=forms.HiddenInput)
    summary = forms.CharField(
        label="What the provider delivers", widget=forms.Textarea(attrs={"rows": 6}), max_length=6000
    )
    students_count = forms.IntegerField(label="Students, at most", min_value=1, max_value=100_000)
    sites = LinesField(label="Schools or sites", help_text="One on a line.", widget=forms.Textarea(attrs={"rows": 3}))
    starts_on = DayField(label="First day")
    ends_on = DayField(label="Last day")
    reports = LinesField(
        label="Reports due", help_text=DAYS_HINT, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    design = forms.ChoiceField(label="Compared with", choices=list(DESIGNS.items()))
    n_treatment_planned = forms.IntegerField(label="Students planned with the model", min_value=0, max_value=100_000)
    n_comparison_planned = forms.IntegerField(label="Students planned without it", min_value=0, max_value=100_000)
    note = forms.CharField(
        label="A note to the other side", required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )

    def __init__(
        self,
        *args: Any,
        newest: dict[str, Any],
        number: int,
        terms: dict[str, ClauseTerms],
        bounds: dict[str, Bounds],
        measures: dict[int, MeasureOption],
        optional_elements: list[dict[str, str]],
        **kwargs: Any,
    ) -> None:
        self.newest, self.terms, self.bounds = newest, terms, bounds
        self.measures, self.optional_elements = measures, optional_elements
        kwargs["initial"] = _initial(newest, number)
        super().__init__(*args, **kwargs)
        self.rows: dict[str, list[list[str]]] = {}
        self._rows("measure", newest["measures"], self._measure_fields())
        self._rows("rule", _conditions(newest), self._rule_fields())
        self._rows("line", newest["price_lines"], self._line_fields())
        self._rows("milestone", newest["milestones"], self._milestone_fields())
        chosen = {(each["category"], each["element"]) for each in newest["data_elements"]}
        for place, element in enumerate(optional_elements):
            label = f"{element['category']}: {element['element']} ({element['purpose']})"
            self.fields[f"data_{place}"] = forms.BooleanField(label=label, required=False)
            self.initial[f"data_{place}"] = (element["category"], element["element"]) in chosen
        self.clause_fields = add_clause_fields(self, newest, terms, bounds)

    def clean_reports(self) -> list[str]:
        days = [DayField().clean(line) for line in self.cleaned_data["reports"]]
        return [day.isoformat() for day in days]

    def body(self) -> dict[str, Any]:
        """The body that was typed."""
        given, body = self.cleaned_data, copy.deepcopy(self.newest)
        body["scope"] |= {
            "summary": given["summary"].replace("\r\n", "\n").strip(),
            "students_count": given["students_count"],
        }
        body["sites"] = given["sites"]
        body["calendar"] = {
            "starts_on": given["starts_on"].isoformat(),
            "ends_on": given["ends_on"].isoformat(),
            "reports": given["reports"],
        }
        body["comparison"] = {name: given[name] for name in ("design", "n_treatment_planned", "n_comparison_planned")}
        body["measures"] = self._measures()
        body["decision_rule"] = self._rule()
        body["price_lines"] = self._lines()
        body["total_cents"] = sum(line["amount_cents"] for line in body["price_lines"])
        body["milestones"] = self._milestones()
        body["data_elements"] = self._data()
        body["clauses"] = [clause_entry(self, entry, self.terms[entry["key"]]) for entry in self.newest["clauses"]]
        return body

    def go_on_from(self, number: int) -> None:
        """After the page has said what came meanwhile, what was typed is a proposal on the newest revision."""
        self.data = self.data.copy()
        self.data["based_on"] = number

    @property
    def line_rows(self) -> list[list[forms.BoundField]]:
        return self._bound("line")

    @property
    def milestone_rows(self) -> list[list[forms.BoundField]]:
        return self._bound("milestone")

    @property
    def measure_rows(self) -> list[list[forms.BoundField]]:
        return self._bound("measure")

    @property
    def rule_rows(self) -> list[list[forms.BoundField]]:
        return self._bound("rule")

    @property
    def data_rows(self) -> list[forms.BoundField]:
        return [self[f"data_{place}"] for place in range(len(self.optional_elements))]

    @property
    def clause_rows(self) -> list[dict[str, Any]]:
        """Each clause as the page lists it."""
        rows = []
        for clause in self.clause_fields:
            fields = [self[name] for name in clause.names]
            rows.append(
                {
                    "number": clause.number,
                    "title": clause.terms.title,
                    "standing": clause.standing,
                    "words": clause.words,
                    "is_locked": clause.is_locked,
                    "fields": fields,
                    "has_errors": any(field.errors for field in fields),
                }
            )
        return rows

    def _bound(self, name: str) -> list[list[forms.BoundField]]:
        return [[self[field] for field in row] for row in self.rows[name]]

    def _add_service_errors(self, error: Any) -> None:
        if hasattr(error, "error_dict"):
            error.error_dict = {_field_of(name): errors for name, errors in error.error_dict.items()}
        super()._add_service_errors(error)

    def _rows(self, name: str, stored: list[dict[str, Any]], fields: dict[str, Any]) -> None:
        self.rows[name] = []
        for place in range(min(len(stored) + EXTRA_ROWS, ROWS_MAX)):
            row = []
            for key, make in fields.items():
                field = f"{name}_{place}_{key}"
                self.fields[field] = made = make()
                made.widget.attrs |= {"aria-label": f"{made.label}, row {place + 1}", "class": _control(made)}
                if place < len(stored):
                    self.initial[field] = stored[place].get(key)
                row.append(field)
            self.rows[name].append(row)

    def _row(self, name: str, keys: list[str]) -> list[dict[str, Any]]:
        rows = [
            {key: self.cleaned_data.get(field) for key, field in zip(keys, row, strict=True)} for row in self.rows[name]
        ]
        return [row for row in rows if row[keys[0]] not in (None, "")]

    def _measure_fields(self) -> dict[str, Any]:
        measures = sorted(((number, option.name) for number, option in self.measures.items()), key=itemgetter(1))
        return {
            "measure_id": lambda: forms.TypedChoiceField(
                label="Measure", choices=[("", "None"), *measures], coerce=int, empty_value=None, required=False
            ),
            "kind": lambda: forms.ChoiceField(label="Kind", choices=list(MEASURE_KINDS.items()), required=False),
            "statistic": lambda: forms.ChoiceField(
                label="Reported as", choices=list(STATISTICS.items()), required=False
            ),
            "baseline": lambda: forms.CharField(label="Baseline", max_length=200, required=False),
        }

    def _rule_fields(self) -> dict[str, Any]:
        keys = [(f"m{number}", f"Measure {number}") for number in range(1, ROWS_MAX + 1)]
        return {
            "threshold": lambda: forms.CharField(label="Number", max_length=20, required=False),
            "level": lambda: forms.ChoiceField(
                label="To", choices=[("expand", "expand"), ("extend", "extend")], required=False
            ),
            "statistic": lambda: forms.ChoiceField(label="What", choices=list(STATISTICS.items()), required=False),
            "measure": lambda: forms.ChoiceField(label="On", choices=keys, required=False),
            "comparator": lambda: forms.ChoiceField(label="Is", choices=list(COMPARATORS.items()), required=False),
        }

    def _line_fields(self) -> dict[str, Any]:
        return {
            "description": lambda: forms.CharField(label="What", max_length=200, required=False),
            "quantity": lambda: forms.IntegerField(label="Quantity", min_value=1, max_value=1_000_000, required=False),
            "unit": lambda: forms.CharField(label="Unit", max_length=30, required=False),
            "unit_cents": lambda: MoneyField(label="Price of one", required=False),
        }

    def _milestone_fields(self) -> dict[str, Any]:
        return {
            "title": lambda: forms.CharField(label="Milestone", max_length=200, required=False),
            "due_on": lambda: DayField(label="Due", required=False),
            "amount_cents": lambda: MoneyField(label="Amount", required=False),
            "contingent": lambda: forms.BooleanField(label="Depends on results", required=False),
        }

    def _measures(self) -> list[dict[str, Any]]:
        return [
            {
                "key": f"m{number}",
                "name": self.measures[row["measure_id"]].name,
                "measure_id": row["measure_id"],
                "kind": row["kind"],
                "higher_is_better": self.measures[row["measure_id"]].higher_is_better,
                "statistic": row["statistic"],
                "baseline": row["baseline"],
            }
            for number, row in enumerate(self._row("measure", ["measure_id", "kind", "statistic", "baseline"]), start=1)
        ]

    def _rule(self) -> dict[str, list[dict[str, str]]]:
        rows = self._row("rule", ["threshold", "level", "statistic", "measure", "comparator"])
        named = ("measure", "statistic", "comparator", "threshold")
        return {
            level: [{name: row[name] for name in named} for row in rows if row["level"] == level]
            for level in ("expand", "extend")
        }

    def _lines(self) -> list[dict[str, Any]]:
        rows = self._row("line", ["description", "quantity", "unit", "unit_cents"])
        lines = [row | {"quantity": row["quantity"] or 0, "unit_cents": row["unit_cents"] or 0} for row in rows]
        return [line | {"amount_cents": line["quantity"] * line["unit_cents"]} for line in lines]

    def _milestones(self) -> list[dict[str, Any]]:
        rows = self._row("milestone", ["title", "due_on", "amount_cents", "contingent"])
        return [
            {
                "number": number,
                "title": row["title"],
                "due_on": (row["due_on"] or self.cleaned_data["ends_on"]).isoformat(),
                "amount_cents": row["amount_cents"] or 0,
                "contingent": bool(row["contingent"]),
            }
            for number, row in enumerate(rows, start=1)
        ]

    def _data(self) -> list[dict[str, str]]:
        optional = {(each["category"], each["element"]) for each in self.optional_elements}
        kept = [each for each in self.newest["data_elements"] if (each["category"], each["element"]) not in optional]
        return kept + [
            element for place, element in enumerate(self.optional_elements) if self.cleaned_data.get(f"data_{place}")
        ]


def _control(field: forms.Field) -> str:
    if isinstance(field, forms.BooleanField):
        return ""
    return "usa-select" if isinstance(field, forms.ChoiceField) else "usa-input"


def _field_of(part: str) -> str:
    if part.startswith("clause:"):
        return f"clause_{part.removeprefix('clause:')}_position"
    return FIELD_OF_PART.get(part, part)


def _conditions(body: dict[str, Any]) -> list[dict[str, str]]:
    return [
        condition | {"level": level} for level in ("expand", "extend") for condition in body["decision_rule"][level]
    ]


def _initial(body: dict[str, Any], number: int) -> dict[str, Any]:
    return {
        "based_on": number,
        "summary": body["scope"]["summary"],
        "students_count": body["scope"]["students_count"],
        "sites": body["sites"],
        "starts_on": body["calendar"]["starts_on"],
        "ends_on": body["calendar"]["ends_on"],
        "reports": body["calendar"]["reports"],
        **body["comparison"],
    }

"""PURE: the parts of a revision or contract in words: the page, the redline and the PDF all read these."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from procurement.agreements.splitting import money_words
from procurement.clauses.positions import ClauseTerms, words_of
from procurement.negotiations.body import DESIGNS, MEASURE_KINDS, STATISTICS, condition_words, position_of
from procurement.negotiations.redline import Passage

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
FUNDING = {
    "local": "the district's own money",
    "state": "state money",
    "federal": "federal money",
    "grant": "a grant from someone else",
}


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its head, its rows, and which columns hold numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()
    widths: tuple[int, ...] | None = None

    @property
    def labelled(self) -> list[list[tuple[str, str, bool]]]:
        """Each row as (head, cell, whether it is a number)."""
        return [[(self.head[place], cell, place in self.right) for place, cell in enumerate(row)] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Part:
    """One part before the clauses: a heading, and sentences, facts or a table under it."""

    key: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    grid: Grid | None = None

    @property
    def text(self) -> str:
        """The part as running text, one line a fact or row, for comparing words."""
        lines = [*self.paragraphs, *(f"{name}: {value}" for name, value in self.facts)]
        lines += [" · ".join(row) for row in self.grid.rows] if self.grid else []
        return "\n".join(lines)


def day_words(text: str) -> str:
    """An ISO day as people write it: "4 March 2027"."""
    day = date.fromisoformat(text)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def parts_of(body: Mapping[str, Any]) -> tuple[Part, ...]:
    """Every part of a body but its clauses, in order."""
    return (
        _scope(body),
        _calendar(body["calendar"]),
        _measures(body),
        _rule(body),
        _prices(body),
        _milestones(body),
        _data(body),
    )


def clause_passages(body: Mapping[str, Any], clauses: Mapping[str, ClauseTerms]) -> tuple[Passage, ...]:
    """The clauses of a revision with their numbers filled in, in its order."""
    return tuple(
        Passage(entry["key"], clauses[entry["key"]].title, words_of(clauses[entry["key"]], position_of(entry)))
        for entry in body["clauses"]
    )


def part_passages(body: Mapping[str, Any]) -> tuple[Passage, ...]:
    """The parts of a revision as text, for the redline."""
    return tuple(Passage(part.key, part.heading, part.text) for part in parts_of(body))


def _scope(body: Mapping[str, Any]) -> Part:
    scope = body["scope"]
    return Part(
        "scope",
        "Scope",
        tuple(paragraph.strip() for paragraph in scope["summary"].split("\n\n") if paragraph.strip()),
        (
            ("Subject", scope["subject"]),
            ("Grades", scope["grades"]),
            ("Students", f"up to {scope['students_count']:,}"),
            ("Sites", "; ".join(body["sites"])),
            ("Paid with", FUNDING.get(body["funding_source"], body["funding_source"])),
        ),
    )


def _calendar(calendar: Mapping[str, Any]) -> Part:
    return Part(
        "calendar",
        "Calendar",
        facts=(
            ("First day", day_words(calendar["starts_on"])),
            ("Last day", day_words(calendar["ends_on"])),
            ("Reports due", "; ".join(day_words(report) for report in calendar["reports"]) or "none"),
        ),
    )


def _measures(body: Mapping[str, Any]) -> Part:
    comparison = body["comparison"]
    rows = tuple(
        (
            measure["name"],
            MEASURE_KINDS.get(measure["kind"], measure["kind"]),
            "higher is better" if measure["higher_is_better"] else "lower is better",
            STATISTICS.get(measure["statistic"], measure["statistic"]),
            measure["baseline"] or "not stated",
        )
        for measure in body["measures"]
    )
    planned = f"{comparison['n_treatment_planned']:,} with the model, {comparison['n_comparison_planned']:,} without"
    return Part(
        "measures",
        "Measures and comparison",
        facts=(
            ("Compared with", DESIGNS.get(comparison["design"], comparison["design"])),
            ("Students planned", planned),
        ),
        grid=Grid(("Measure", "Kind", "Direction", "Reported as", "Baseline"), rows, (), (3, 2, 2, 3, 2)),
    )


def _rule(body: Mapping[str, Any]) -> Part:
    rule, measures = body["decision_rule"], body["measures"]
    return Part("decision_rule", "Decision rule", facts=tuple(rule_words(rule, measures)))


def rule_words(rule: Mapping[str, Any], measures: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """The rule as pairs: expand if …, extend if …, otherwise stop."""
    pairs = [("Expand", "if " + " and ".join(condition_words(each, measures) for each in rule["expand"]))]
    if rule["extend"]:
        pairs.append(("Extend", "if " + " and ".join(condition_words(each, measures) for each in rule["extend"])))
    return [*pairs, ("Stop", "otherwise; a missing value gives “cannot decide”")]


def _prices(body: Mapping[str, Any]) -> Part:
    rows = [
        (
            line["description"],
            f"{line['quantity']:,}",
            line["unit"],
            money_words(line["unit_cents"]),
            money_words(line["amount_cents"]),
        )
        for line in body["price_lines"]
    ]
    rows.append(("Total, a ceiling", "", "", "", money_words(body["total_cents"])))
    head = ("What", "Quantity", "Unit", "Price of one", "Amount")
    return Part("price_lines", "Prices", grid=Grid(head, tuple(rows), (1, 3, 4), (4, 1, 2, 2, 2)))


def _milestones(body: Mapping[str, Any]) -> Part:
    rows = tuple(
        (
            str(milestone["number"]),
            milestone["title"],
            day_words(milestone["due_on"]),
            "depends on results" if milestone["contingent"] else "on acceptance",
            money_words(milestone["amount_cents"]),
        )
        for milestone in body["milestones"]
    )
    head = ("No.", "Milestone", "Due", "Paid", "Amount")
    return Part("milestones", "Milestones", grid=Grid(head, rows, (0, 4), (1, 5, 3, 3, 2)))


def _data(body: Mapping[str, Any]) -> Part:
    if not body["data_elements"]:
        return Part("data_elements", "Data schedule", ("The provider receives no student data.",))
    rows = tuple(
        (each["category"], each["element"], each["purpose"], each["necessity"]) for each in body["data_elements"]
    )
    head = ("Category", "Element", "Purpose", "Needed")
    return Part("data_elements", "Data schedule", grid=Grid(head, rows, (), (2, 3, 4, 2)))

"""PURE: what the report asks, part by part, from the contract's measures; and how typed answers become totals.

Typed text is kept as it is; reading it gives values and, by field, what is wrong and what would be accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from marketplace.lifecycles.typed import too_long, typed_number
from marketplace.numbers import LONGEST_NUMBER, NotANumber
from procurement.outcomes.analysis import MeasureTerms
from procurement.outcomes.groups import ALL, ARMS, AXES, COMPARISON, SUBGROUPS, TREATMENT
from procurement.outcomes.rowlike import why_rowlike

SETUP, CONTEXT, GROUPS_SUFFIX = "setup", "context", "-groups"
COUNT, NUMBER, CHOICE, TEXT = "count", "number", "choice", "text"
STUDENT = "student"
ASSIGNED_BY = ((STUDENT, "Student by student"), ("classroom", "Whole classes"), ("school", "Whole schools"))
YES_NO = (("yes", "Yes"), ("no", "No"))
COUNT_MAX = 1_000_000
TEXT_MAX = 5000


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a part asks. `group` and `arm` place it in a table of groups."""

    key: str
    label: str
    kind: str
    is_required: bool = True
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    arm: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the report."""

    key: str
    title: str
    intro: str
    asked: tuple[Asked, ...]
    measure: str = ""

    @property
    def is_grid(self) -> bool:
        return self.key.endswith(GROUPS_SUFFIX)


@dataclass(frozen=True, slots=True)
class Row:
    """Totals of one group in one arm on one measure, as they are frozen when the report is sent."""

    measure: str
    arm: str
    group: str
    n: int
    mean: Decimal | None = None
    sd: Decimal | None = None
    met: int | None = None
    before_mean: Decimal | None = None
    before_sd: Decimal | None = None
    before_met: int | None = None


def parts_for(measures: Sequence[MeasureTerms], *, has_comparison: bool) -> tuple[Part, ...]:
    """Every page of the report, in order: exactly what the contract fixed, nothing that it did not."""
    arms = (TREATMENT, COMPARISON) if has_comparison else (TREATMENT,)
    parts = [_setup(arms)]
    for terms in measures:
        parts += [_results(terms, arms), _groups(terms, arms)]
    return (*parts, _context())


def read_part(part: Part, answers: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Values by field (None where nothing was typed), and by field what is wrong. What is only missing is no error."""
    values, errors = {}, {}
    for asked in part.asked:
        typed = str(answers.get(asked.key) or "").strip()
        try:
            values[asked.key] = _read(asked, typed) if typed else None
        except ValueError as fault:
            values[asked.key], errors[asked.key] = None, str(fault)
    return values, errors


def missing_in(part: Part, values: Mapping[str, Any]) -> list[str]:
    """The labels of what a complete report still needs of this part."""
    missing = [asked.label for asked in part.asked if asked.is_required and values.get(asked.key) is None]
    if part.key == SETUP and values.get("assigned_by") not in (None, STUDENT):
        asked = [one for one in part.asked if one.key.endswith("_clusters")]
        missing += [one.label for one in asked if values.get(one.key) is None]
    return missing


def rows_of(part: Part, values: Mapping[str, Any]) -> list[Row]:
    """The totals that a part of results or of groups holds; a group without a number of students gives none."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for asked in part.asked:
        if asked.arm:
            name = asked.key.removeprefix(f"{asked.arm}_").removeprefix(f"{asked.group}_")
            found.setdefault((asked.arm, asked.group or ALL), {})[name] = values.get(asked.key)
    return [
        Row(measure=part.measure, arm=arm, group=group, **totals)
        for (arm, group), totals in found.items()
        if totals.get("n") is not None
    ]


def contradictions(parts: Sequence[Part], values: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """By part and field, totals that cannot be true together."""
    found: dict[str, dict[str, str]] = {}
    setup = values.get(SETUP, {})
    whole: dict[tuple[str, str], Row] = {}
    for part in parts:
        if not part.measure:
            continue
        rows = rows_of(part, values.get(part.key, {}))
        if part.is_grid:
            faults = _group_faults(rows, whole, part.measure)
        else:
            whole |= {(part.measure, row.arm): row for row in rows}
            faults = _whole_faults(rows, setup)
        if faults:
            found[part.key] = faults
    return found


def _whole_faults(rows: Iterable[Row], setup: Mapping[str, Any]) -> dict[str, str]:
    faults = {}
    for row in rows:
        assigned = setup.get(f"{row.arm}_assigned")
        if assigned is not None and row.n > assigned:
            faults[f"{row.arm}_n"] = f"{row.n:,} is more than the {assigned:,} who were there at the start."
        faults |= _row_faults(row, f"{row.arm}_")
    return faults


def _row_faults(row: Row, prefix: str) -> dict[str, str]:
    faults = {}
    for name in ("met", "before_met"):
        count = getattr(row, name)
        if count is not None and count > row.n:
            faults[f"{prefix}{name}"] = f"{count:,} is more than the {row.n:,} students in this group."
    return faults


def _group_faults(rows: Sequence[Row], whole: Mapping[tuple[str, str], Row], measure: str) -> dict[str, str]:
    faults: dict[str, str] = {}
    for row in rows:
        faults |= _row_faults(row, f"{row.arm}_{row.group}_")
    for arm, label in ARMS.items():
        everyone = whole.get((measure, arm))
        for axis in AXES.values():
            members = [row for row in rows if row.arm == arm and row.group in axis]
            if everyone is not None and members:
                faults |= _axis_faults(members, everyone, label)
    return faults


def _axis_faults(members: Sequence[Row], everyone: Row, label: str) -> dict[str, str]:
    last = members[-1]
    field = f"{last.arm}_{last.group}"
    names = " and ".join(SUBGROUPS[row.group].lower() for row in members)
    total = sum(row.n for row in members)
    if total > everyone.n:
        return {f"{field}_n": f"{names}: {total:,} in all, more than the {everyone.n:,} students ({label.lower()})."}
    members = [row for row in members if row.met is not None]
    if everyone.met is None or not members:
        return {}
    field = f"{members[-1].arm}_{members[-1].group}"
    total, met = sum(row.n for row in members), sum(row.met for row in members)
    if met > everyone.met:
        return {f"{field}_met": f"{names}: {met:,} met the mark, more than the {everyone.met:,} of all students."}
    if total - met > everyone.n - everyone.met:
        return {f"{field}_met": f"{names}: {total - met:,} did not meet it, more than among all students."}
    return {}


def _setup(arms: Sequence[str]) -> Part:
    asked = [
        Asked(f"{arm}_assigned", f"Students at the start: {ARMS[arm].lower()}", COUNT, arm="", hint=_START_HINT)
        for arm in arms
    ]
    if len(arms) > 1:
        asked.append(Asked("assigned_by", "How did students come to have the model?", CHOICE, choices=ASSIGNED_BY))
        asked += [
            Asked(
                f"{arm}_clusters",
                f"Classes or schools: {ARMS[arm].lower()}",
                COUNT,
                is_required=False,
                hint="Needed where whole classes or schools were chosen.",
            )
            for arm in arms
        ]
        asked.append(
            Asked(
                "is_adjusted",
                "Are the averages adjusted for where students started?",
                CHOICE,
                choices=YES_NO,
                hint="Yes, if a person who knows statistics has done it. If nobody has, no.",
            )
        )
    return Part(
        SETUP, "Who took part", "How many students there were before anybody moved away or was absent.", tuple(asked)
    )


_START_HINT = "Everyone who was there on the first day, those who left later too."


def _results(terms: MeasureTerms, arms: Sequence[str]) -> Part:
    asked = [item for arm in arms for item in _arm_questions(terms, arm, "", ARMS[arm], is_required=True)]
    for arm in arms:
        label = ARMS[arm].lower()
        before = [("before_met", "met the mark at the start", COUNT)]
        if not terms.is_binary:
            before = [
                ("before_mean", "average at the start", NUMBER),
                ("before_sd", "spread (SD) at the start", NUMBER),
            ]
        asked += [
            Asked(f"{arm}_{name}", f"{ARMS[arm]}: {words}", kind, is_required=False, arm=arm,
                  hint=f"Of the same students ({label}). Without it nobody knows whether the groups were alike.")
            for name, words, kind in before
        ]  # fmt: skip
    intro = "Of all students who were there at the end and took the test. Totals only, no list of students."
    return Part(terms.key, f"Results on {terms.name}", intro, tuple(asked), terms.key)


def _groups(terms: MeasureTerms, arms: Sequence[str]) -> Part:
    asked = [
        item
        for group, label in SUBGROUPS.items()
        for arm in arms
        for item in _arm_questions(terms, arm, group, f"{label}, {ARMS[arm].lower()}", is_required=False)
    ]
    intro = "Leave a group empty where you do not have it. What is too small is hidden from the public by the portal."
    return Part(f"{terms.key}{GROUPS_SUFFIX}", f"Groups on {terms.name}", intro, tuple(asked), terms.key)


def _arm_questions(terms: MeasureTerms, arm: str, group: str, label: str, *, is_required: bool) -> list[Asked]:
    prefix = f"{arm}_{group}_" if group else f"{arm}_"
    asked = [("n", "students tested", COUNT)]
    if terms.is_binary:
        asked.append(("met", "met the mark", COUNT))
    else:
        spread = "spread (SD)" if group else "spread (standard deviation)"
        asked += [("mean", "average", NUMBER), ("sd", spread, NUMBER)]
    return [
        Asked(f"{prefix}{name}", f"{label}: {words}", kind, is_required=is_required, arm=arm, group=group)
        for name, words, kind in asked
    ]


def _context() -> Part:
    return Part(
        CONTEXT,
        "What happened",
        "The public reads this beside the numbers. Name no child.",
        (
            Asked(
                "changes",
                "What changed against the plan?",
                TEXT,
                hint="For instance staff, minutes, schools. “Nothing” is an answer.",
            ),
            Asked("limits", "What should readers be careful about?", TEXT, is_required=False),
            Asked("feedback", "What did teachers and students say?", TEXT, is_required=False),
        ),
    )


def _read(asked: Asked, typed: str) -> Any:
    if asked.kind == CHOICE:
        if typed not in dict(asked.choices):
            raise ValueError("Choose one of the answers.")
        return typed
    if asked.kind == TEXT:
        if reason := too_long(typed, TEXT_MAX) or why_rowlike(typed):
            raise ValueError(reason)
        return typed
    number = _number(typed)
    if asked.kind == NUMBER:
        if asked.key.endswith("sd") and number < 0:
            raise ValueError(f"You entered {typed}. A spread is 0 or more.")
        return number
    if number != number.to_integral_value() or not 0 <= number <= COUNT_MAX:
        raise ValueError(f"You entered {typed}. Enter a whole number, such as 116.")
    return int(number)


def _number(typed: str) -> Decimal:
    if "\n" in typed or "\t" in typed:
        raise ValueError(why_rowlike(typed) or "Enter one number, such as 412.5.")
    try:
        return typed_number(typed, below=10**8)
    except NotANumber as error:
        raise ValueError(f"You entered “{typed[:LONGEST_NUMBER]}”. Enter {error}.") from error

"""PURE: how far an application has come, section by section, and what still keeps it from being sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from marketplace.clocks.words import day_words
from procurement.applicationforms.kinds import is_blank
from procurement.applicationforms.questions import FormDefinition, Section

EFFECT_SIZE = "effect_size"
TO_CONFIRM = "Copied from an earlier application. Read it again, then confirm it."
TARGETS = {
    EFFECT_SIZE: (Decimal(-3), Decimal(3), "An effect size lies between -3 and 3, such as 0.15."),
    "mean_change": (Decimal(-1000), Decimal(1000), "A change of the mean lies between -1,000 and 1,000 points."),
    "percent_reaching": (Decimal(0), Decimal(100), "A percent lies between 0 and 100, such as 70."),
}


def target_fault(statistic: str, target: Decimal) -> str:
    """What is wrong with a target for its statistic and what would be accepted; empty when it makes sense."""
    low, high, words = TARGETS[statistic]
    return "" if low <= target <= high else f"You entered {target.normalize():f}. {words}"


def due_fault(due_on: date, *, today: date, last: date) -> str:
    """What is wrong with the day of a goal and what would be accepted; empty when it is fine."""
    if today < due_on <= last:
        return ""
    return f"You entered {day_words(due_on)}. Give a day after today and not after {day_words(last)}."


@dataclass(frozen=True, slots=True)
class Goal:
    """One commitment as far as it is filled in."""

    number: int
    goal: str
    measure: str
    target: Decimal | None
    due_on: date | None
    statistic: str = EFFECT_SIZE

    def missing(self, today: date) -> tuple[str, ...]:
        """What it lacks, in words."""
        faults = []
        if not self.goal.strip():
            faults.append("Say what the goal is.")
        if not self.measure:
            faults.append("Choose the measure that shows it.")
        if self.target is None:
            faults.append("Give a target.")
        elif words := target_fault(self.statistic, self.target):
            faults.append(words)
        if self.due_on is None:
            faults.append("Say by when.")
        elif self.due_on <= today:
            faults.append("Give a date that lies ahead.")
        return tuple(faults)


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What the model's own pages still lack, and whether it fits the round."""

    missing_sections: tuple[str, ...] = ()
    has_data_elements: bool = True
    fits_round: bool = True


@dataclass(frozen=True, slots=True)
class SectionStanding:
    """One section: how far it is, and what is wrong with which answer ("" for the section as a whole)."""

    section: Section
    kind: str
    words: str
    faults: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing or wrong."""
        return self.kind == "done"


def standings(
    *,
    form: FormDefinition,
    answers: Mapping[str, Mapping[str, Any]],
    tier: str,
    goals: Sequence[Goal],
    model: ModelFacts,
    today: date,
    to_confirm: Collection[str] = (),
) -> tuple[SectionStanding, ...]:
    """Every section's standing, in the form's order. ``to_confirm`` are those copied that nobody has read again yet."""
    typed = ((section, answers.get(section.key, {})) for section in form.asked(answers))
    return tuple(_standing(section, given, tier, goals, model, today, to_confirm) for section, given in typed)


def _standing(
    section: Section,
    answers: Mapping[str, Any],
    tier: str,
    goals: Sequence[Goal],
    model: ModelFacts,
    today: date,
    to_confirm: Collection[str],
) -> SectionStanding:
    faults = section.faults(answers, tier, today=today)
    notes = tuple(_notes(section.panel, goals, model, today, section.key))
    begun = section.is_begun(answers) or (section.panel == "commitments" and bool(goals))
    wrong = tuple(key for key in faults if not is_blank(answers.get(key)))
    if section.key in to_confirm:
        notes = (TO_CONFIRM, *notes)
    if not faults and not notes:
        return SectionStanding(section, "done", "Complete")
    if not begun:
        return SectionStanding(section, "open", "Not started", faults, notes)
    if wrong:
        return SectionStanding(section, "late", "Needs attention", faults, notes, wrong)
    if not faults and notes == (TO_CONFIRM,):
        return SectionStanding(section, "soon", "To confirm", faults, notes)
    return SectionStanding(section, "half", "In progress", faults, notes)


def _notes(panel: str, goals: Sequence[Goal], model: ModelFacts, today: date, key: str) -> Sequence[str]:
    if panel == "commitments":
        if not goals:
            return ["Add at least one goal."]
        return [f"Goal {goal.number}: {words}" for goal in goals for words in goal.missing(today)]
    if panel == "model" and key == "students" and not model.fits_round:
        return ["Your model’s subjects, grades and services match nothing that this round invites."]
    if panel == "model" and key == "model" and model.missing_sections:
        return [f"Your model’s page still lacks: {', '.join(model.missing_sections)}."]
    if panel == "data" and not model.has_data_elements:
        return ["List the data your model collects on its page, even if it is only a name."]
    return []

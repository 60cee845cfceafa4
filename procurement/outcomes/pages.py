"""What the pages of an outcome show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.urls import reverse

from marketplace.audit.models import AuditEvent
from marketplace.audit.queries import history_of
from marketplace.documents.canonical import sha256_of
from marketplace.evidence.wording import number
from marketplace.publishing.cells import REASONS
from procurement.negotiations.wording import rule_words
from procurement.outcomes.analysis import MeasureOutcome
from procurement.outcomes.groups import ARMS
from procurement.outcomes.models import OutcomeReport
from procurement.outcomes.publication import Tables
from procurement.outcomes.publishing import protected
from procurement.outcomes.reading import PartReading, frozen_rows, tables_of
from procurement.outcomes.sentences import about_effect, about_lost, about_start, about_verdict
from procurement.outcomes.tables import MARKS
from procurement.outcomes.verdict import condition_words

CACHED_SECONDS = 24 * 3600


def task_items(report: OutcomeReport, readings: Mapping[str, PartReading]) -> list[dict[str, Any]]:
    """The report's parts as a task list."""
    return [
        {
            "title": reading.part.title,
            "url": reverse("outcomes:part", args=[report.reference, key]),
            **_standing(reading),
        }
        for key, reading in readings.items()
    ]


def _standing(reading: PartReading) -> dict[str, str]:
    if reading.errors:
        return {"kind": "late", "words": "Needs a change"}
    if not reading.is_started:
        if reading.part.is_grid:
            return {"kind": "open", "words": "Nothing entered", "detail": "Enter the groups that you have."}
        return {"kind": "open", "words": "Not started"}
    if reading.missing:
        return {"kind": "half", "words": "In progress", "detail": f"Still needed: {'; '.join(reading.missing[:2])}"}
    return {"kind": "done", "words": "Complete"}


def computed(tables: Tables) -> dict[str, Any]:
    """The verdict and each measure in words, with the numbers: for those who may see them."""
    analysis, verdict = tables.analysis, tables.analysis.verdict
    names = {measure.terms.key: measure.terms.name for measure in analysis.measures}
    checks = [("Expand", check) for check in verdict.expand] + [("Extend", check) for check in verdict.extend]
    return {
        "verdict": verdict,
        "why": about_verdict(analysis),
        "checks": [
            {
                "list": label,
                "words": condition_words(check.condition, names),
                "value": "missing" if check.value is None else number(float(check.value)),
                "is_met": check.is_met,
            }
            for label, check in checks
        ],
        "measures": [{"outcome": measure, "told": _told(measure, tables)} for measure in analysis.measures],
    }


def _told(measure: MeasureOutcome, tables: Tables) -> list[str]:
    """Everything about one measure in sentences, each once."""
    sentences = (
        about_effect(measure, tables.comparison, shows_numbers=True),
        about_lost(measure, shows_numbers=True),
        about_start(measure, shows_numbers=True),
        *measure.judged.rating.reasons,
    )
    return list(dict.fromkeys(sentences))


def protected_tables(report: OutcomeReport) -> dict[str, Any]:
    """What the public sees or will see: the frozen bytes once published, else the tables as they would be."""
    data = report.published or _would_be_published(report)
    return {
        **data,
        "arms": [(arm, ARMS[arm]) for arm in data["assigned"]],
        "tables": [_shown(data, m) for m in data["measures"]],
    }


def _would_be_published(report: OutcomeReport) -> dict[str, Any]:
    """The protected tables of frozen totals, worked out once: large reports take the engine a second or two."""
    rows = frozen_rows(report)
    key = f"outcome-tables-{sha256_of(repr((sorted(map(repr, rows)), report.setup, report.pilot_id)))}"
    return cache.get_or_set(key, lambda: protected(report, tables_of(report)), CACHED_SECONDS)


def _shown(data: Mapping[str, Any], measure: Mapping[str, Any]) -> dict[str, Any]:
    binary = measure["kind"] == "binary"
    arms = [
        {
            "label": ARMS[arm],
            "assigned": cell_words(data["assigned"][arm]),
            "n": cell_words(cells["n"]),
            "result": cell_words(cells["result"], is_percent=binary),
            "before": cell_words(cells["before"], is_percent=binary),
        }
        for arm, cells in measure["arms"].items()
    ]
    groups = [
        {
            "label": row["label"],
            "cells": [
                {
                    "arm": ARMS[arm],
                    "n": cell_words(cells["n"]),
                    "result": cell_words(cells["result"], is_percent=binary),
                }
                for arm, cells in row["arms"].items()
            ],
        }
        for row in measure["groups"]
    ]
    return {
        "measure": measure,
        "arms": arms,
        "groups": groups,
        "result_name": "Met the mark" if binary else "Average (spread)",
    }


def cell_words(cell: Mapping[str, Any], *, is_percent: bool = False) -> dict[str, str]:
    """A cell as people read it, with the reason where it is hidden; never a blank and never 0 for it."""
    unit = "%" if is_percent else ""
    if cell["value"] is not None:
        spread = f" ({cell['sd']})" if "sd" in cell else ""
        return {"text": f"{cell['value']}{unit}{spread}", "reason": ""}
    reason = REASONS[cell["reason"]].partition(":")[0]
    if "at_most" in cell:
        return {"text": f"{cell['at_most']}{unit} or less", "reason": ""}
    if "at_least" in cell:
        return {"text": f"{cell['at_least']}{unit} or more", "reason": ""}
    return {"text": "", "reason": reason}


def frame(report: OutcomeReport) -> dict[str, Any]:
    """What every page of a report shows around its own."""
    pilot = report.pilot
    return {
        "report": report,
        "pilot": pilot,
        "status": (MARKS[report.state], report.get_state_display()),
        "rule": rule_words(pilot.terms["decision_rule"], pilot.terms["measures"]),
    }


def history(report: OutcomeReport) -> QuerySet[AuditEvent]:
    """What happened to the report; the many savings of its parts are left out."""
    return history_of(report).exclude(name="outcome_report.part_saved")

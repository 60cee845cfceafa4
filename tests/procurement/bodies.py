"""Clauses and bodies for the tests of the pure modules."""

import datetime
from pathlib import Path

from procurement.clauses.positions import Bounds
from procurement.clauses.shipped import shipped_clauses, shipped_template
from procurement.negotiations.compose import MeasureFacts, ModelFacts, RequestFacts, TemplateFacts, compose_first

ROOT = Path(__file__).parent
POLICY_BOUNDS = {
    "breach_hours": Bounds(maximum=72),
    "destruction_days": Bounds(maximum=60),
    "cyber_insurance_cents": Bounds(minimum=100_000_000),
    "general_liability_cents": Bounds(minimum=100_000_000),
    "liability_times_price": Bounds(minimum=2),
}


def terms_by_key():
    return {terms.key: terms for terms in shipped_clauses()}


def template_keys(*, federal=False):
    entries = [entry for heading in shipped_template()["headings"] for entry in heading["clauses"]]
    return [entry["key"] for entry in entries if federal or entry["when"] == "always"]


def make_body(*, total_cents=640_000, students_count=40, federal=False, clauses=None, **changes):
    """Revision 1 of a small pilot, with parts replaced by `changes`."""
    terms = terms_by_key()
    unit_cents, left = divmod(total_cents, students_count)
    assert not left
    body = compose_first(
        RequestFacts(
            need="Grade 3 readers are behind.",
            subject="Reading",
            grades="Kindergarten to grade 3",
            students_count=students_count,
            sites=("Millbrook Elementary",),
            starts_on=datetime.date(2027, 9, 7),
            ends_on=datetime.date(2028, 5, 26),
            funding_source="federal" if federal else "local",
            price_lines=(
                {
                    "description": "Harbor Readers",
                    "quantity": students_count,
                    "unit": "student",
                    "unit_cents": unit_cents,
                    "amount_cents": total_cents,
                },
            ),
            measure=MeasureFacts(1, "State reading test", True),
        ),
        ModelFacts(
            "Harbor Readers",
            "Small groups and a reading app.",
            (
                {
                    "category": "Assessment",
                    "element": "Scores",
                    "purpose": "To place students",
                    "necessity": "essential",
                },
            ),
        ),
        TemplateFacts("pilot", 1, clauses or [terms[key] for key in template_keys(federal=federal)]),
        report_every_months=6,
    )
    return body | changes


def with_position(body, key, **changes):
    """The body with one clause's entry changed."""
    clauses = [entry | changes if entry["key"] == key else entry for entry in body["clauses"]]
    return body | {"clauses": clauses}

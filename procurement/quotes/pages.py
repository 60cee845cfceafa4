"""What the pages of a request show, gathered and put in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.clocks.calendar import local_day
from marketplace.clocks.words import day_words
from marketplace.components.marks import money
from marketplace.organizations.models import Organization
from marketplace.products.models import ModelVersion
from procurement.agreements.queries import counted_entries
from procurement.designations.models import Designation
from procurement.policy.models import PolicyVersion
from procurement.policy.queries import policy_in_force
from procurement.quotes.ahead import Terms, dated_steps
from procurement.quotes.lanes import Step, direct_steps
from procurement.quotes.models import PilotRequest
from procurement.quotes.queries import bands


def price_words(version: ModelVersion) -> str:
    """What the model costs by its own page, and what an empty total means."""
    if version.price_low_cents is None:
        return "This model states no price. Give the total of this pilot."
    price = money(version.price_low_cents)
    if version.price_high_cents not in (None, version.price_low_cents):
        price += f" to {money(version.price_high_cents)}"
    stated = f"The model’s page says {price} {version.get_price_unit_display()}. "
    if version.price_unit == "per_student":
        high = version.price_high_cents or version.price_low_cents
        return f"{stated}Leave it empty to start from {money(high)} for each student; you can negotiate it."
    if version.price_unit == "per_pilot":
        return f"{stated}Leave it empty to start from the higher one; you can negotiate it."
    return f"{stated}Give the total of this pilot."


def before_starting(designation: Designation, buyers: list[Organization], at: datetime) -> dict[str, Any]:
    """What a direct order means, before anything is typed: limit, steps, and what counts together already."""
    policy = policy_in_force(at)
    if policy is None:
        return {"policy": None}
    return {
        "policy": policy,
        "designation": designation,
        "limit_cents": policy.rules.lanes.direct_max_cents,
        "steps": dated_steps(terms_of(designation, policy, at), today=local_day(at, policy.rules.calendar.zone)),
        "unconfirmed": [buyer for buyer in buyers if not buyer.is_confirmed],
    }


def terms_of(designation: Designation, policy: PolicyVersion, at: datetime) -> Terms:
    """What the policy and the approval say of an order that starts at this instant."""
    rules = policy.rules
    tier = rules.tiers.of(designation.tier)
    return Terms(
        bands=bands(rules),
        board_vote_over_cents=rules.contracts.board_vote_over_cents,
        standstill_business_days=rules.quoting.standstill_business_days,
        notice_max_months=rules.families.notice_max_months,
        term_months=tier.term_months,
        students_max=tier.students_per_pilot_max,
        approved_until=designation.last_day(at, rules.calendar.zone),
    )


def steps_of(request: PilotRequest) -> tuple[Step, ...]:
    """The steps from here to signature."""
    rules = request.policy_version.rules
    over = rules.contracts.board_vote_over_cents
    return direct_steps(
        needs_board_vote=request.estimated_total_cents > over, board_over_words=money(over),
        signatory_words="Your signatory",
    )  # fmt: skip


def answers_of(request: PilotRequest, *, at: datetime, may_change: bool) -> list[tuple[str, str, str]]:
    """Question, answer, address to change it, as the check page shows them."""
    url = reverse("quotes:edit", args=[request.reference]) if may_change else ""
    line = request.price_lines[0]
    price = money(request.estimated_total_cents)
    if line["quantity"] > 1:
        price += f" ({line['quantity']:,} × {money(line['unit_cents'])})"
    rows = [
        ("Model", str(request.model)),
        ("Provider", str(request.provider)),
        ("Subject and grades", f"{request.get_subject_display()}, {request.get_grade_band_display().lower()}"),
        ("Need", request.need),
        ("Students", f"up to {request.students_count:,}"),
        ("Schools", ", ".join(request.sites)),
        ("Pilot", _pilot_words(request, at)),
        ("Price", price),
        ("Counts in fiscal year with", _counted(request)),
        ("Paid with", request.get_funding_source_display()),
        ("Measured by", str(request.measure)),
    ]
    fixed = {"Model", "Provider", "Counts in fiscal year with"}
    return [(question, answer, "" if question in fixed else url) for question, answer in rows]


def _pilot_words(request: PilotRequest, at: datetime) -> str:
    """First and last day, with a warning where the approval ends in between."""
    words = f"{day_words(request.starts_on)} to {day_words(request.ends_on)}"
    until = request.designation.last_day(at, request.policy_version.rules.calendar.zone)
    if until is None or request.ends_on <= until:
        return words
    return f"{words}. The approval ends before, on {day_words(until)}; a pilot that has started may run on."


def _counted(request: PilotRequest) -> str:
    rules = request.policy_version.rules
    entries = counted_entries(
        buyer=request.buyer, provider=request.provider, category=request.subject,
        fiscal_year=rules.calendar.fiscal_year_of(request.starts_on), without=request.agreement,
    )  # fmt: skip
    total = sum(entry.signed_cents for entry in entries)
    limit = money(rules.lanes.direct_max_cents)
    return f"{money(total)} ordered from this provider for this subject already; all together at most {limit}"

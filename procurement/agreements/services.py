"""The ledger's moves: reserve, set anew, fix, release; and the refusal of splitting."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from marketplace.audit.services import record
from marketplace.clocks.words import fiscal_year_words
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.models import Organization
from marketplace.products.vocabulary import Subject
from procurement.agreements.models import Agreement, SpendEntry, SpendEntryKind
from procurement.agreements.queries import committed_cents, counted_entries
from procurement.agreements.splitting import add_up, arithmetic_words
from procurement.policy.schema import PolicyBody


@service
def open_agreement(*, buyer: Organization, provider: Organization, actor: Any, at: datetime) -> Agreement:
    """Make the identity of a new purchase."""
    agreement = Agreement.objects.create(buyer=buyer, provider=provider, created_at=at)
    record("agreement.opened", subject=agreement, actor=actor, organization=buyer, at=at)
    return agreement


@service
def reserve_spend(
    *,
    agreement: Agreement,
    category: str,
    starts_on: date,
    amount_cents: int,
    rules: PolicyBody,
    actor: Any,
    at: datetime,
) -> Agreement:
    """Reserve the amount in the fiscal year of the start date, in place of what was reserved before.

    Raises Refused, with the arithmetic, where it would split a purchase over the direct band.
    """
    _set(agreement, category, starts_on, amount_cents, SpendEntryKind.RESERVED, rules, actor, at)
    return agreement


@service
def fix_spend(
    *,
    agreement: Agreement,
    category: str,
    starts_on: date,
    amount_cents: int,
    rules: PolicyBody,
    actor: Any,
    at: datetime,
) -> Agreement:
    """Fix the amount of the signed contract in place of the reservation. Raises Refused as `reserve_spend` does."""
    _set(agreement, category, starts_on, amount_cents, SpendEntryKind.FIXED, rules, actor, at)
    return agreement


@service
def release_spend(*, agreement: Agreement, actor: Any, at: datetime, amount_cents: int | None = None) -> Agreement:
    """Give back what the agreement no longer commits: all, or so many cents. Raises Refused for more than it holds."""
    agreement = locked(agreement)
    held = committed_cents(agreement)
    amount = held if amount_cents is None else amount_cents
    if amount > held:
        raise Refused("More would be released than this agreement commits.")
    last = agreement.spend.last()
    if last is None or not amount:
        return agreement
    _write(agreement, last.category, last.fiscal_year, amount, SpendEntryKind.RELEASED, at)
    record(
        "agreement.spend_released", subject=agreement, actor=actor, organization=agreement.buyer, at=at,
        payload={"amount_cents": amount},
    )  # fmt: skip
    return agreement


def refuse_splitting(
    *, buyer: Organization, provider: Organization, category: str, starts_on: date, amount_cents: int,
    rules: PolicyBody, without: Agreement | None = None,
) -> None:  # fmt: skip
    """Raise Refused, with the arithmetic, where the amount with what is committed already passes the direct band."""
    year = rules.calendar.fiscal_year_of(starts_on)
    entries = counted_entries(buyer=buyer, provider=provider, category=category, fiscal_year=year, without=without)
    verdict = add_up(
        entries=entries, asked_label="this request", asked_cents=amount_cents,
        limit_cents=rules.lanes.direct_max_cents,
    )  # fmt: skip
    if verdict.is_allowed:
        return
    months = fiscal_year_words(year, starts_month=rules.calendar.fiscal_year_starts_month)
    raise Refused(
        f"Orders from {provider} for {Subject(category).label.lower()} in fiscal year {months} count together: "
        f"{arithmetic_words(verdict)}. Ordering from one provider ends there. Make this request smaller, "
        f"or buy by written quotes or qualifications first."
    )


def _set(
    agreement: Agreement, category: str, starts_on: date, amount_cents: int, kind: str, rules: PolicyBody, actor: Any,
    at: datetime,
) -> None:  # fmt: skip
    buyer = locked(agreement.buyer)
    agreement = locked(agreement)
    refuse_splitting(
        buyer=buyer, provider=agreement.provider, category=category, starts_on=starts_on,
        amount_cents=amount_cents, rules=rules, without=agreement,
    )  # fmt: skip
    year = rules.calendar.fiscal_year_of(starts_on)
    held, last = committed_cents(agreement), agreement.spend.last()
    if held and last is not None:
        _write(agreement, last.category, last.fiscal_year, held, SpendEntryKind.RELEASED, at)
    _write(agreement, category, year, amount_cents, kind, at)
    record(
        f"agreement.spend_{kind}", subject=agreement, actor=actor, organization=agreement.buyer, at=at,
        payload={"amount_cents": amount_cents, "category": category, "fiscal_year": year},
    )  # fmt: skip


def _write(agreement: Agreement, category: str, fiscal_year: int, amount_cents: int, kind: str, at: datetime) -> None:
    SpendEntry.objects.create(
        agreement=agreement, buyer_id=agreement.buyer_id, provider_id=agreement.provider_id, category=category,
        fiscal_year=fiscal_year, amount_cents=amount_cents, kind=kind, created_at=at,
    )  # fmt: skip

"""What is committed, counted the way splitting is."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, Q, QuerySet, Sum, Value, When

from marketplace.access.permissions import twin_of
from marketplace.organizations.models import Organization
from marketplace.organizations.queries import organization_ids
from procurement.agreements.models import Agreement, SpendEntry, SpendEntryKind
from procurement.agreements.permissions import VIEW, is_contract_staff
from procurement.agreements.splitting import Entry, SpendKind

SIGNED_CENTS = Sum(F("amount_cents") * Case(When(kind=SpendEntryKind.RELEASED, then=Value(-1)), default=Value(1)))


@twin_of(VIEW)
def visible_to(person: Any) -> QuerySet[Agreement]:
    """The agreements of this person's organizations; all of them for the agency."""
    if is_contract_staff(person, None):
        return Agreement.objects.all()
    mine = organization_ids(person)
    return Agreement.objects.filter(Q(buyer__in=mine) | Q(provider__in=mine))


def counted_entries(
    *, buyer: Organization, provider: Organization, category: str, fiscal_year: int, without: Agreement | None = None
) -> list[Entry]:
    """The ledger lines that count together, oldest first, leaving out one agreement."""
    rows = SpendEntry.objects.filter(buyer=buyer, provider=provider, category=category, fiscal_year=fiscal_year)
    if without is not None:
        rows = rows.exclude(agreement=without)
    return [
        Entry(row.agreement.reference, SpendKind(row.kind), row.amount_cents)
        for row in rows.select_related("agreement")
    ]


def committed_since(*, buyer: Organization, provider: Organization, fiscal_year: int) -> dict[tuple[int, str], int]:
    """What a buyer has committed to a provider in this fiscal year and later ones, in cents by year and category."""
    rows = SpendEntry.objects.filter(buyer=buyer, provider=provider, fiscal_year__gte=fiscal_year)
    found = rows.values_list("fiscal_year", "category").annotate(total=SIGNED_CENTS).order_by()
    return {(year, category): cents for year, category, cents in found}


def committed_cents(agreement: Agreement) -> int:
    """What the agreement commits now: reserved and fixed less released."""
    return agreement.spend.aggregate(total=SIGNED_CENTS)["total"] or 0

"""How public decisions stand at an instant, as everyone may know: one rule, in the database, for lists and feeds."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When

from procurement.designations.models import Determination, Suspension
from procurement.designations.queries import public_at
from procurement.policy.pins import policies_in_use

STANDING = {
    "in_force": ("done", "In force"),
    "ending": ("soon", "In force, term ending"),
    "suspended": ("late", "Suspended"),
    "revoked": ("late", "Revoked"),
    "expired": ("open", "Term ended"),
    "replaced": ("open", "Replaced by a later one"),
    "declined": ("no", "Not approved"),
}


def with_standing(determinations: QuerySet[Determination], *, at: datetime) -> QuerySet[Determination]:
    """The same, each with ``standing``: a key of ``STANDING``. A later decision counts from its own public hour."""
    suspended = Suspension.objects.filter(designation__determination=OuterRef("pk"), starts_at__lte=at)
    on_appeal = public_at(at).filter(kind="appeal", model=OuterRef("model"), subject=OuterRef("subject"))
    known_end = Case(
        When(designation__state="superseded", then=F("designation__term_ends_at")), default=F("designation__ends_at")
    )
    rows = determinations.annotate(
        is_suspended=Exists(suspended.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at))),
        is_replaced_on_appeal=Exists(on_appeal),
        known_end=known_end,
    )
    declined, replaced = Q(tier=""), Q(designation__state="superseded", designation__ends_at__lte=at)
    standing = Case(
        When(declined & Q(state="superseded", is_replaced_on_appeal=True), then=Value("replaced")),
        When(declined, then=Value("declined")),
        When(designation__state="revoked", then=Value("revoked")),
        When(replaced, then=Value("replaced")),
        When(known_end__lte=at, then=Value("expired")),
        When(is_suspended=True, then=Value("suspended")),
        When(_ending(at), then=Value("ending")),
        default=Value("in_force"),
        output_field=CharField(),
    )
    return rows.annotate(standing=standing)


def _ending(at: datetime) -> Q:
    """Terms that end within the days in which their policy opens a review."""
    found = Q(pk__in=())
    for policy in policies_in_use():
        days = policy.rules.tier_reviews.opens_before_term_days
        found |= Q(policy_version=policy, known_end__lte=at + timedelta(days=days))
    return found

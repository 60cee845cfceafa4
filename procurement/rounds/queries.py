"""Which rounds there are."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from marketplace.access.permissions import twin_of
from procurement.rounds.models import Round
from procurement.rounds.permissions import ARCHIVE, CREATE, EDIT, LIST, PUBLISH, VIEW, is_case_staff
from procurement.rounds.transitions import RoundState


@twin_of(VIEW)
def visible_to(person: Any) -> QuerySet[Round]:
    """Every round this person may read."""
    return Round.objects.all() if is_case_staff(person, None) else published()


@twin_of(LIST)
@twin_of(CREATE)
@twin_of(EDIT)
@twin_of(PUBLISH)
@twin_of(ARCHIVE)
def for_staff(person: Any) -> QuerySet[Round]:
    """Every round, drafts included, for case staff; none for anyone else."""
    return Round.objects.all() if is_case_staff(person, None) else Round.objects.none()


def published() -> QuerySet[Round]:
    """Every round that was published."""
    return Round.objects.filter(published_at__isnull=False)


def standing_so(rounds: QuerySet[Round], standing: str, at: datetime) -> QuerySet[Round]:
    """Those that stand so at this instant, as `Round.standing` says it."""
    if standing not in ("soon", "open", "closed"):
        return rounds.filter(state=standing)
    times = {
        "soon": Q(opens_at__gt=at),
        "open": Q(opens_at__lte=at, closes_at__gt=at),
        "closed": Q(opens_at__lte=at, closes_at__lte=at),
    }
    return rounds.filter(times[standing], state=RoundState.PUBLISHED)


def open_at(at: datetime) -> QuerySet[Round]:
    """The rounds that take applications at this instant."""
    return Round.objects.filter(state="published", opens_at__lte=at, closes_at__gt=at)


def next_reference(year: int) -> str:
    """The first unused reference of a year, such as ITQ-2027-01."""
    used = Round.objects.filter(reference__startswith=f"ITQ-{year}-").values_list("reference", flat=True)
    last = max((int(reference.rsplit("-", 1)[1]) for reference in used), default=0)
    return f"ITQ-{year}-{last + 1:02d}"

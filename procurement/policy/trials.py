"""What a trial run of a policy draft looks at: each kind of open record declares itself, with how it would fare.

Open records keep the version they began under. A part says how they would fare if they began under the draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from marketplace.evidence.facts import Eligibility
from procurement.policy.schema import PolicyBody

REASONS_MAX = 6


@dataclass(frozen=True, slots=True)
class Trial:
    """One run: the version in force, the draft, when, and what the evidence of a model carries under either, for each
    model where that differs."""

    now: PolicyBody
    then: PolicyBody
    then_body: Mapping[str, Any]
    at: datetime
    carried: Mapping[int, tuple[Eligibility, Eligibility]]


@dataclass(frozen=True, slots=True)
class Affected:
    """A record that would fare otherwise: its reference, what it is about, why, and how many more it would need."""

    id: int
    name: str
    of: str
    reasons: tuple[str, ...]
    more: int = 0

    def as_stored(self) -> dict[str, Any]:
        """As a result keeps it."""
        return asdict(self) | {"reasons": _shortened(self.reasons)}


class TrialPart:
    """One kind of open record. ``noun`` is its word for one, ``page`` its page for the agency, ``more`` what it could
    need more of."""

    key = ""
    title = ""
    noun = ""
    page = ""
    more = ""

    def open_records(self) -> QuerySet[Any]:
        """Those that are looked at."""
        raise NotImplementedError

    def affected(self, trial: Trial) -> Iterable[Affected]:
        """Those that would fare otherwise under the draft."""
        raise NotImplementedError

    def readable(self, person: Any) -> QuerySet[Any]:
        """Those that no permission and no conflict of interest keeps from the person."""
        raise NotImplementedError


_parts: dict[str, TrialPart] = {}


def add_trial_part(part: type[TrialPart]) -> type[TrialPart]:
    """Have every trial run look at this kind of record too."""
    _parts[part.key] = part()
    return part


def trial_parts() -> tuple[TrialPart, ...]:
    """Every kind of record that trial runs look at."""
    return tuple(_parts.values())


def _shortened(reasons: tuple[str, ...]) -> list[str]:
    left = len(reasons) - REASONS_MAX
    return [*reasons[:REASONS_MAX], *([f"And {left} more."] if left > 0 else [])]

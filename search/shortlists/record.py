"""The market research record as data: everything in it is copied, nothing refers to what may change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from procurement.policy.models import PolicyVersion
from search.shortlists.facts import Shown
from search.shortlists.models import Shortlist, ShortlistItem, ShortlistNote
from search.shortlists.searches import RESULTS_MAX

FORMAT = 1


def record_of(
    *,
    shortlist: Shortlist,
    items: Sequence[ShortlistItem],
    shown: Mapping[int, Shown],
    notes: Sequence[ShortlistNote] | None,
    searches: Sequence[Mapping[str, Any]],
    policy: PolicyVersion | None,
    frozen_by: Any,
    at: datetime,
    audit_head: str,
) -> dict[str, Any]:
    """Fit for canonical JSON. `notes` None: they were left out, which the record says."""
    numbers = {search["address"].removeprefix("/models/"): search["number"] for search in searches}
    return {
        "kind": "market research record",
        "format": FORMAT,
        "reference": shortlist.reference,
        "name": shortlist.name,
        "organization": shortlist.organization.name,
        "frozen_at": at,
        "frozen_by": str(frozen_by),
        "policy_version": policy.number if policy else None,
        "audit_head": audit_head,
        "notes_included": notes is not None,
        "results_kept_a_search": RESULTS_MAX,
        "models": [
            {
                "place": place,
                **shown[item.model_id].told(),
                "added_by": str(item.added_by),
                "added_at": item.added_at,
                "found_by_search": numbers.get(item.found_by),
                "notes": [
                    {"by": str(note.author), "at": note.saved_at, "text": note.text}
                    for note in notes or ()
                    if note.model_id == item.model_id
                ],
            }
            for place, item in enumerate(items, start=1)
        ],
        "searches": list(searches),
    }

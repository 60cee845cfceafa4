"""The result of a trial run as its page shows it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from marketplace.clocks.words import count_words
from marketplace.products.tier_names import tier_phrase

NO_TIER = "No tier"


def shown(result: dict[str, Any]) -> dict[str, Any]:
    """A readable result with its words: gains and losses apart, records with their addresses."""
    models = [
        {**row, "standing_words": _tier(row["standing"]), "before_words": _tier(row["before"]).capitalize(),
         "after_words": _tier(row["after"]).capitalize()}
        for row in result["models"]["rows"]
    ]  # fmt: skip
    gains, losses = ([row for row in models if row["kind"] == kind] for kind in ("gain", "loss"))
    return {
        **result,
        "gains": gains,
        "losses": losses,
        "model_parts": [("Would lose a tier", losses), ("Would gain a tier", gains)],
        "record_parts": [
            _records(result["requests"], "Open requests", "request", "More invitees", "quotes:detail"),
            _records(result["reviews"], "Open reviews", "review", "More reviewers", "reviews:subject"),
        ],
    }


def _records(part: dict[str, Any], title: str, kind: str, more: str, page: str) -> dict[str, Any]:
    rows = [{**row, "url": reverse(page, args=[row["name"]])} for row in part["rows"]]
    looked_at = f"{count_words(part['count'], f'open {kind}')} looked at"
    return {"title": title, "looked_at": looked_at, "more": more, "rows": rows}


def _tier(tier: str | None) -> str:
    return tier_phrase(tier) if tier else NO_TIER

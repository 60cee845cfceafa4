"""The result of a trial run as its page shows it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from marketplace.clocks.words import count_words
from marketplace.products.tier_names import tier_phrase
from procurement.policy.trials import TrialPart, trial_parts

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
        "record_parts": [_records(part, result[part.key]) for part in trial_parts() if part.key in result],
    }


def _records(part: TrialPart, found: dict[str, Any]) -> dict[str, Any]:
    rows = [{**row, "url": reverse(part.page, args=[row["name"]])} for row in found["rows"]]
    return {
        "title": part.title,
        "looked_at": f"{count_of(found['count'], part.noun)} looked at",
        "more": part.more,
        "rows": rows,
    }


def count_of(count: int, noun: str) -> str:
    """A number of records whose word may have a clause after it: "2 pilots that have not ended"."""
    word, clause, rest = noun.partition(" that ")
    if count != 1:
        rest = rest.replace("is ", "are ", 1).replace("has ", "have ", 1)
    return f"{count_words(count, word)}{clause}{rest}"


def _tier(tier: str | None) -> str:
    return tier_phrase(tier) if tier else NO_TIER

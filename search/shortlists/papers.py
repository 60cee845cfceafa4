"""The market research record on paper, made from its data alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings

from marketplace.clocks.words import day_words, instant_words
from search.shortlists.changes import STANDINGS

ROWS_ON_PAPER = 25


def paper_of(data: Mapping[str, Any], sha256: str) -> dict[str, Any]:
    """The record as data for its template."""
    policy = data["policy_version"]
    return {
        "sender": data["organization"],
        "reference": data["reference"],
        "title": f"Market research record: {data['name']}",
        "paragraphs": [
            "This is what the organization looked at before it bought: the models on its shortlist as they stood at "
            "the instant below, and the searches that found them. Nothing in it changes afterwards."
        ],
        "facts": [
            ["Frozen", _instant(data["frozen_at"])],
            ["Frozen by", data["frozen_by"]],
            ["Policy in force", f"version {policy}" if policy else "none was published"],
            ["Models", str(len(data["models"]))],
            ["Notes of members", "included" if data["notes_included"] else "left out"],
            ["Record book at that moment", data["audit_head"]],
        ],
        "sections": [_overview(data), *map(_model, data["models"]), *map(_search, data["searches"]), _checking()],
        "hash": sha256,
        "hash_title": "The record’s hash",
        "hash_words": "This page was made from a record in JSON that has the sha256 below. One changed character gives "
        "another.",
    }


def _overview(data: Mapping[str, Any]) -> dict[str, Any]:
    rows = [
        [str(model["place"]), model["name"], model["tier_name"] or "none", STANDINGS[model["standing"]], _price(model)]
        for model in data["models"]
    ]
    head = ["", "Model", "Tier", "Standing", "Price"]
    return {"heading": "The shortlist", "table": {"head": head, "widths": [1, 6, 3, 4, 4], "rows": rows}}


def _model(model: Mapping[str, Any]) -> dict[str, Any]:
    found = f"search {model['found_by_search']}" if model["found_by_search"] else "not by a search"
    tier = model["tier_name"] or "none"
    return {
        "heading": f"{model['place']}. {model['name']}",
        "facts": [
            ["Provider", model["provider"] or "no provider has claimed it; listed from public research"],
            ["Standing", STANDINGS[model["standing"]]],
            ["Tier", f"{tier}, illustrative" if model["standing"] == "listed" else tier],
            ["Decision", f"{model['decision']}, {_day(model['decided_at'])}" if model["decision"] else "none"],
            ["Approved to", _day(model["approved_to"]) if model["approved_to"] else "not approved here"],
            ["Version", f"{model['version']}, sha256 {model['version_sha256']}" if model["version"] else "none"],
            ["Price", f"{_price(model)}. {model['price_note']}".removesuffix(". ")],
            ["Evidence", model["evidence"] or "no comparison study on record"],
            ["Added", f"{_instant(model['added_at'])} by {model['added_by']}, found by: {found}"],
            *([f"Note by {note['by']}, {_day(note['at'])}", note["text"]] for note in model["notes"]),
        ],
    }


def _search(search: Mapping[str, Any]) -> dict[str, Any]:
    heading = f"Search {search['number']}: {search['words']}"
    address = ["Address", search["address"]]
    if search["total"] is None:
        return {"heading": heading, "facts": [address], "paragraphs": ["It was not run again for this record."]}
    shown = search["results"][:ROWS_ON_PAPER]
    said = f"It gave {search['total']:,} model{'' if search['total'] == 1 else 's'} at that instant."
    if len(shown) < search["total"]:
        said += f" The first {len(shown)} are below; the JSON file names the first {len(search['results'])}."
    section = {"heading": heading, "paragraphs": [said], "facts": [address]}
    if shown:
        rows = [
            [str(row["place"]), row["name"], row["tier_name"] or "none", STANDINGS[row["standing"]]] for row in shown
        ]
        section["table"] = {"head": ["", "Model", "Tier", "Standing"], "widths": [1, 8, 4, 5], "rows": rows}
    return section


def _checking() -> dict[str, Any]:
    return {
        "heading": "How to check it",
        "paragraphs": [
            "Work out the sha256 of the JSON file and compare it with the hash below, letter by letter. The page of "
            "this shortlist shows the hash of this PDF as well."
        ],
    }


def _price(model: Mapping[str, Any]) -> str:
    return model["price"] or "none on record"


def _instant(value: datetime) -> str:
    return instant_words(value, settings.TIME_ZONE)


def _day(value: datetime | date) -> str:
    return instant_words(value, settings.TIME_ZONE) if isinstance(value, datetime) else day_words(value)

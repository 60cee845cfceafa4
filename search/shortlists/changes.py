"""PURE: where a model stands, and what has changed about it since it was frozen, in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

IN_FORCE, LISTED, NOT_APPROVED, GONE = "in_force", "listed", "not_approved", "gone"
STANDINGS = {
    IN_FORCE: "Approved",
    LISTED: "Listed from public research",
    "expired": "Expired",
    "suspended": "Suspended",
    "revoked": "Revoked",
    NOT_APPROVED: "Not approved",
    GONE: "Not in the catalogue",
}
BARRED = {
    "expired": "its approval has expired",
    "suspended": "its approval is suspended",
    "revoked": "its approval was revoked",
    NOT_APPROVED: "it is not approved at this time",
    GONE: "it is not in the catalogue any more",
}


def changes_between(then: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """A sentence for each thing that is another now than when the record was made; none where all is as it was.

    Both are what `Shown.told` gives, the one read back from canonical JSON. Where a model stands comes first.
    """
    if now["standing"] == GONE:
        return () if then["standing"] == GONE else ("It is not in the catalogue any more.",)
    found = []
    if then["standing"] != now["standing"]:
        found.append(f"{STANDINGS[now['standing']]} now. It was: {STANDINGS[then['standing']].lower()}.")
    for key, words in (
        ("tier_name", "Its tier is “{now}” now. It was “{then}”."),
        ("name", "It is called “{now}” now. It was “{then}”."),
        ("provider", "Its provider is “{now}” now. It was “{then}”."),
        ("version", "Version {now} stands now. Version {then} was frozen."),
        ("price", "Its price is “{now}” now. It was “{then}”."),
        ("evidence", "Its evidence reads “{now}” now. It read “{then}”."),
    ):
        if then.get(key) != now.get(key):
            found.append(words.format(now=now.get(key) or "none on record", then=then.get(key) or "none on record"))
    if now["standing"] == then["standing"] == IN_FORCE:
        found += _approval(then, now)
    return tuple(found)


def _approval(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    found = []
    if then.get("decision") != now.get("decision"):
        found.append(f"Decision {now.get('decision') or 'unknown'} stands now. It was {then.get('decision')}.")
    if _day(then.get("approved_to")) != _day(now.get("approved_to")):
        found.append(
            f"It is approved to {_words(now.get('approved_to'))} now. It was to {_words(then['approved_to'])}."
        )
    return found


def _day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None


def _words(value: str | date | None) -> str:
    day = _day(value)
    return f"{day.day} {day:%B %Y}" if day else "no set day"

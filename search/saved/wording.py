"""The words of news, on pages and in mail."""

from __future__ import annotations

from collections.abc import Sequence

from marketplace.clocks.words import count_words
from marketplace.products.tier_names import tier_phrase
from search.saved.models import NewsKind, SavedSearch, SearchNews

LONGEST_SUBJECT = 200
LINES_A_MAIL = 12


def what_happened(news: SearchNews) -> str:
    """What became of the model, as it follows its name."""
    tier, before = tier_phrase(news.tier), tier_phrase(news.tier_before)
    return {
        NewsKind.MATCH: f"newly matches: {tier}",
        NewsKind.APPROVED: f"is approved as {tier}; before, it was listed from research as {before}",
        NewsKind.TIER: f"went from {before} to {tier}",
        NewsKind.SUSPENDED: "is suspended",
        NewsKind.REVOKED: "has lost its approval: it was revoked",
        NewsKind.EXPIRED: "is not approved any more: its approval expired",
        NewsKind.BACK: f"is approved again: {tier}",
    }[NewsKind(news.kind)]


def subject_of(search: SavedSearch, news: Sequence[SearchNews]) -> str:
    """The subject of a mail: the search, and what happened."""
    start = f"Search “{search.name}”: "
    if len(news) > 1:
        return f"{start}{count_words(len(news), 'change')}"
    said = what_happened(news[0]).partition(":")[0].partition(";")[0]
    room = LONGEST_SUBJECT - len(start) - len(said) - 1
    name = news[0].entry.name
    return f"{start}{name if len(name) <= room else f'{name[: room - 1]}…'} {said}"


def lines_of(news: Sequence[SearchNews]) -> list[str]:
    """What a mail says: one line each, and how many more there are."""
    lines = [f"{each.entry.name} {what_happened(each)}." for each in news[:LINES_A_MAIL]]
    more = len(news) - LINES_A_MAIL
    return [*lines, f"And {count_words(more, 'more change', 'more changes')}."] if more > 0 else lines

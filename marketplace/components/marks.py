"""Marks that carry a meaning by word and shape: tier, status, band, money, hash."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from marketplace.products.tier_names import tier_label
from marketplace.products.tier_names import tier_phrase as phrase_of
from marketplace.products.vocabulary import Tier

register = template.Library()

TIER_CLASSES = {Tier.EARLY_STAGE: "early", Tier.PROMISING: "promising", Tier.EFFECTIVE: "effective"}
BARS = ((0.5, 7.5, 4), (5.5, 4, 7.5), (10.5, 0.5, 11))

CIRCLE = '<circle cx="8" cy="8" r="6.5"/>'
SHAPES = {
    "done": CIRCLE + '<path d="M4.8 8.2l2.2 2.2 4.2-4.6"/>',
    "no": CIRCLE + '<path d="M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2"/>',
    "half": CIRCLE + '<path d="M8 1.5a6.5 6.5 0 0 1 0 13z" fill="currentColor" stroke="none"/>',
    "open": '<circle cx="8" cy="8" r="6.5" stroke-dasharray="2.5 2"/>',
    "wait": '<path d="M3.5 1.5h9M3.5 14.5h9M4.5 1.5c0 5 7 5 7 6.5s-7 1.5-7 6.5M11.5 1.5c0 5-7 5-7 6.5s7 1.5 7 6.5"/>',
    "soon": CIRCLE + '<path d="M8 4.2V8l2.6 1.8"/>',
    "late": '<path d="M1.5 1.5h13v13h-13z"/><path d="M8 4v5M8 11v1.2"/>',
}


def icon(kind: str) -> SafeString:
    """The drawn sign of a status or clock, hidden from readers who hear the word."""
    return mark_safe(f'<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{SHAPES[kind]}</svg>')


@register.simple_tag
def tier(value: str, version_id: int | None = None) -> SafeString:
    """`{% tier "promising" %}`: bars, word and edge. An empty value says that there is no tier.

    What is pinned to a version of the rules is named as that version does: `{% tier value version_id %}`.
    """
    if not value:
        return mark_safe('<span class="pg-missing">No tier</span>')
    member = Tier(value)
    bars = "".join(
        f'<rect x="{x}" y="{y}" width="3" height="{height}"{_on(index <= member.rank)}/>'
        for index, (x, y, height) in enumerate(BARS)
    )
    drawing = mark_safe(f'<svg viewBox="0 0 14 12" aria-hidden="true" focusable="false">{bars}</svg>')
    return format_html(
        '<span class="pg-tier pg-tier--{}">{}{}</span>', TIER_CLASSES[member], drawing, tier_label(member, version_id)
    )


@register.filter
def tier_phrase(value: str, version_id: int | None = None) -> str:
    """`{{ value|tier_phrase }}`: the name of a tier within a sentence, in a version of the rules or as it is now."""
    return phrase_of(value, version_id)


@register.simple_tag
def status(kind: str, words: Any) -> SafeString:
    """`{% status "done" "Submitted" %}`; kinds are done, no, half, open, wait, soon and late."""
    if kind not in SHAPES:
        raise ValueError(f"A status is one of {', '.join(SHAPES)}, not {kind!r}.")
    return format_html('<span class="pg-status pg-status--{}">{}{}</span>', kind, icon(kind), words)


@register.filter
def money(cents: int | None) -> str:
    """Integer cents as people write them: `$4,200` or `$4,200.50`; nothing recorded is said so."""
    if cents is None or cents == "":
        return "not stated"
    cents = int(cents)
    sign, whole, rest = "−" if cents < 0 else "", abs(cents) // 100, abs(cents) % 100
    return f"{sign}${whole:,}.{rest:02d}" if rest else f"{sign}${whole:,}"


@register.filter
def percent(share: Decimal | float | None) -> str:
    """A share between 0 and 1 as a whole percent."""
    return "not stated" if share is None else f"{round(float(share) * 100)}%"


@register.filter
def number(value: Decimal | float | None, digits: int = 2) -> str:
    """A figure with a true minus sign and a fixed number of decimals; nothing recorded is a dash."""
    if value is None or value == "":
        return "–"
    return f"{float(value):,.{digits}f}".replace("-", "−")


@register.simple_tag(name="hash")
def hash_tag(sha256: str) -> SafeString:
    """A sha256 in full, in letters that can be compared."""
    return format_html('<code class="pg-hash">{}</code>', sha256)


@register.filter
def people(names: list) -> str:
    """`Ann`, `Ann and Ben`, `Ann, Ben and Cy`."""
    words = [str(name) for name in names]
    return " and ".join(", ".join(words).rsplit(", ", 1)) if words else ""


def _on(filled: bool) -> str:
    return ' class="on"' if filled else ""

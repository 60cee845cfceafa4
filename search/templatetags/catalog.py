"""`{% load catalog %}`: what only the catalogue's pages show."""

from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from search.catalog.display import Choice, in_groups
from search.highlighting import pieces_of
from search.stemming import Stems

register = template.Library()
BOXES_KEPT = 1_000


@register.filter
def marked(text: str, terms: Sequence[Stems]) -> SafeString:
    """The text with every term in a `<mark>`."""
    pieces = pieces_of(str(text), terms)
    if not any(is_marked for _, is_marked in pieces):
        return escape(text)
    return format_html_join("", "{}", ((_piece(*piece),) for piece in pieces))


register.filter("in_groups", in_groups)


@register.simple_tag
def facet_choice(key: str, choice: Choice) -> SafeString:
    """A box of a facet and how many models it leaves. Not a template: a page has well over a hundred of them."""
    start, middle = _box(key, choice.value, choice.label, choice.element_id)
    is_on, many = " checked" if choice.is_on else "", "" if choice.count == 1 else "s"
    end = f'{choice.counted}<span class="usa-sr-only"> model{many}</span></span></label>'
    return mark_safe(f"{start}{is_on}{middle}{end}")


@lru_cache(maxsize=BOXES_KEPT)
def _box(key: str, value: str, label: str, element_id: str) -> tuple[SafeString, SafeString]:
    """What is the same of a box on every page: up to whether it is on, and from there to its count."""
    return (
        format_html('<label class="pg-check"><input type="checkbox" name="{}" value="{}"', key, value),
        format_html('><span>{}</span><span id="{}">', label, element_id),
    )


def _piece(text: str, is_marked: bool) -> SafeString | str:
    return format_html("<mark>{}</mark>", text) if is_marked else text

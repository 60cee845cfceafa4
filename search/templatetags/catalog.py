"""`{% load catalog %}`: what only the catalogue's pages show."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from search.catalog.display import in_groups
from search.highlighting import pieces_of
from search.stemming import Stems

register = template.Library()


@register.filter
def marked(text: str, terms: Sequence[Stems]) -> SafeString:
    """The text with every term in a `<mark>`."""
    return format_html_join("", "{}", ((_piece(*piece),) for piece in pieces_of(str(text), terms)))


register.filter("in_groups", in_groups)


def _piece(text: str, is_marked: bool) -> SafeString | str:
    return format_html_join("", "<mark>{}</mark>", [(text,)]) if is_marked else text

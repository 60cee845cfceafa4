"""`{% load compare %}`: what the visitor has chosen to compare."""

from django import template
from django.template import Context

from search.catalog.compare_tray import Tray, tray_of

register = template.Library()


@register.simple_tag(takes_context=True)
def compare_tray(context: Context) -> Tray:
    """`{% compare_tray as tray %}`: its `slugs` cost nothing, its `entries` one query where anything is chosen."""
    return tray_of(context["request"])

"""`{% load pilotage %}`: every component of the portal's pages."""

from django import template

from marketplace.components import forms, marks, pages, times

register = template.Library()
for part in (marks, times, forms, pages):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)

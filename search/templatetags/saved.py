"""`{% load saved %}`: what the catalogue's page offers to do with a search."""

from typing import Any

from django import template

from search.interest.permissions import LIST_TOTALS
from search.saved.addresses import tidied
from search.saved.permissions import LIST, SAVE

register = template.Library()


@register.simple_tag(takes_context=True)
def saving(context: template.Context) -> dict[str, Any]:
    """Whether the person may save the search of the page and has a list of such, and the query to save."""
    person, state = context["request"].user, context["state"]
    if not person.is_authenticated:
        return {}
    return {
        "may_save": SAVE.decide(person).allowed,
        "may_list": LIST.decide(person).allowed,
        "may_see_totals": LIST_TOTALS.decide(person).allowed,
        "query": tidied(state.address().removeprefix("?")),
    }

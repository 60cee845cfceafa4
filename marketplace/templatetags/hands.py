"""`{% load hands %}`: who from elsewhere helps on a record, and the way to ask somebody."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

from marketplace.organizations.helping import kind_of, task_of
from marketplace.organizations.queries import hands_on_record

register = template.Library()


@register.inclusion_tag("marketplace/organizations/_hands.html", takes_context=True)
def helping_hands(context: Context, record: Any) -> dict[str, Any]:
    """`{% helping_hands record %}`: for its owners, who helps on the record, and the way to ask somebody."""
    request, kind = context["request"], kind_of(record._meta.label_lower)
    organization = kind.organization(record)
    if organization is None or not kind.grant.decide(request.user, record):
        return {}
    rows = [
        {
            "who": hand.person or hand.email,
            "words": task.words if (task := task_of(hand.task)) else hand.get_role_display(),
            "state": hand.get_state_display(),
            "ends_at": hand.ends_at,
        }
        for hand in hands_on_record(record)
        if not hand.is_over(request.at)
    ]
    url = f"{reverse('organizations:grant_hand', args=[organization.slug])}?on={record.reference}"
    return {"hands": rows, "grant_url": url}

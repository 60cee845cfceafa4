"""Words of what happens to the catalogue of rules."""

from marketplace.audit.events import register_events

register_events(
    {
        "waivable_rule.published": "published a version of the rule",
        "waivable_rule.retired": "took the rule out of the catalogue",
    }
)

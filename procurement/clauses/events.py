"""Words of what happens to the clause library."""

from marketplace.audit.events import register_events

register_events(
    {
        "clause.published": "published a version of the clause",
        "contract_template.published": "published a version of the contract template",
    }
)

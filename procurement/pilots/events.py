"""Words of the events of a pilot that are no moves."""

from marketplace.audit.events import register_events

register_events(
    {
        "pilot.family_notice": "recorded the notice to families",
        "pilot.purchase_order": "recorded the purchase order",
        "pilot.verdict": "wrote down the verified outcome",
    }
)

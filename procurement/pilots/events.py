"""Words of the events of a pilot that are no moves."""

from marketplace.audit.events import register_events

register_events(
    {
        "pilot.family_notice": "recorded the notice to families",
        "pilot.purchase_order": "recorded the purchase order",
        "pilot.may_be_asked": "said that other districts may ask about the pilot",
        "pilot.not_to_be_asked": "took back that other districts may ask about the pilot",
        "pilot.verdict": "wrote down the verified outcome",
    }
)

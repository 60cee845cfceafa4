"""Words of the events of a tier review that are no moves."""

from marketplace.audit.events import register_events

register_events(
    {
        "tier_review.replied": "replied to the notice",
        "tier_review.goes_on": "let the tier review go on, as what it was about has changed",
    }
)

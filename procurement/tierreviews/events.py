"""Words of the events of a tier review that are no moves."""

from marketplace.audit.events import register_events

register_events({"tier_review.replied": "replied to the notice"})

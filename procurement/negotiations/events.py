"""Words of what happens in a negotiation. Payloads hold numbers and hashes, never a draft's words."""

from marketplace.audit.events import register_events

register_events(
    {
        "negotiation.revision_proposed": "proposed a revision",
        "negotiation.revision_accepted": "accepted the revision",
        "negotiation.comment_added": "added a comment",
    }
)

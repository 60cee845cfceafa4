"""What else is recorded of a review; never a score or a reason."""

from marketplace.audit.events import register_events

register_events(
    {
        "review_subject.opened": "opened a review",
        "review_subject.closed": "closed the review without a decision",
        "review_subject.lead_named": "named the lead of the panel",
        "review_assignment.score_saved": "saved a score",
        "consensus.score_saved": "saved a consensus score",
    }
)

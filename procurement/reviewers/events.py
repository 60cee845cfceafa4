"""What is recorded of the pool of reviewers."""

from marketplace.audit.events import register_events

register_events(
    {
        "reviewer.profile_changed": "changed what they review",
        "reviewer.absence_added": "named days away",
        "reviewer.absence_removed": "took back days away",
        "reviewer.honorarium_set": "set what a review is paid",
    }
)

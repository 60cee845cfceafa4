"""What else is recorded of a decision."""

from marketplace.audit.events import register_events

register_events(
    {
        "determination.revised": "revised the recommendation",
        "designation.version_adopted": "let the approval stand on a later version of the model",
        "determination.letter_made": "made the letter of the decision",
    }
)

"""What else is recorded of an application; never an answer."""

from marketplace.audit.events import register_events

register_events(
    {
        "application.section_saved": "saved a section",
        "application.section_confirmed": "confirmed a section that was copied",
        "application.copied": "copied answers from an earlier application",
        "application.commitment_saved": "saved a goal",
        "application.commitment_removed": "removed a goal",
        "application.tier_changed": "changed the tier asked for",
        "application.late": "tried to send the application after the round had closed",
        "application.receipt_made": "made the receipt",
        "application.discarded": "discarded a draft",
    }
)

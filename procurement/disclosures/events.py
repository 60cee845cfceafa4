"""What is recorded of confidentiality; never what is claimed."""

from marketplace.audit.events import register_events

register_events(
    {
        "application.confidentiality_claimed": "claimed a part confidential",
        "application.confidentiality_dropped": "dropped a claim of confidentiality",
        "application.statement_signed": "signed the statement for the claims",
        "application.public_copy_made": "made the public copy",
        "application.public_copy_released": "released the public copy",
    }
)

"""Words of the events of an appeal that are no moves."""

from marketplace.audit.events import register_events

register_events(
    {
        "appeal.recused": "has a conflict of interest here and takes no part",
        "appeal.receipt_made": "made the receipt of the appeal",
        "appeal.letter_made": "made the letter of the appeal",
    }
)

"""What else is recorded of a round."""

from marketplace.audit.events import register_events

register_events(
    {
        "round.document_added": "added a document to the round",
        "round.document_removed": "took a document off the draft",
        "round.hidden_set": "set what reviewers do not see",
        "round.edited": "changed the draft of the round",
        "round.amended": "amended the round",
        "round.ended": "gave the rolling round its end",
        "round.extended": "gave more time in the round",
    }
)

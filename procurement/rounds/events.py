"""What else is recorded of a round."""

from marketplace.audit.events import register_events

register_events(
    {
        "round.edited": "changed the draft of the round",
        "round.amended": "amended the round",
        "round.extended": "gave more time in the round",
    }
)

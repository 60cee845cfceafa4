"""What a timeline says of evaluators."""

from marketplace.audit.events import register_events

register_events(
    {
        "evaluator.entry_changed": "changed the entry",
        "evaluator.tie_declared": "declared a tie",
        "evaluator.tie_taken_back": "took back the declaration of a tie",
    }
)

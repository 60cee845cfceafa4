"""What is recorded of saved searches beside their lifecycle."""

from marketplace.audit.events import register_events

register_events(
    {
        "saved_search.rename": "renamed the search",
        "saved_search.follow": "chose how often to be told",
    }
)

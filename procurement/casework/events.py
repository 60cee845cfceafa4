"""What is recorded of case work."""

from marketplace.audit.events import register_events

register_events(
    {
        "application.reminded": "reminded whoever’s turn it is",
        "application.messaged": "wrote to the provider",
    }
)

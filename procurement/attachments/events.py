"""What is recorded of documents that go with an application."""

from marketplace.audit.events import register_events

register_events(
    {
        "application.document_attached": "attached a document",
        "application.document_taken_off": "took a document off",
        "application.document_renewed": "attached the newer version of a document",
    }
)

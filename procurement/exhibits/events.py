"""What is recorded of documents that go with a contract. Payloads hold references, numbers and hashes."""

from marketplace.audit.events import register_events

register_events(
    {
        "negotiation.document_attached": "attached a document",
        "negotiation.document_taken_off": "took a document off",
        "negotiation.document_renewed": "attached the newer version of a document",
    }
)

"""What is recorded of an organization's documents."""

from marketplace.audit.events import register_events

register_events(
    {
        "locker.document_added": "added a document",
        "locker.version_added": "added a version of a document",
        "locker.put_away": "put a document away",
        "locker.brought_back": "brought a document back",
        "locker.expiry_warned": "warned that a document ends",
    }
)

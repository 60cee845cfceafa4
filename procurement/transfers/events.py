"""What is recorded of moving applications."""

from marketplace.audit.events import register_events

register_events({"application.imported": "brought the draft in from an archive"})

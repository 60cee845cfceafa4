"""How timelines say that a file was added."""

from marketplace.audit.events import register_events

register_events({"document.uploaded": "added a file"})

"""Words of what happens to the words of letters."""

from marketplace.audit.events import register_events

register_events({"letter_template.published": "published a version of the letter’s words"})

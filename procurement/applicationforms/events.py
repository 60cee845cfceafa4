"""Words of what happens to application forms."""

from marketplace.audit.events import register_events

register_events({"application_form.published": "published a version of the application form"})

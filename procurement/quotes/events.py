"""What is recorded beside the moves of a request. It is the district's own, so it hangs on the research, not on the
request, whose history the provider reads."""

from marketplace.audit.events import register_events

register_events({"request_research.attached": "put its market research beside a request"})

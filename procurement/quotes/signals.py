"""News of requests: `pilot_request`, `actor` and `at` come with each."""

from django.dispatch import Signal

request_issued = Signal()
request_ended = Signal()

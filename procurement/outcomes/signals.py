"""News of outcomes: `report` and `at` come with each."""

from django.dispatch import Signal

report_opened = Signal()
report_submitted = Signal()
report_returned = Signal()
report_replied = Signal()
report_verified = Signal()
outcome_published = Signal()

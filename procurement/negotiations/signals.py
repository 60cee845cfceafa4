"""News of negotiations: `negotiation` and `at` come with each, and `revision` and `actor` where there is one."""

from django.dispatch import Signal

revision_proposed = Signal()
negotiation_agreed = Signal()
negotiation_reopened = Signal()
negotiation_abandoned = Signal()
comment_shared = Signal()

"""News of tier reviews: `review` and `at` come with each."""

from django.dispatch import Signal

review_opened = Signal()
notice_given = Signal()
review_recommended = Signal()
review_decided = Signal()

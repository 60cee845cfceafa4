"""News of tier reviews: `review` and `at` come with each, with `review_revised` what stood before as `edition`,
with `review_goes_on` what has changed as `because`."""

from django.dispatch import Signal

review_opened = Signal()
notice_given = Signal()
review_recommended = Signal()
review_revised = Signal()
review_decided = Signal()
review_overtaken = Signal()
review_closed = Signal()
review_goes_on = Signal()

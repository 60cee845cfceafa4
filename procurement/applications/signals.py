"""News from applications, each with ``application`` and ``at``:
``application_submitted``, ``application_passed`` (screening), ``application_withdrawn``, ``application_closed``
(as incomplete); and ``cure_requested(cure, at)``.
"""

from django.dispatch import Signal

application_submitted = Signal()
application_passed = Signal()
application_withdrawn = Signal()
application_closed = Signal()
cure_requested = Signal()

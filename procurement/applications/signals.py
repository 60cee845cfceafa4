"""News from applications, each with ``application`` and ``at``:
``application_submitted``, ``application_passed`` (screening), ``application_withdrawn``.
"""

from django.dispatch import Signal

application_submitted = Signal()
application_passed = Signal()
application_withdrawn = Signal()

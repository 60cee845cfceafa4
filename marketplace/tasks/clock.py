"""The worker's clock. It answers no request and has no other; services are given the instant."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    return timezone.now()

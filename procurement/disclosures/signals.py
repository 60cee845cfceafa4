"""News of public copies: ``copy_released(copy, at)``."""

from django.dispatch import Signal

copy_released = Signal()

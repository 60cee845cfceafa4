"""News of comments on a draft."""

from django.dispatch import Signal

comment_made = Signal()
"""Somebody commented or answered: ``comment``, ``at``."""

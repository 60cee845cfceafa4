"""What people write into a record, as every service takes it."""

from __future__ import annotations

from django.core.exceptions import ValidationError


def checked_words(text: str, *, field: str, most: int, missing: str = "") -> str:
    """The text without space around it. Raises ValidationError at ``field`` where it has more than ``most`` characters,
    or is empty and ``missing`` says what should stand there."""
    text = text.strip()
    if missing and not text:
        raise ValidationError({field: missing})
    if len(text) > most:
        raise ValidationError({field: f"Use at most {most:,} characters; these are {len(text):,}."})
    return text

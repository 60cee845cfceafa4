"""What people write into a record, as every service takes it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from marketplace.lifecycles.typed import too_long

NO_EMAIL = "Enter an e-mail address, such as name@example.org."


def checked_words(text: str, *, field: str, most: int, missing: str = "") -> str:
    """The text without space around it. Raises ValidationError at ``field`` where it has more than ``most`` characters,
    or is empty and ``missing`` says what should stand there."""
    text = text.strip()
    if missing and not text:
        raise ValidationError({field: missing})
    if fault := too_long(text, most):
        raise ValidationError({field: fault})
    return text


def checked_email(text: str, *, field: str) -> str:
    """The e-mail address without space around it. Raises ValidationError at ``field`` for what is none."""
    text = text.strip()
    try:
        validate_email(text)
    except ValidationError:
        raise ValidationError({field: NO_EMAIL}) from None
    return text

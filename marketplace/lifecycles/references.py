"""References that people read aloud: short, never reused, without letters that look like digits."""

import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"


def new_reference(prefix: str) -> str:
    """A reference such as `APP-7F3K-2M`; about 887 million for each prefix."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(6))
    return f"{prefix}-{code[:4]}-{code[4:]}"

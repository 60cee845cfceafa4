"""Secrets of second factors are encrypted in the database: its copy alone gives nobody a code."""

from __future__ import annotations

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def _fernet(secret_key: str) -> Fernet:
    key = hashlib.sha256(b"second factors:" + secret_key.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class EncryptedFactors(DefaultMFAAdapter):
    """Encrypts with a key made from SECRET_KEY; those made under a key of SECRET_KEY_FALLBACKS can still be read."""

    def encrypt(self, text: str) -> str:
        return self._keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._keys().decrypt(encrypted_text.encode()).decode()

    def _keys(self) -> MultiFernet:
        return MultiFernet([_fernet(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])

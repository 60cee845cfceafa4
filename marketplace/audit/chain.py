"""PURE: the hash that ties each audit event to the one before it."""

import hashlib
import json
from typing import Any

GENESIS_HASH = "0" * 64


def event_hash(*, previous_hash: str, content: dict[str, Any]) -> str:
    """The sha256 over the previous hash and the event's content, sorted, without white space."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous_hash}\n{text}".encode()).hexdigest()

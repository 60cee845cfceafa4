"""Who a worker is, so that others can tell whether it still lives."""

import os
import secrets
import socket


def new_worker_id() -> str:
    """An id that names this machine and process; at most 64 characters."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


def is_dead(worker_id: str) -> bool:
    """Whether the worker is known to be gone: a process of this machine that no longer runs."""
    parts = worker_id.split(":")
    if len(parts) != 3 or parts[0] != socket.gethostname()[:40] or not parts[1].isdigit():
        return False
    try:
        os.kill(int(parts[1]), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False

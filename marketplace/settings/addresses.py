"""Addresses in the environment: of the database, of mail, of file storage."""

import re
import zoneinfo
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

DATABASE_ACCEPTED = "postgresql://user:password@host:5432/name or sqlite:///folder/file.sqlite3"
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
LOOPBACK = ("localhost", "127.0.0.1", "::1")
EMAIL_ACCEPTED = "smtp://user:password@host:587, smtps://user:password@host:465 or file:///folder"


def sqlite(path: Path | str) -> dict[str, Any]:
    """SQLite that takes several writers in turn: the write lock first, write-ahead log, 20 seconds of patience."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def database(raw: str) -> dict[str, Any]:
    """Django's database settings from an address; ValueError where it is none."""
    address = split(raw)
    if address.scheme == "sqlite":
        if address.netloc or len(address.path) < 2:
            raise ValueError("it names no file")
        return sqlite(_file(unquote(address.path)))
    if address.scheme not in ("postgres", "postgresql"):
        raise ValueError("its scheme is not known")
    name = unquote(address.path.lstrip("/"))
    if not name:
        raise ValueError("it names no database")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "HOST": address.hostname or "",
        "PORT": str(address.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(address.query)),
    }


def email(raw: str) -> dict[str, Any]:
    """Django's mail settings (name → value) from an address; ValueError where it is none."""
    address = split(raw)
    if address.scheme == "file":
        if address.netloc or len(address.path) < 2:
            raise ValueError("it names no folder")
        return email_files(unquote(address.path))
    if address.scheme not in ("smtp", "smtps"):
        raise ValueError("its scheme is not known")
    if not address.hostname:
        raise ValueError("it names no host")
    implicit = address.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": address.hostname,
        "EMAIL_PORT": address.port or (465 if implicit else 587),
        "EMAIL_HOST_USER": unquote(address.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(address.password or ""),
        "EMAIL_USE_SSL": implicit,
        "EMAIL_USE_TLS": not implicit and bool(address.username),
        "EMAIL_TIMEOUT": 20,
    }


def email_files(folder: Path | str) -> dict[str, Any]:
    """Mail written to files of a folder instead of being sent."""
    return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": str(folder)}


def site(raw: str) -> str:
    """The portal's own public address, without a trailing slash; ValueError where it is none."""
    address = split(raw)
    if address.scheme not in ("http", "https") or not address.hostname or address.path.strip("/"):
        raise ValueError
    if address.query or address.fragment or "@" in address.netloc:
        raise ValueError("it holds more than a scheme, a host and a port")
    return raw.rstrip("/")


def is_loopback(raw: str) -> bool:
    """Whether the address is one of this machine."""
    return split(raw).hostname in LOOPBACK


def safe_site(raw: str) -> str:
    """The address of a service that secrets are sent to, so in clear text on this machine only; else ValueError."""
    if split(raw).scheme != "https" and not is_loopback(raw):
        raise ValueError("plain http would show it to others")
    return site(raw)


def endpoint(raw: str) -> str:
    """The address of a storage service; ValueError where it is none."""
    address = split(raw)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise ValueError
    return raw


def zone(raw: str) -> str:
    """The name of a time zone; ValueError where it is none."""
    try:
        zoneinfo.ZoneInfo(raw)
    except (zoneinfo.ZoneInfoNotFoundError, OSError):
        raise ValueError("there is no such zone") from None
    return raw


def sender(raw: str) -> str:
    """A mail address, with or without a name before it; ValueError where it is none."""
    address = parseaddr(raw)[1]
    if not ADDRESS.fullmatch(address) or not raw.isprintable():
        raise ValueError("it holds no mail address")
    return raw


def _file(path: str) -> str:
    if Path(path).is_dir():
        raise ValueError("it names a folder")
    if not Path(path).parent.is_dir():
        raise ValueError("its folder is not there")
    return path


def split(raw: str) -> SplitResult:
    """The parts of an address; ValueError where it is none."""
    try:
        address = urlsplit(raw)
        _ = address.port
    except ValueError:
        raise ValueError("it is not an address") from None
    return address

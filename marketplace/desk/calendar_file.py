"""PURE: dates as an iCalendar file (RFC 5545), one event an obligation."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

LINE_OCTETS = 75


@dataclass(frozen=True)
class CalendarDate:
    """One obligation: what, by when, and the page where it is done."""

    title: str
    due: datetime
    url: str
    detail: str = ""


def calendar_file(dates: Iterable[CalendarDate], *, name: str, made_at: datetime) -> str:
    """The whole file. An obligation keeps its identity by its page and title, so that importing again adds nothing."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Pilotage//Desk//EN", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{_text(name)}")
    for date in dates:
        lines += _event(date, made_at)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(date: CalendarDate, made_at: datetime) -> list[str]:
    identity = hashlib.sha256(f"{date.url}\n{date.title}".encode()).hexdigest()[:32]
    return [
        "BEGIN:VEVENT",
        f"UID:{identity}@pilotage",
        f"DTSTAMP:{_instant(made_at)}",
        f"DTSTART:{_instant(date.due)}",
        f"DTEND:{_instant(date.due)}",
        f"SUMMARY:{_text(date.title)}",
        f"DESCRIPTION:{_text(date.detail)}",
        f"URL:{date.url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> str:
    """The line cut into pieces of at most 75 octets, each further one starting with a space."""
    pieces, piece, length = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if length + octets > LINE_OCTETS:
            pieces.append(piece)
            piece, length = " ", 1
        piece, length = piece + letter, length + octets
    return "\r\n".join([*pieces, piece])

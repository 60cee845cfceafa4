"""Instants by which something is due, as a calendar file (RFC 5545)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event


@dataclass(frozen=True, slots=True)
class Appointment:
    """One obligation: what, by when, and the page where it is done. With a `key`, a calendar moves it when it moves."""

    title: str
    due: datetime
    url: str
    detail: str = ""
    key: str = ""

    @property
    def identity(self) -> str:
        """Stays the same from file to file, so that importing again adds nothing."""
        named = self.key or f"{self.url}\n{self.title}"
        return hashlib.sha256(named.encode()).hexdigest()[:32]


def calendar_file(appointments: Iterable[Appointment], *, name: str, made_at: datetime) -> bytes:
    """The whole file, each appointment as an event without a length that keeps nobody busy."""
    calendar = Calendar()
    calendar.add("prodid", "-//Pilotage//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for appointment in appointments:
        calendar.add_component(_event(appointment, made_at.astimezone(UTC)))
    return calendar.to_ical()


def _event(appointment: Appointment, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{appointment.identity}@pilotage")
    event.add("dtstamp", made_at)
    event.add("dtstart", appointment.due.astimezone(UTC))
    event.add("dtend", appointment.due.astimezone(UTC))
    event.add("summary", appointment.title)
    event.add("description", appointment.detail)
    event.add("url", appointment.url)
    event.add("transp", "TRANSPARENT")
    return event

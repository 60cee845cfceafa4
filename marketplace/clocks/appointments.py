"""Instants as a calendar file that any calendar reads (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

REMIND_BEFORE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Appointment:
    """One instant by which something is due. The key stays the same when it moves, so that a calendar moves it too."""

    key: str
    title: str
    at: datetime
    url: str


def calendar_file(appointments: Iterable[Appointment], *, made_at: datetime) -> bytes:
    """The file, each appointment without a length and with a reminder two days before."""
    calendar = Calendar()
    calendar.add("prodid", "-//Pilotage//EN")
    calendar.add("version", "2.0")
    for appointment in appointments:
        calendar.add_component(_event(appointment, made_at.astimezone(UTC)))
    return calendar.to_ical()


def _event(appointment: Appointment, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{appointment.key}@pilotage")
    event.add("dtstamp", made_at)
    event.add("dtstart", appointment.at.astimezone(UTC))
    event.add("summary", appointment.title)
    event.add("url", appointment.url)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", appointment.title)
    alarm.add("trigger", -REMIND_BEFORE)
    event.add_component(alarm)
    return event

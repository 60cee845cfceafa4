"""PURE: money planned and paid, as steps over time; drawn twice, wide and narrow, so that words keep their size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount in cents that falls on a day."""

    day: date
    cents: int


@dataclass(frozen=True, slots=True)
class Box:
    """The drawing's size and the frame that the steps keep to, in its own units."""

    name: str
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    month_step: int


WIDE = Box("wide", 540, 250, 46, 524, 16, 206, 1)
NARROW = Box("narrow", 300, 220, 40, 290, 16, 176, 3)


@dataclass(frozen=True, slots=True)
class MoneyPlot:
    """Both drawings, the sentence over them and the rows of the table under them."""

    sentence: str
    svgs: tuple[str, ...]
    rows: tuple[tuple[date, int, int | None], ...]


def draw(planned: Sequence[Sum], paid: Sequence[Sum], *, today: date, starts_on: date, ends_on: date) -> MoneyPlot:
    """Steps of what was planned and what is paid, cumulated, from the first day to the last."""
    planned = sorted(planned, key=lambda item: item.day)
    paid = sorted(paid, key=lambda item: item.day)
    first = min([starts_on, *(item.day for item in planned + paid)])
    last = max([ends_on, *(item.day for item in planned + paid)])
    due, done = _until(planned, today), _until(paid, today)
    sentence = _sentence(due, done)
    frame = _Frame(first, max(last, first + timedelta(days=1)), sum(item.cents for item in planned) or 1)
    svgs = tuple(_svg(box, frame, planned, paid, today, sentence) for box in (WIDE, NARROW))
    days = sorted({item.day for item in planned} | ({today} if first <= today <= last else set()))
    rows = tuple((day, _until(planned, day), _until(paid, day) if day <= today else None) for day in days)
    return MoneyPlot(sentence, svgs, rows)


@dataclass(frozen=True, slots=True)
class _Frame:
    first: date
    last: date
    cents: int

    @property
    def ceiling(self) -> int:
        step = self.step
        return -(-self.cents // step) * step

    @property
    def step(self) -> int:
        """A round amount of which four or five reach the top."""
        size = 100
        while True:
            for factor in (1, 2, 5):
                if self.cents <= 5 * size * factor:
                    return size * factor
            size *= 10

    def x(self, box: Box, day: date) -> float:
        share = (day - self.first).days / (self.last - self.first).days
        return round(box.left + share * (box.right - box.left), 1)

    def y(self, box: Box, cents: int) -> float:
        return round(box.bottom - cents / self.ceiling * (box.bottom - box.top), 1)


def _svg(box: Box, frame: _Frame, planned: Sequence[Sum], paid: Sequence[Sum], today: date, sentence: str) -> str:
    ids = f"money-{box.name}"
    parts = [
        f'<svg class="{box.name}" viewBox="0 0 {box.width} {box.height}" role="img" '
        f'aria-labelledby="{ids}-t {ids}-d"><title id="{ids}-t">Money planned and paid</title>'
        f'<desc id="{ids}-d">{escape(sentence)}</desc>',
        *_grid(box, frame),
        *_months(box, frame),
        f'<path class="plan" d="{_steps(box, frame, planned, frame.last)}"/>',
    ]
    if today >= frame.first:
        now = min(today, frame.last)
        x, y = frame.x(box, now), frame.y(box, _until(paid, now))
        side, gap = ("end", -8) if x > box.width / 2 else ("start", 8)
        parts += [
            f'<path class="paid" d="{_steps(box, frame, paid, now)}"/>',
            f'<line class="now" x1="{x}" x2="{x}" y1="{box.top}" y2="{box.bottom}"/>',
            f'<circle class="mk" cx="{x}" cy="{y}" r="4.5"/>',
            f'<text class="b" x="{x + gap}" y="{min(y + 18, box.bottom - 4)}" text-anchor="{side}">'
            f"{dollars(_until(paid, now))} paid</text>",
        ]
    return "".join([*parts, "</svg>"])


def _grid(box: Box, frame: _Frame) -> list[str]:
    lines = []
    for cents in range(0, frame.ceiling + 1, frame.step):
        y, kind = frame.y(box, cents), "grid" if cents else "zero"
        lines.append(f'<line class="{kind}" x1="{box.left}" x2="{box.right}" y1="{y}" y2="{y}"/>')
        lines.append(f'<text class="s n" x="{box.left - 6}" y="{y + 4}" text-anchor="end">{_short(cents)}</text>')
    return lines


def _months(box: Box, frame: _Frame) -> list[str]:
    texts, day, place = [], date(frame.first.year, frame.first.month, 15), 0
    span = (frame.last - frame.first).days
    every = box.month_step * max(1, span // 400 + 1)
    while day <= frame.last:
        if day >= frame.first:
            if place % every == 0:
                x = frame.x(box, day)
                texts.append(
                    f'<text class="s" x="{x}" y="{box.bottom + 18}" text-anchor="middle">{MONTHS[day.month - 1]}</text>'
                )
            place += 1
        day = date(day.year + day.month // 12, day.month % 12 + 1, 15)
    return texts


def _steps(box: Box, frame: _Frame, sums: Sequence[Sum], until: date) -> str:
    total, path = 0, [f"M{frame.x(box, frame.first)} {frame.y(box, 0)}"]
    for item in sums:
        if item.day > until:
            break
        total += item.cents
        path.append(f"H{frame.x(box, item.day)}V{frame.y(box, total)}")
    return "".join([*path, f"H{frame.x(box, until)}"])


def _until(sums: Sequence[Sum], day: date) -> int:
    return sum(item.cents for item in sums if item.day <= day)


def _sentence(due: int, done: int) -> str:
    if due == done:
        return f"{dollars(done)} is paid, as planned by today."
    if done > due:
        return f"{dollars(done)} is paid, {dollars(done - due)} earlier than planned."
    return f"By today {dollars(due)} was planned and {dollars(done)} is paid. {dollars(due - done)} is open."


def dollars(cents: int) -> str:
    """`$9,280`, with cents only where there are some."""
    whole, rest = divmod(cents, 100)
    return f"${whole:,}.{rest:02d}" if rest else f"${whole:,}"


def _short(cents: int) -> str:
    if not cents:
        return "0"
    return f"${cents // 100_000}k" if cents % 100_000 == 0 else dollars(cents)

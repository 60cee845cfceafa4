"""PURE: the forest plot, drawn twice on the server, wide and narrow, so that its words keep their size."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt

from marketplace.evidence.drawing import Scale, cut, standalone, stroke, svg, text
from marketplace.evidence.wording import interval, number

__all__ = [
    "PlotLine", "PlotPool", "beyond", "forest_svg", "grid", "narrow_svg", "scale_of", "standalone", "wide_svg",
]  # fmt: skip

FARTHEST = 2.0
MARK_MIN, MARK_GROWTH, MARK_MAX, MARK_OFF = 5.4, 18.5, 18.0, 9.0


@dataclass(frozen=True, slots=True)
class PlotLine:
    """One study in the plot: what is written beside it, its effect and interval. `weight` None is not pooled."""

    label: str
    note: str
    g: float
    lower: float
    upper: float
    weight: float | None
    why_not: str = ""

    @property
    def is_off(self) -> bool:
        return bool(self.why_not)


@dataclass(frozen=True, slots=True)
class PlotPool:
    """The pooled effect with its interval."""

    g: float
    lower: float
    upper: float


def forest_svg(ident: str, title: str, description: str, lines: Sequence[PlotLine], pool: PlotPool | None) -> str:
    """The plot as two drawings, of which the page shows the one that fits. Text is escaped; classes only, no style."""
    return wide_svg(f"{ident}-wide", title, description, lines, pool) + narrow_svg(
        f"{ident}-narrow", title, description, lines, pool
    )


def wide_svg(ident: str, title: str, description: str, lines: Sequence[PlotLine], pool: PlotPool | None) -> str:
    scale = _scale(lines, pool, left=300, right=761.5, ticks_max=8)
    rule = 34 + 46 * len(lines)
    bottom = rule + (54 if pool else 12)
    parts = grid(scale, top=28, bottom=bottom, tick_y=bottom + 16)
    if pool:
        parts.append(stroke("mean", scale.at(pool.g), scale.at(pool.g), 28, rule + 8))
    parts += _sides(scale, bottom + 33, "favors usual teaching", "favors the model", gap=8)
    parts += [text(0, 20, "Study", "s"), text(970, 20, "g (95% interval)", "s", "end")]
    parts.append(text(1112, 20, "Weight", "s", "end"))
    parts += [_wide_line(line, scale, 57 + 46 * index) for index, line in enumerate(lines)]
    if pool:
        parts.append(stroke("zero", 0, 1112, rule, rule))
        parts.append(_diamond(pool, scale, rule + 23))
        parts.append(text(0, rule + 28, "All pooled studies", "b"))
        parts.append(text(970, rule + 28, f"{number(pool.g)} ({interval(pool.lower, pool.upper)})", "b n", "end"))
        parts.append(text(1112, rule + 28, "100%", "b n", "end"))
    return svg("wide", ident, 1112, bottom + 38, title, description, parts)


def narrow_svg(ident: str, title: str, description: str, lines: Sequence[PlotLine], pool: PlotPool | None) -> str:
    scale = _scale(lines, pool, left=22, right=264, ticks_max=4)
    rule = 32 + 58 * len(lines)
    bottom = rule + (60 if pool else 8)
    parts = grid(scale, top=20, bottom=bottom, tick_y=bottom + 16)
    if pool:
        parts.append(stroke("mean", scale.at(pool.g), scale.at(pool.g), 20, rule + 2))
    parts += _sides(scale, bottom + 33, "worse", "better with the model", gap=4)
    parts += [_narrow_line(line, scale, 44 + 58 * index) for index, line in enumerate(lines)]
    if pool:
        parts.append(stroke("zero", 0, 300, rule, rule))
        parts.append(_diamond(pool, scale, rule + 36))
        parts.append(text(0, rule + 20, "All pooled studies", "b"))
        parts.append(text(300, rule + 20, number(pool.g), "b", "end"))
    return svg("narrow", ident, 300, bottom + 38, title, description, parts)


def _wide_line(line: PlotLine, scale: Scale, y: float) -> str:
    weight = line.why_not or (f"{line.weight:.0%}" if line.weight is not None else "one study")
    if line.is_off:
        weight = "not pooled"
    parts = [
        text(0, y - 3, cut(line.label, 38), "b"),
        text(0, y + 14, cut(line.note, 46), "s"),
        text(970, y + 5, f"{number(line.g)} ({interval(line.lower, line.upper)})", "n", "end"),
        text(1112, y + 5, weight, "n", "end"),
    ]
    return _group(line, parts + _marks(line, scale, y))


def _narrow_line(line: PlotLine, scale: Scale, y: float) -> str:
    parts = [text(0, y, cut(line.label, 36), "b"), text(300, y, number(line.g), "", "end")]
    return _group(line, parts + _marks(line, scale, y + 22))


def _marks(line: PlotLine, scale: Scale, y: float) -> list[str]:
    side = MARK_OFF
    if not line.is_off:
        weight = 0.5 if line.weight is None else line.weight
        side = min(MARK_MIN + MARK_GROWTH * sqrt(weight), MARK_MAX)
    left = scale.at(line.g) - side / 2
    return [
        stroke("ci", scale.at(line.lower), scale.at(line.upper), y, y),
        f'<rect class="mk" x="{left:.1f}" y="{y - side / 2:.1f}" width="{side:.1f}" height="{side:.1f}"/>',
        *beyond(scale, line.lower, line.upper, y),
    ]


def _group(line: PlotLine, parts: list[str]) -> str:
    kind = ' class="off"' if line.is_off else ""
    return f"<g{kind}>{''.join(parts)}</g>"


def _scale(lines: Sequence[PlotLine], pool: PlotPool | None, *, left: float, right: float, ticks_max: int) -> Scale:
    ends = [end for line in lines for end in (line.lower, line.upper)]
    return scale_of([*ends, pool.lower, pool.upper] if pool else ends, left=left, right=right, ticks_max=ticks_max)


def scale_of(ends: Sequence[float], *, left: float, right: float, ticks_max: int) -> Scale:
    """The scale on which all these ends of intervals have room, up to the farthest that is drawn."""
    low, high = max(min([-0.2, *ends]), -FARTHEST), min(max([0.4, *ends]), FARTHEST)
    for step in (0.2, 0.4, 0.5, 1.0, 2.0):
        first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
        if last - first <= ticks_max:
            break
    return Scale(round(first * step, 2), round(last * step, 2), step, left, right)


def grid(scale: Scale, *, top: float, bottom: float, tick_y: float) -> list[str]:
    """An upright line with its number at each tick; the one at no effect stands out."""
    parts = []
    for tick in scale.ticks():
        x = scale.at(tick)
        parts.append(stroke("zero" if tick == 0 else "grid", x, x, top, bottom))
        parts.append(text(x, tick_y, "0" if tick == 0 else number(tick), "s", "middle"))
    return parts


def beyond(scale: Scale, lower: float, upper: float, y: float) -> list[str]:
    """An arrow at each end of the scale that an interval passes."""
    return [
        f'<path class="ci" fill="none" d="M{x + 5 * turn:.1f} {y - 4}L{x} {y}L{x + 5 * turn:.1f} {y + 4}"/>'
        for end, limit, turn in ((lower, scale.low, 1), (upper, scale.high, -1))
        if (end - limit) * turn < 0
        for x in [scale.at(limit)]
    ]


def _sides(scale: Scale, y: float, left: str, right: str, *, gap: float) -> list[str]:
    zero = scale.at(0)
    return [text(zero - gap, y, left, "s", "end"), text(zero + gap, y, right, "s")]


def _diamond(pool: PlotPool, scale: Scale, y: float) -> str:
    left, middle, right = scale.at(pool.lower), scale.at(pool.g), scale.at(pool.upper)
    return f'<path class="pool" d="M{left} {y}L{middle} {y - 8}L{right} {y}L{middle} {y + 8}z"/>'

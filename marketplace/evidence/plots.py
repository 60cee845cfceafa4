"""PURE: the forest plot, drawn twice on the server, wide and narrow, so that its words keep their size."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, sqrt

from marketplace.evidence.wording import interval, number

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


@dataclass(frozen=True, slots=True)
class Scale:
    """Effects across a drawing: from `low` to `high` between two places, with a tick each `step`."""

    low: float
    high: float
    step: float
    left: float
    right: float

    def at(self, g: float) -> float:
        clamped = min(max(g, self.low), self.high)
        return round(self.left + (clamped - self.low) / (self.high - self.low) * (self.right - self.left), 1)

    def ticks(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [round(self.low + index * self.step, 2) for index in range(count + 1)]


def forest_svg(ident: str, title: str, description: str, lines: Sequence[PlotLine], pool: PlotPool | None) -> str:
    """The plot as two drawings, of which the page shows the one that fits. Text is escaped; classes only, no style."""
    return wide_svg(f"{ident}-wide", title, description, lines, pool) + narrow_svg(
        f"{ident}-narrow", title, description, lines, pool
    )


def wide_svg(ident: str, title: str, description: str, lines: Sequence[PlotLine], pool: PlotPool | None) -> str:
    scale = _scale(lines, pool, left=300, right=761.5, ticks_max=8)
    rule = 34 + 46 * len(lines)
    bottom = rule + (54 if pool else 12)
    parts = _grid(scale, top=28, bottom=bottom, tick_y=bottom + 16)
    if pool:
        parts.append(_line("mean", scale.at(pool.g), scale.at(pool.g), 28, rule + 8))
    parts += _sides(scale, bottom + 33, "favors usual teaching", "favors the model", gap=8)
    parts += [_text(0, 20, "Study", "s"), _text(970, 20, "g (95% interval)", "s", "end")]
    parts.append(_text(1112, 20, "Weight", "s", "end"))
    parts += [_wide_line(line, scale, 57 + 46 * index) for index, line in enumerate(lines)]
    if pool:
        parts.append(_line("zero", 0, 1112, rule, rule))
        parts.append(_diamond(pool, scale, rule + 23))
        parts.append(_text(0, rule + 28, "All pooled studies", "b"))
        parts.append(_text(970, rule + 28, f"{number(pool.g)} ({interval(pool.lower, pool.upper)})", "b n", "end"))
        parts.append(_text(1112, rule + 28, "100%", "b n", "end"))
    return _svg("wide", ident, 1112, bottom + 38, title, description, parts)


def narrow_svg(ident: str, title: str, description: str, lines: Sequence[PlotLine], pool: PlotPool | None) -> str:
    scale = _scale(lines, pool, left=22, right=264, ticks_max=4)
    rule = 32 + 58 * len(lines)
    bottom = rule + (60 if pool else 8)
    parts = _grid(scale, top=20, bottom=bottom, tick_y=bottom + 16)
    if pool:
        parts.append(_line("mean", scale.at(pool.g), scale.at(pool.g), 20, rule + 2))
    parts += _sides(scale, bottom + 33, "usual", "the model does better", gap=4)
    parts += [_narrow_line(line, scale, 44 + 58 * index) for index, line in enumerate(lines)]
    if pool:
        parts.append(_line("zero", 0, 300, rule, rule))
        parts.append(_diamond(pool, scale, rule + 36))
        parts.append(_text(0, rule + 20, "All pooled studies", "b"))
        parts.append(_text(300, rule + 20, number(pool.g), "b", "end"))
    return _svg("narrow", ident, 300, bottom + 38, title, description, parts)


def _wide_line(line: PlotLine, scale: Scale, y: float) -> str:
    weight = line.why_not or (f"{line.weight:.0%}" if line.weight is not None else "one study")
    if line.is_off:
        weight = "not pooled"
    parts = [
        _text(0, y - 3, _cut(line.label, 38), "b"),
        _text(0, y + 14, _cut(line.note, 46), "s"),
        _text(970, y + 5, f"{number(line.g)} ({interval(line.lower, line.upper)})", "n", "end"),
        _text(1112, y + 5, weight, "n", "end"),
    ]
    return _group(line, parts + _marks(line, scale, y))


def _narrow_line(line: PlotLine, scale: Scale, y: float) -> str:
    parts = [_text(0, y, _cut(line.label, 32), "b"), _text(300, y, number(line.g), "", "end")]
    return _group(line, parts + _marks(line, scale, y + 22))


def _marks(line: PlotLine, scale: Scale, y: float) -> list[str]:
    side = MARK_OFF
    if not line.is_off:
        weight = 0.5 if line.weight is None else line.weight
        side = min(MARK_MIN + MARK_GROWTH * sqrt(weight), MARK_MAX)
    left = scale.at(line.g) - side / 2
    marks = [
        _line("ci", scale.at(line.lower), scale.at(line.upper), y, y),
        f'<rect class="mk" x="{left:.1f}" y="{y - side / 2:.1f}" width="{side:.1f}" height="{side:.1f}"/>',
    ]
    for end, limit, turn in ((line.lower, scale.low, 1), (line.upper, scale.high, -1)):
        if (end - limit) * turn < 0:
            x = scale.at(limit)
            marks.append(
                f'<path class="ci" fill="none" d="M{x + 5 * turn:.1f} {y - 4}L{x} {y}L{x + 5 * turn:.1f} {y + 4}"/>'
            )
    return marks


def _group(line: PlotLine, parts: list[str]) -> str:
    kind = ' class="off"' if line.is_off else ""
    return f"<g{kind}>{''.join(parts)}</g>"


def _scale(lines: Sequence[PlotLine], pool: PlotPool | None, *, left: float, right: float, ticks_max: int) -> Scale:
    ends = [-0.2, 0.4, *(end for line in lines for end in (line.lower, line.upper))]
    ends += [pool.lower, pool.upper] if pool else []
    low, high = max(min(ends), -FARTHEST), min(max(ends), FARTHEST)
    for step in (0.2, 0.4, 0.5, 1.0, 2.0):
        first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
        if last - first <= ticks_max:
            break
    return Scale(round(first * step, 2), round(last * step, 2), step, left, right)


def _grid(scale: Scale, *, top: float, bottom: float, tick_y: float) -> list[str]:
    parts = []
    for tick in scale.ticks():
        x = scale.at(tick)
        parts.append(_line("zero" if tick == 0 else "grid", x, x, top, bottom))
        parts.append(_text(x, tick_y, "0" if tick == 0 else number(tick), "s", "middle"))
    return parts


def _sides(scale: Scale, y: float, left: str, right: str, *, gap: float) -> list[str]:
    zero = scale.at(0)
    return [_text(zero - gap, y, left, "s", "end"), _text(zero + gap, y, right, "s")]


def _diamond(pool: PlotPool, scale: Scale, y: float) -> str:
    left, middle, right = scale.at(pool.lower), scale.at(pool.g), scale.at(pool.upper)
    return f'<path class="pool" d="M{left} {y}L{middle} {y - 8}L{right} {y}L{middle} {y + 8}z"/>'


def _line(kind: str, x1: float, x2: float, y1: float, y2: float) -> str:
    return f'<line class="{kind}" x1="{x1}" x2="{x2}" y1="{y1}" y2="{y2}"/>'


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "") -> str:
    kind = f' class="{kind}"' if kind else ""
    anchor = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text{kind} x="{x}" y="{y}"{anchor}>{escape(words)}</text>'


def _cut(words: str, length: int) -> str:
    return words if len(words) <= length else f"{words[: length - 1].rstrip()}…"


def _svg(kind: str, ident: str, width: int, height: float, title: str, description: str, parts: list[str]) -> str:
    return (
        f'<svg class="{kind}" viewBox="0 0 {width} {height:g}" role="img" aria-labelledby="{ident}-t {ident}-d">'
        f'<title id="{ident}-t">{escape(title)}</title><desc id="{ident}-d">{escape(description)}</desc>'
        f"{''.join(parts)}</svg>"
    )


STANDALONE_STYLE = (
    "text{font:14px 'Public Sans',system-ui,sans-serif;fill:#1c1d1f}.s{font-size:13px;fill:#565c65}.b{font-weight:600}"
    ".grid{stroke:#dfe1e2}.zero{stroke:#71767a}.mean{stroke:#07648d;stroke-dasharray:2 3}"
    ".ci{stroke:#07648d;stroke-width:1.5}.mk{fill:#07648d}.off .ci{stroke:#71767a;stroke-dasharray:3 2}"
    ".off .mk{fill:#fff;stroke:#71767a;stroke-width:1.5}.pool{fill:#002d3f}"
)


def standalone(svg: str) -> str:
    """A wide drawing as a file of its own, with the colors that the page would give it."""
    head, rest = svg.split(">", 1)
    head = head.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return f"{head}><style>{STANDALONE_STYLE}</style>{rest}"

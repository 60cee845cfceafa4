"""PURE: how alike the groups were at the start, and who stayed to the end; each drawn twice, wide and narrow."""

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.evidence.drawing import Scale, box, cut, stroke, svg, text
from marketplace.evidence.standards import ADJUSTABLE_WITHIN, EQUAL_WITHIN
from marketplace.evidence.wording import number

FARTHEST_APART = 0.5


@dataclass(frozen=True, slots=True)
class StartLine:
    """One thing measured before the start: how far apart the groups were, in standard deviations."""

    label: str
    note: str
    g: float
    verdict: str
    is_off: bool


@dataclass(frozen=True, slots=True)
class FlowLine:
    """One study's students: assigned and analyzed in each group."""

    label: str
    note: str
    assigned: tuple[int, int]
    analyzed: tuple[int, int]
    verdict: str


def balance_svg(ident: str, title: str, description: str, lines: Sequence[StartLine]) -> str:
    """The starting points as two drawings. The dark band is alike; in the light one the analysis must adjust."""
    wide, narrow = Scale(-0.5, 0.5, 0.25, 420, 860), Scale(-0.5, 0.5, 0.25, 16, 284)
    tall, small = 42 * len(lines) + 30, 56 * len(lines) + 8
    parts = [*_bands(wide, 24, tall), *_ticks(wide, 24, tall), text(0, 16, "Measured before the start", "s")]
    parts += [text(1112, 16, "Apart, in standard deviations", "s", "end"), *_ends(wide, tall + 34, "model group")]
    for index, line in enumerate(lines):
        y = 50 + 42 * index
        words = [text(0, y - 2, cut(line.label, 42), "b"), text(0, y + 15, cut(line.note, 52), "s")]
        words.append(text(1112, y + 5, f"{number(line.g)}, {line.verdict}", "n", "end"))
        parts.append(_group(line.is_off, [*words, _mark(wide, line.g, y)]))
    drawn = svg("wide", f"{ident}-wide", 1112, tall + 44, title, description, parts)
    parts = [*_bands(narrow, 4, small), *_ticks(narrow, 4, small), *_ends(narrow, small + 32, "model")]
    for index, line in enumerate(lines):
        y = 18 + 56 * index
        words = [text(0, y, cut(line.label, 30), "b"), text(300, y, number(line.g), "", "end")]
        words.append(text(0, y + 15, cut(line.note, 44), "s"))
        parts.append(_group(line.is_off, [*words, _mark(narrow, line.g, y + 28)]))
    return drawn + svg("narrow", f"{ident}-narrow", 300, small + 40, title, description, parts)


def flow_svg(ident: str, title: str, description: str, lines: Sequence[FlowLine]) -> str:
    """Assigned (outline) and analyzed (filled) in both groups of each study, as two drawings."""
    most = max(count for line in lines for count in line.assigned)
    parts = [text(0, 16, "Study", "s"), text(330, 16, "Assigned (outline) and analyzed (filled)", "s")]
    parts.append(text(1112, 16, "Analyzed of assigned", "s", "end"))
    for index, line in enumerate(lines):
        y = 34 + 66 * index
        parts += [text(0, y + 14, cut(line.label, 40), "b"), text(0, y + 32, cut(line.note, 40), "s")]
        for group, words in enumerate(("model", "usual")):
            at = y + 24 * group
            parts += _bars(330, at, 560, 16, line.assigned[group], line.analyzed[group], most)
            parts.append(text(1112, at + 13, f"{words}: {_kept(line, group)}", "n", "end"))
    drawn = svg("wide", f"{ident}-wide", 1112, 66 * len(lines) + 30, title, description, parts)
    parts = []
    for index, line in enumerate(lines):
        y = 14 + 112 * index
        parts += [text(0, y, cut(line.label, 36), "b"), text(0, y + 16, cut(line.note, 44), "s")]
        for group, words in enumerate(("model", "usual")):
            at = y + 26 + 36 * group
            parts += _bars(1, at, 298, 12, line.assigned[group], line.analyzed[group], most)
            parts.append(text(0, at + 27, f"{words}: {_kept(line, group)}", "s"))
    return drawn + svg("narrow", f"{ident}-narrow", 300, 112 * len(lines) + 4, title, description, parts)


def lost_share(assigned: int, analyzed: int) -> str:
    return f"{100 * (assigned - analyzed) / assigned:.1f}%"


def _kept(line: FlowLine, group: int) -> str:
    assigned, analyzed = line.assigned[group], line.analyzed[group]
    return f"{analyzed:,} of {assigned:,}, {lost_share(assigned, analyzed)} lost"


def _bars(x: float, y: float, width: float, height: float, assigned: int, analyzed: int, most: int) -> list[str]:
    return [
        box("mk", x, y, width * analyzed / most, height),
        box("plan", x, y, width * assigned / most, height),
    ]


def _bands(scale: Scale, top: float, bottom: float) -> list[str]:
    drawn = []
    for kind, within in (("flow", ADJUSTABLE_WITHIN), ("mk2", EQUAL_WITHIN)):
        left, right = scale.at(-within), scale.at(within)
        drawn.append(box(kind, left, top, right - left, bottom - top))
    return drawn


def _ticks(scale: Scale, top: float, bottom: float) -> list[str]:
    drawn = []
    for tick in scale.ticks():
        x = scale.at(tick)
        drawn.append(stroke("zero" if tick == 0 else "grid", x, x, top, bottom))
        drawn.append(text(x, bottom + 15, "0" if tick == 0 else number(tick), "s", "middle"))
    return drawn


def _ends(scale: Scale, y: float, who: str) -> list[str]:
    zero = scale.at(0)
    return [text(zero - 10, y, f"{who} lower", "s", "end"), text(zero + 10, y, f"{who} higher", "s")]


def _mark(scale: Scale, g: float, y: float) -> str:
    return box("mk", scale.at(g) - 5, y - 5, 10, 10)


def _group(is_off: bool, parts: list[str]) -> str:
    kind = ' class="off"' if is_off else ""
    return f"<g{kind}>{''.join(parts)}</g>"

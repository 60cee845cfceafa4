"""PURE: the measured effects of several models on one scale, drawn twice on the server, wide and narrow."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from marketplace.evidence.drawing import Scale, cut, stroke, svg, text
from marketplace.evidence.plots import beyond, grid, scale_of
from marketplace.evidence.wording import interval, number

MARK = 5.5
NOT_MEASURED = "Not measured"


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect with its 95% interval, and how many studies and students stand behind it."""

    g: float
    lower: float
    upper: float
    studies: int
    students: int

    @property
    def words(self) -> str:
        """Such as 0.55 (0.34 to 0.76)."""
        return f"{number(self.g)} ({interval(self.lower, self.upper)})"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A kind of outcome with each model's effect on it, None where it has none that counts."""

    title: str
    effects: tuple[Effect | None, ...]

    @property
    def measured(self) -> int:
        return sum(effect is not None for effect in self.effects)


def outcomes_of(titles: dict[str, str], effects: Sequence[dict[str, Effect]]) -> tuple[Outcome, ...]:
    """The kinds of outcome that any model has an effect on: first those that most have, then in the order of titles."""
    found = [Outcome(title, tuple(each.get(key) for each in effects)) for key, title in titles.items()]
    return tuple(sorted((one for one in found if one.measured), key=lambda one: -one.measured))


def drawings(ident: str, title: str, names: Sequence[str], outcomes: Sequence[Outcome]) -> str:
    """Both drawings. Each model has a mark of its own shape, the same throughout."""
    said = _description(names, outcomes)
    return _wide(f"{ident}-wide", title, said, names, outcomes) + _narrow(
        f"{ident}-narrow", title, said, names, outcomes
    )


def _wide(ident: str, title: str, said: str, names: Sequence[str], outcomes: Sequence[Outcome]) -> str:
    scale = scale_of(_ends(outcomes), left=470, right=900, ticks_max=6)
    block = 28 * len(names) + 26
    bottom = 14 + block * len(outcomes)
    parts = grid(scale, top=14, bottom=bottom, tick_y=bottom + 16)
    for index, outcome in enumerate(outcomes):
        top = 14 + index * block
        if index:
            parts.append(stroke("grid", 0, 1100, top - 5, top - 5))
        parts.append(text(0, top + 26, cut(outcome.title, 36), "b"))
        for place, (name, effect) in enumerate(zip(names, outcome.effects, strict=True)):
            y = top + 22 + 28 * place
            parts.append(text(262, y + 4, cut(name, 27)))
            parts += _effect(effect, scale, y, place)
            parts.append(text(1100, y + 4, effect.words if effect else NOT_MEASURED, "n" if effect else "s", "end"))
    return svg("wide", ident, 1100, bottom + 24, title, said, parts)


def _narrow(ident: str, title: str, said: str, names: Sequence[str], outcomes: Sequence[Outcome]) -> str:
    scale = scale_of(_ends(outcomes), left=14, right=286, ticks_max=4)
    block = 44 * len(names) + 34
    bottom = block * len(outcomes)
    parts = grid(scale, top=0, bottom=bottom, tick_y=bottom + 16)
    for index, outcome in enumerate(outcomes):
        top = index * block
        parts.append(text(0, top + 18, cut(outcome.title, 38), "b"))
        for place, (name, effect) in enumerate(zip(names, outcome.effects, strict=True)):
            y = top + 40 + 44 * place
            parts.append(text(0, y, cut(name, 22)))
            parts.append(text(300, y, effect.words if effect else NOT_MEASURED.lower(), "" if effect else "s", "end"))
            parts += _effect(effect, scale, y + 11, place)
    return svg("narrow", ident, 300, bottom + 24, title, said, parts)


def _effect(effect: Effect | None, scale: Scale, y: float, place: int) -> list[str]:
    if effect is None:
        return []
    return [
        stroke("ci", scale.at(effect.lower), scale.at(effect.upper), y, y),
        *beyond(scale, effect.lower, effect.upper, y),
        MARKS[place](scale.at(effect.g), y),
    ]


def _circle(x: float, y: float) -> str:
    return f'<circle class="mk" cx="{x}" cy="{y}" r="{MARK}"/>'


def _square(x: float, y: float) -> str:
    return f'<rect class="open" x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10"/>'


def _diamond(x: float, y: float) -> str:
    return f'<path class="pool" d="M{x - 7:.1f} {y}L{x} {y - 7}L{x + 7:.1f} {y}L{x} {y + 7}z"/>'


def _triangle(x: float, y: float) -> str:
    return f'<path class="open" d="M{x - 6:.1f} {y + 5}L{x} {y - 6}L{x + 6:.1f} {y + 5}z"/>'


MARKS: tuple[Callable[[float, float], str], ...] = (_circle, _square, _diamond, _triangle)


def _ends(outcomes: Sequence[Outcome]) -> list[float]:
    return [end for one in outcomes for effect in one.effects if effect for end in (effect.lower, effect.upper)]


def _description(names: Sequence[str], outcomes: Sequence[Outcome]) -> str:
    """Every number of the drawing in words."""
    said = []
    for one in outcomes:
        pairs = zip(names, one.effects, strict=True)
        each = [f"{name} {effect.words if effect else NOT_MEASURED.lower()}" for name, effect in pairs]
        said.append(f"{one.title}: {', '.join(each)}.")
    return " ".join(said)

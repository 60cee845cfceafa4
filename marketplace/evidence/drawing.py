"""PURE: the parts of a drawing on the server: classes only, no style, every word escaped."""

from dataclasses import dataclass
from html import escape


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


def stroke(kind: str, x1: float, x2: float, y1: float, y2: float) -> str:
    """A straight line."""
    return f'<line class="{kind}" x1="{x1}" x2="{x2}" y1="{y1}" y2="{y2}"/>'


def text(x: float, y: float, words: str, kind: str = "", anchor: str = "") -> str:
    """Words at a place; `anchor` is start, middle or end."""
    kind = f' class="{kind}"' if kind else ""
    anchor = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text{kind} x="{x}" y="{y}"{anchor}>{escape(words)}</text>'


def box(kind: str, x: float, y: float, width: float, height: float) -> str:
    """A rectangle."""
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def cut(words: str, length: int) -> str:
    """The words, with an ellipsis where they are too long to be drawn."""
    return words if len(words) <= length else f"{words[: length - 1].rstrip()}…"


def svg(kind: str, ident: str, width: int, height: float, title: str, description: str, parts: list[str]) -> str:
    """A drawing with its title and description, which readers of the screen hear."""
    return (
        f'<svg class="{kind}" viewBox="0 0 {width} {height:g}" role="img" aria-labelledby="{ident}-t {ident}-d">'
        f'<title id="{ident}-t">{escape(title)}</title><desc id="{ident}-d">{escape(description)}</desc>'
        f"{''.join(parts)}</svg>"
    )


STANDALONE_STYLE = (
    "text{font:14px 'Public Sans',system-ui,sans-serif;fill:#1c1d1f}.s{font-size:13px;fill:#565c65}.b{font-weight:600}"
    ".grid{stroke:#dfe1e2}.zero{stroke:#71767a}.mean{stroke:#07648d;stroke-dasharray:2 3}"
    ".ci{stroke:#07648d;stroke-width:1.5}.mk{fill:#07648d}.off .ci{stroke:#71767a;stroke-dasharray:3 2}"
    ".off .mk{fill:#fff;stroke:#71767a;stroke-width:1.5}.pool{fill:#002d3f}.mk2{fill:#82b4c9}"
    ".flow{fill:#82b4c9;opacity:.5}.plan{fill:none;stroke:#71767a;stroke-dasharray:5 3;stroke-width:1.5}"
)


def standalone(svg: str) -> str:
    """A wide drawing as a file of its own, with the colors that the page would give it."""
    head, rest = svg.split(">", 1)
    head = head.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return f"{head}><style>{STANDALONE_STYLE}</style>{rest}"

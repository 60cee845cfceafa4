"""PURE: the small drawing of an effect beside a result, on one scale for all of them."""

from dataclasses import dataclass

WIDTH, MIDDLE, HALF_DIAMOND = 136.0, 10.0, 5.5
LOWEST, HIGHEST = -0.4, 1.2


@dataclass(frozen=True, slots=True)
class Glyph:
    """Places on the drawing: no effect, the interval's ends (None where unknown) and the diamond's path."""

    zero: str
    low: str | None
    high: str | None
    diamond: str


def glyph_of(g: float | None, low: float | None, high: float | None) -> Glyph | None:
    """The drawing of an effect and its 95% interval; None where there is no effect to draw. What lies beyond the
    scale is drawn at its edge."""
    if g is None:
        return None
    x = _place(g)
    corners = (
        (x - HALF_DIAMOND, MIDDLE),
        (x, MIDDLE - HALF_DIAMOND),
        (x + HALF_DIAMOND, MIDDLE),
        (x, MIDDLE + HALF_DIAMOND),
    )
    path = "M" + "L".join(f"{across:.1f} {down:.1f}" for across, down in corners) + "z"
    has_interval = low is not None and high is not None
    return Glyph(
        zero=f"{_place(0.0):.1f}",
        low=f"{_place(low):.1f}" if has_interval else None,
        high=f"{_place(high):.1f}" if has_interval else None,
        diamond=path,
    )


def _place(effect: float) -> float:
    inside = min(max(effect, LOWEST), HIGHEST)
    return (inside - LOWEST) / (HIGHEST - LOWEST) * WIDTH

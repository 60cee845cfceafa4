"""PURE: the shortest way from one list of words to another (Myers 1986), found in time with what differs."""

from collections.abc import Sequence

EDITS_MAX = 80
Run = tuple[str, int, int, int, int]


def shortest_edit(a: Sequence[str], b: Sequence[str], *, edits_max: int = EDITS_MAX) -> list[Run] | None:
    """The runs (kind, a from, a to, b from, b to); kind is equal, delete or insert. None where it takes more edits."""
    trace = _trace(a, b, edits_max)
    if trace is None:
        return None
    steps, x, y = [], len(a), len(b)
    for edits in range(len(trace) - 1, 0, -1):
        frontier = trace[edits - 1]
        diagonal = x - y
        down = diagonal == -edits or (diagonal != edits and frontier[diagonal - 1] < frontier[diagonal + 1])
        before = diagonal + 1 if down else diagonal - 1
        start_x = frontier[before]
        start_y = start_x - before
        middle_x, middle_y = (start_x, start_y + 1) if down else (start_x + 1, start_y)
        steps.append(("equal", middle_x, x, middle_y, y))
        steps.append(("insert" if down else "delete", start_x, middle_x, start_y, middle_y))
        x, y = start_x, start_y
    steps.append(("equal", 0, x, 0, y))
    return [step for step in reversed(steps) if step[2] > step[1] or step[4] > step[3]]


def _trace(a: Sequence[str], b: Sequence[str], edits_max: int) -> list[dict[int, int]] | None:
    """How far each diagonal reaches after so many edits, until the end is reached."""
    frontier, trace = {1: 0}, []
    for edits in range(min(edits_max, len(a) + len(b)) + 1):
        reached: dict[int, int] = {}
        for diagonal in range(-edits, edits + 1, 2):
            if diagonal == -edits or (diagonal != edits and frontier[diagonal - 1] < frontier[diagonal + 1]):
                x = frontier[diagonal + 1]
            else:
                x = frontier[diagonal - 1] + 1
            y = x - diagonal
            while x < len(a) and y < len(b) and a[x] == b[y]:
                x, y = x + 1, y + 1
            reached[diagonal] = x
            if x >= len(a) and y >= len(b):
                return [*trace, reached]
        frontier = reached
        trace.append(reached)
    return None

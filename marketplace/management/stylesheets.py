"""PURE: a stylesheet cut down to the components that pages use. Of 526 kB of the design system's that leaves 16."""

import re
from collections.abc import Collection, Iterator

_STARTS = re.compile(r"[{;]")
_BRACES = re.compile(r"""[{}]|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'""")
_CLASS = re.compile(r"\.((?:\\.|[\w-])+)")
_BETWEEN_SELECTORS = re.compile(r",(?![^(]*\))")
_HOLDS_RULES = ("@media", "@supports")


def cut_down(text: str, components: Collection[str]) -> str:
    """The rules whose every class is of one of these components, a part or variant of one, and those without classes.

    `text` is a minified sheet without comments.
    """
    kept = []
    for start, body in _rules(text):
        if body is None:
            kept.append(start)
        elif start.startswith(_HOLDS_RULES):
            inner = cut_down(body, components)
            kept += [f"{start}{{{inner}}}"] if inner else []
        elif start.startswith("@"):
            kept.append(f"{start}{{{body}}}")
        else:
            selectors = [one for one in _BETWEEN_SELECTORS.split(start) if _is_used(one, components)]
            kept += [f"{','.join(selectors)}{{{body}}}"] if selectors else []
    return "".join(kept)


def component_of(name: str) -> str:
    """The component that a class belongs to: `usa-button` of `usa-button--outline`."""
    return re.split(r"--|__", name)[0]


def _is_used(selector: str, components: Collection[str]) -> bool:
    return all(component_of(name) in components for name in _CLASS.findall(selector))


def _rules(text: str) -> Iterator[tuple[str, str | None]]:
    """What stands before each brace, and what stands inside; None for a statement that has no braces."""
    place = 0
    while found := _STARTS.search(text, place):
        start = text[place : found.start()]
        if found.group() == ";":
            yield f"{start};", None
            place = found.end()
            continue
        end = _end_of(text, found.end())
        yield start, text[found.end() : end]
        place = end + 1


def _end_of(text: str, place: int) -> int:
    """Where the brace that was opened before this place is closed."""
    depth = 1
    for found in _BRACES.finditer(text, place):
        depth += {"{": 1, "}": -1}.get(found.group(), 0)
        if not depth:
            return found.start()
    raise ValueError("A brace of the stylesheet is never closed.")

"""What somebody typed into a form that was refused, given back to copy, so that no page loses it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

SHORTEST_CHARACTERS = 20
NOT_TEXT = ("csrf", "password", "sha256", "seen", "fingerprint", "token")


@dataclass(frozen=True, slots=True)
class Typed:
    """One field's name in words and its text."""

    label: str
    text: str


def typed_texts(request: HttpRequest) -> list[Typed]:
    """The longer texts of the form that was sent, in its order; short answers and what a machine wrote are left out."""
    found = []
    for name, values in request.POST.lists():
        words = name.rpartition("-")[2].replace("_", " ").strip()
        if any(part in name.lower() for part in NOT_TEXT):
            continue
        found += [Typed(words.capitalize(), text) for text in values if len(text.strip()) >= SHORTEST_CHARACTERS]
    return found

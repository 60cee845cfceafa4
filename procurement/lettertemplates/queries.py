"""The words that letters are made with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from marketplace.access.permissions import twin_of
from procurement.lettertemplates.models import LetterTemplate, LetterTemplateVersion
from procurement.lettertemplates.permissions import PUBLISH, is_letter_keeper
from procurement.lettertemplates.shipped import shipped_letters


@twin_of(PUBLISH)
def editable_by(person: Any) -> QuerySet[LetterTemplate]:
    """The templates whose next version this person may publish."""
    return LetterTemplate.objects.all() if is_letter_keeper(person, None) else LetterTemplate.objects.none()


@dataclass(frozen=True, slots=True)
class LetterWords:
    """Opening and closing of a letter, and the version they come from: None for the shipped words."""

    version: LetterTemplateVersion | None
    opening: str
    closing: str


def words_of(kind: str, pinned: LetterTemplateVersion | None = None) -> LetterWords:
    """The words of a kind of letter: the pinned version's, else the newest published, else the shipped ones."""
    found = LetterTemplateVersion.objects.filter(template__kind=kind, template__live=True).order_by("-number")
    version = pinned or found.first()
    if version is not None:
        return LetterWords(version, version.opening, version.closing)
    return LetterWords(None, **shipped_letters()[kind])

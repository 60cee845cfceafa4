"""The words of decision letters: what is edited, and the immutable versions that letters stand on."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from procurement.clauses.models import PublishedInOneStep, PublishedVersion
from procurement.lettertemplates.words import KINDS, PLACES, SAMPLE, fault_in, filled

__all__ = ["LetterKind", "LetterTemplate", "LetterTemplateVersion"]


class LetterKind(models.TextChoices):
    """What the letter says."""

    APPROVED = "approved", "Approved as asked"
    APPROVED_LOWER = "approved_lower", "Approved in another tier than asked"
    APPROVED_ON_APPEAL = "approved_on_appeal", "Approved on appeal"
    DECLINED = "declined", "Not approved"
    APPEAL_GRANTED = "appeal_granted", "Appeal granted"
    APPEAL_DISMISSED = "appeal_dismissed", "Appeal dismissed"


class LetterFields(models.Model):
    """What the edited template and each version of it say."""

    opening = models.TextField(
        max_length=4000,
        help_text="The first paragraphs, a blank line between two. Facts and reasons follow by themselves.",
    )
    closing = models.CharField(max_length=200, help_text="The line above the name of whoever decided.")

    class Meta:
        abstract = True


class LetterTemplate(PublishedInOneStep, DraftStateMixin, RevisionMixin, PreviewableMixin, LetterFields):
    """The words of one kind of letter as the agency edits them. Each publication copies them."""

    kind = models.CharField(max_length=20, choices=LetterKind.choices, unique=True)

    class Meta:
        ordering = ["kind"]

    def __str__(self) -> str:
        return self.get_kind_display()

    def clean(self) -> None:
        super().clean()
        faults = {name: fault_in(getattr(self, name), self.kind) for name in ("opening", "closing")}
        if any(faults.values()):
            raise ValidationError({name: words for name, words in faults.items() if words})

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "procurement/lettertemplates/preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        faults = [fault_in(text, self.kind) for text in (self.opening, self.closing)]
        fault = next(filter(None, faults), "")
        return {
            "letter": self,
            "fault": fault,
            "paragraphs": [] if fault else filled(self.opening, SAMPLE),
            "closing": [] if fault else filled(self.closing, SAMPLE),
            "places": [(name, PLACES[name]) for name in KINDS.get(self.kind, ())],
            "request": request,
        }


class LetterTemplateVersion(PublishedVersion, LetterFields):
    """The words of a kind of letter as they were published."""

    template = models.ForeignKey(LetterTemplate, on_delete=models.PROTECT, related_name="versions")

    class Meta:
        ordering = ["template", "-number"]
        constraints = [models.UniqueConstraint(fields=["template", "number"], name="letter_template_version_once")]

    def __str__(self) -> str:
        return f"{self.template}, version {self.number}"

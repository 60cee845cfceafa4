"""Application forms: what is edited, and the immutable versions that rounds stand on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from procurement.applicationforms.blocks import SectionsBlock
from procurement.applicationforms.editing import definition_of
from procurement.applicationforms.questions import FormDefinition, FormError
from procurement.applicationforms.reading import read_form
from procurement.applicationforms.wording import in_short

__all__ = ["ApplicationForm", "ApplicationFormVersion"]

KEY = RegexValidator(r"^[a-z][a-z0-9_]{1,39}$", "Use small letters, digits and underscores only, such as pilots_only.")


class ApplicationForm(DraftStateMixin, RevisionMixin, PreviewableMixin, models.Model):
    """A form as the agency edits it. Each publication copies it into an `ApplicationFormVersion`."""

    key = models.CharField(max_length=40, unique=True, validators=[KEY])
    title = models.CharField(max_length=80, help_text="Officers choose it by this name when they draft a round.")
    sections = StreamField(SectionsBlock())

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    def publish(self, *args: Any, **kwargs: Any) -> None:
        """What is published and the version made of it stand or fall together."""
        with transaction.atomic():
            super().publish(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        try:
            read_form(self.as_stored())
        except FormError as fault:
            raise ValidationError({"sections": str(fault)})

    def as_stored(self) -> dict[str, Any]:
        """What is edited now, as a version stores it."""
        return definition_of(self.sections.get_prep_value())

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "procurement/applicationforms/preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> Mapping[str, Any]:
        try:
            form, fault = read_form(self.as_stored()), ""
        except FormError as wrong:
            form, fault = None, str(wrong)
        sections = form.sections if form else ()
        rows = [(section, [(each, in_short(each)) for each in section.questions]) for section in sections]
        return {"application_form": self, "sections": rows, "fault": fault, "request": request}


class ApplicationFormVersion(models.Model):
    """A form as it was published: what rounds pin. It never changes."""

    form = models.ForeignKey(ApplicationForm, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=80)
    definition = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["form", "-number"]
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="application_form_version_once")]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    @property
    def read(self) -> FormDefinition:
        """As the rules read it."""
        return read_form(self.definition)

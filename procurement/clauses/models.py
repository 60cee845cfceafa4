"""The clause library and the contract templates: what is edited, and the immutable versions that contracts stand on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, Orderable, PreviewableMixin, RevisionMixin

from procurement.clauses.positions import PLACE, ClauseTerms
from procurement.clauses.reading import reading_of

__all__ = [
    "Clause",
    "ClauseAlternative",
    "ClauseKind",
    "ClauseParameter",
    "ClauseTopic",
    "ClauseVersion",
    "ContractTemplate",
    "ContractTemplateEntry",
    "ContractTemplateVersion",
]

KEY = RegexValidator(r"^[a-z][a-z_]{1,39}$", "Use small letters and underscores only, such as breach_hours.")


class ClauseKind(models.TextChoices):
    """How far the parties may change it."""

    LOCKED = "locked", "Locked: the standard only"
    BOUNDED = "bounded", "Bounded: alternatives, and numbers within bounds"
    FREE = "free", "Free to agree"


class ClauseTopic(models.TextChoices):
    """The part of the library."""

    CORE = "core", "Core"
    PRIVACY = "privacy", "Student data"
    ACCOUNTABILITY = "accountability", "Accountability"
    PILOT = "pilot", "Pilot"


class ParameterUnit(models.TextChoices):
    """What a number counts."""

    HOURS = "hours", "hours"
    DAYS = "days", "days"
    BUSINESS_DAYS = "business days", "business days"
    MONTHS = "months", "months"
    MINUTES = "minutes", "minutes"
    CENTS = "cents", "cents (shown as dollars)"
    PERCENT = "percent", "percent"
    TIMES = "times", "times"


class PolicyBound(models.TextChoices):
    """The policy's bounds that a number may be tied to."""

    BREACH_HOURS = "breach_hours", "breach notice, at most"
    DESTRUCTION_DAYS = "destruction_days", "destruction of data, at most"
    CYBER = "cyber_insurance_cents", "cyber insurance, at least"
    GENERAL = "general_liability_cents", "general liability insurance, at least"
    LIABILITY = "liability_times_price", "liability cap, at least"


class Immutable(Exception):
    """A write to a published version: a mistake in the program; publishing makes a new version."""


class PublishedVersion(models.Model):
    """A numbered copy of what was published; written once."""

    number = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise Immutable(f"{self} was published and does not change.")
        super().save(*args, **kwargs)


class PublishedInOneStep:
    """What is published and the version made of it stand or fall together; a refusal leaves what was there."""

    def publish(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().publish(*args, **kwargs)


class Clause(PublishedInOneStep, DraftStateMixin, RevisionMixin, PreviewableMixin, ClusterableModel):
    """One clause as the agency edits it. Each publication copies it into a `ClauseVersion`."""

    key = models.CharField(max_length=40, unique=True, validators=[KEY])
    title = models.CharField(max_length=80)
    topic = models.CharField(max_length=15, choices=ClauseTopic.choices)
    kind = models.CharField(max_length=10, choices=ClauseKind.choices)
    text = models.TextField(
        help_text="Plain words. A number that the parties may set stands in braces: within {breach_hours} hours."
    )

    class Meta:
        ordering = ["topic", "title"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.kind == ClauseKind.LOCKED and PLACE.search(self.text):
            raise ValidationError({"text": "A locked clause has no numbers to set. Write the number out."})

    def stored_parameters(self) -> list[dict[str, Any]]:
        """Its numbers as a version stores them."""
        return [parameter.as_stored() for parameter in self.parameters.all()]

    def stored_alternatives(self) -> list[dict[str, str]]:
        """Its alternatives as a version stores them."""
        return [{"title": each.title, "text": each.text} for each in self.alternatives.all()]

    def as_terms(self, number: int = 0) -> ClauseTerms:
        """What is edited now, as the rules read it."""
        return ClauseTerms.from_json(
            key=self.key, number=number, title=self.title, topic=self.topic, kind=self.kind, text=self.text,
            parameters=self.stored_parameters(), alternatives=self.stored_alternatives(),
        )  # fmt: skip

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "procurement/clauses/preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        return {"clause": self, "reading": reading_of(self.as_terms()), "request": request}


class ClauseParameter(Orderable):
    """A number in a clause. Money is in cents."""

    clause = ParentalKey(Clause, on_delete=models.CASCADE, related_name="parameters")
    key = models.CharField(max_length=40, validators=[KEY])
    label = models.CharField(max_length=80)
    unit = models.CharField(max_length=15, choices=ParameterUnit.choices)
    default = models.BigIntegerField("standard")
    minimum = models.BigIntegerField(null=True, blank=True)
    maximum = models.BigIntegerField(null=True, blank=True)
    bound = models.CharField("bounds of the policy", max_length=30, choices=PolicyBound.choices, blank=True)
    stricter = models.CharField(
        max_length=4, choices=[("less", "less is stricter"), ("more", "more is stricter")], blank=True
    )

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["clause", "key"], name="clause_parameter_once")]

    def __str__(self) -> str:
        return self.label

    def as_stored(self) -> dict[str, Any]:
        """As a version stores it."""
        names = ("key", "label", "unit", "default", "minimum", "maximum", "bound", "stricter")
        return {name: getattr(self, name) for name in names}


class ClauseAlternative(Orderable):
    """Another wording that the parties may choose."""

    clause = ParentalKey(Clause, on_delete=models.CASCADE, related_name="alternatives")
    title = models.CharField(max_length=80)
    text = models.TextField()

    def __str__(self) -> str:
        return self.title


class ClauseVersion(PublishedVersion):
    """A clause as it was published: what revisions and contracts pin."""

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="versions")
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=80)
    topic = models.CharField(max_length=15, choices=ClauseTopic.choices)
    kind = models.CharField(max_length=10, choices=ClauseKind.choices)
    text = models.TextField()
    parameters = models.JSONField(default=list)
    alternatives = models.JSONField(default=list)

    class Meta:
        ordering = ["clause", "-number"]
        constraints = [models.UniqueConstraint(fields=["clause", "number"], name="clause_version_once")]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    @property
    def terms(self) -> ClauseTerms:
        """As the rules read it."""
        return ClauseTerms.from_json(
            key=self.key, number=self.number, title=self.title, topic=self.topic, kind=self.kind, text=self.text,
            parameters=self.parameters, alternatives=self.alternatives,
        )  # fmt: skip


class ContractTemplate(PublishedInOneStep, DraftStateMixin, RevisionMixin, PreviewableMixin, ClusterableModel):
    """Which clauses a contract holds, in which order, under which headings."""

    key = models.CharField(max_length=40, unique=True, validators=[KEY])
    title = models.CharField(max_length=80)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def stored_headings(self) -> list[dict[str, Any]]:
        """Headings with their clauses; entries that follow each other under one heading are joined."""
        headings: list[dict[str, Any]] = []
        for entry in self.entries.select_related("clause"):
            if not headings or headings[-1]["title"] != entry.heading:
                headings.append({"title": entry.heading, "clauses": []})
            headings[-1]["clauses"].append({"key": entry.clause.key, "when": entry.when})
        return headings

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "procurement/clauses/template_preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        return {"contract_template": self, "entries": self.entries.all(), "request": request}


class ContractTemplateEntry(Orderable):
    """One clause of a template."""

    template = ParentalKey(ContractTemplate, on_delete=models.CASCADE, related_name="entries")
    heading = models.CharField(max_length=80)
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="+")
    when = models.CharField(
        max_length=10,
        choices=[("always", "in every contract"), ("federal", "where federal money pays")],
        default="always",
    )

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["template", "clause"], name="contract_template_clause_once")]

    def __str__(self) -> str:
        return f"{self.heading}: {self.clause}"


class ContractTemplateVersion(PublishedVersion):
    """A template as it was published."""

    template = models.ForeignKey(ContractTemplate, on_delete=models.PROTECT, related_name="versions")
    title = models.CharField(max_length=80)
    headings = models.JSONField()

    class Meta:
        ordering = ["template", "-number"]
        constraints = [models.UniqueConstraint(fields=["template", "number"], name="contract_template_version_once")]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    def keys(self, *, is_federal: bool) -> list[str]:
        """The clauses that apply, in order."""
        entries = [entry for heading in self.headings for entry in heading["clauses"]]
        return [entry["key"] for entry in entries if is_federal or entry["when"] != "federal"]

"""The catalogue of rules from which schools can be excused: what is edited, and the immutable versions of it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from marketplace.products.vocabulary import Tier
from procurement.clauses.models import KEY, PublishedInOneStep, PublishedVersion

__all__ = ["RuleAuthority", "RuleGrant", "WaivableRule", "WaivableRuleVersion"]


class RuleAuthority(models.TextChoices):
    """Whose rule it is, and so who may excuse a school from it."""

    LOCAL_BOARD = "local_board", "The local board"
    STATE = "state", "The state"
    FEDERAL = "federal", "The federal government"


class RuleGrant(models.TextChoices):
    """How a school comes to be excused."""

    AUTOMATIC = "automatic", "Automatic: comes with the approval"
    ON_REQUEST = "on_request", "On request: asked for, school by school"


class RuleFields(models.Model):
    """What the edited rule and each version of it say."""

    code = models.SlugField(
        max_length=40, validators=[KEY], help_text="What models store. It stays for good, such as seat_time."
    )
    title = models.CharField(max_length=80)
    words = models.TextField(
        "in plain words",
        max_length=600,
        help_text="What a school need not do once it is excused, and what still holds.",
    )
    authority = models.CharField("whose rule it is", max_length=15, choices=RuleAuthority.choices)
    grant = models.CharField("how it is granted", max_length=12, choices=RuleGrant.choices)
    lowest_tier = models.CharField("from which tier on", max_length=20, choices=Tier.choices)
    source = models.CharField(
        max_length=300, help_text="Where the rule stands: law, regulation or board policy, with its section."
    )

    class Meta:
        abstract = True


class WaivableRule(PublishedInOneStep, DraftStateMixin, RevisionMixin, PreviewableMixin, RuleFields):
    """One rule as the agency edits it. Each publication copies it; one that is unpublished is no longer offered."""

    class Meta:
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["code"], name="waivable_rule_code_once")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        last = self.versions.first() if self.pk else None
        if last and last.code != self.code:
            raise ValidationError({"code": f"Models name it {last.code}. Keep that code, or add another rule."})

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "procurement/waivablerules/preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        return {"rule": self, "request": request}


class WaivableRuleVersion(PublishedVersion, RuleFields):
    """A rule as it was published."""

    rule = models.ForeignKey(WaivableRule, on_delete=models.PROTECT, related_name="versions")

    class Meta:
        ordering = ["rule", "-number"]
        constraints = [models.UniqueConstraint(fields=["rule", "number"], name="waivable_rule_version_once")]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

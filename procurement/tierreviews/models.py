"""Tier reviews: why one opened, the frozen dossier, what was recommended, the notice and reply, the decision."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from marketplace.lifecycles.models import Record
from marketplace.organizations.models import Organization
from marketplace.products.models import LearningModel
from marketplace.products.tier_names import tier_phrase
from marketplace.products.vocabulary import Tier
from procurement.designations.models import Designation, Determination
from procurement.policy.models import PolicyVersion
from procurement.policy.pins import PolicyPin
from procurement.tierreviews.recommendation import DOWN, direction_of
from procurement.tierreviews.transitions import OPEN_STATES, TierReviewState

__all__ = ["TierReview", "TierReviewEdition", "TriggerKind"]

PERSON = settings.AUTH_USER_MODEL


class TriggerKind(models.TextChoices):
    """What opened a review."""

    TERM_ENDING = "term_ending", "The term is ending"
    OUTCOME = "outcome", "A published outcome"
    REQUEST = "request", "The provider asked"
    VERSION = "version", "A new version of the model"


class Dossier(models.Model):
    """A dossier byte for byte in `dossier_text`, what the system computed from it, what people recommended on it, and
    what the provider replied."""

    dossier = models.JSONField(null=True, blank=True, editable=False)
    dossier_text = models.TextField(blank=True, editable=False)
    dossier_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    dossier_at = models.DateTimeField(null=True, blank=True, editable=False)
    computed = models.JSONField(default=dict, editable=False)
    recommendation = models.CharField(max_length=20, choices=Tier.choices, blank=True, editable=False)
    recommendation_note = models.TextField(blank=True)
    recommended_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    recommended_at = models.DateTimeField(null=True, blank=True, editable=False)
    notice_at = models.DateTimeField(null=True, blank=True, editable=False)
    reply_until = models.DateTimeField(null=True, blank=True, editable=False)
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True, editable=False)
    replied_by_name = models.CharField(max_length=150, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def computed_tier(self) -> str:
        """The tier that the system recommends, within a sentence."""
        return tier_phrase(self.computed["tier"], self.pinned_policy_id) if self.computed else ""


DOSSIER_FIELDS = tuple(field.name for field in Dossier._meta.local_fields)


class TierReview(Record, Dossier):
    """One look at whether a model's tier still fits, under the policy in force when it was opened.

    It holds the dossier that stands; what stood before one was put together anew is kept in its editions.
    """

    reference_prefix = "TRV"

    model = models.ForeignKey(LearningModel, on_delete=models.PROTECT, related_name="tier_reviews")
    provider = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    designation = models.ForeignKey(Designation, on_delete=models.PROTECT, related_name="tier_reviews")
    policy_version = PolicyPin(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    trigger = models.CharField(max_length=15, choices=TriggerKind.choices)
    trigger_reason = models.TextField()
    trigger_source = models.CharField(max_length=24, blank=True)
    state = models.CharField(
        max_length=12, choices=TierReviewState.choices, default=TierReviewState.OPENED, editable=False
    )
    decided_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    determination = models.OneToOneField(
        Determination, null=True, blank=True, on_delete=models.PROTECT, related_name="tier_review", editable=False
    )
    overtaken_by = models.ForeignKey(
        Determination, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    closed_because = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["model"], condition=Q(state__in=OPEN_STATES), name="tier_review_one_open_a_model"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("opened", "overtaken", "closed")) | ~Q(dossier_sha256=""),
                name="tier_review_dossier_is_frozen",
            ),
            models.CheckConstraint(
                condition=~Q(state="decided") | Q(determination__isnull=False, decided_by__isnull=False),
                name="tier_review_decided_by_a_determination",
            ),
            models.CheckConstraint(
                condition=Q(state="overtaken", overtaken_by__isnull=False)
                | Q(~Q(state="overtaken"), overtaken_by__isnull=True),
                name="tier_review_overtaken_by_a_determination",
            ),
            models.CheckConstraint(
                condition=Q(Q(state="closed"), ~Q(closed_because="")) | Q(~Q(state="closed"), closed_because=""),
                name="tier_review_closed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("recommended_by")),
                name="tier_review_two_hands",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def save(self, *args: Any, **kwargs: Any) -> None:
        written = kwargs.get("update_fields")
        frozen = getattr(self, "_frozen_sha256", "")
        rewrites = written is None or {"dossier", "dossier_text", "dossier_sha256"} & set(written)
        if frozen and rewrites and not self.editions.filter(dossier_sha256=frozen).exists():
            raise TypeError("a dossier is written once")
        super().save(*args, **kwargs)
        self._frozen_sha256 = self.dossier_sha256

    @property
    def pinned_policy_id(self) -> int:
        return self.policy_version_id

    @property
    def title(self) -> str:
        return f"Tier review of {self.model.name}"

    @property
    def tier(self) -> str:
        """The tier under review."""
        return self.designation.tier

    @property
    def goes_down(self) -> bool:
        """Whether what people recommend is a lower tier."""
        return bool(self.recommendation) and self.direction == DOWN

    @property
    def direction(self) -> str:
        """Which way people recommend to go."""
        return direction_of(current=self.tier, proposed=self.recommendation) if self.recommendation else ""

    @classmethod
    def from_db(cls, db: str | None, field_names: list[str], values: list[Any]) -> TierReview:
        review = super().from_db(db, field_names, values)
        review._frozen_sha256 = review.dossier_sha256 if "dossier_sha256" in field_names else ""
        return review


class TierReviewEdition(Dossier):
    """What stood in a review until its dossier was put together anew: kept as it was, with the reason."""

    review = models.ForeignKey(TierReview, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    replaced_because = models.TextField()
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="tier_review_edition_once")]

    def __str__(self) -> str:
        return f"{self.review.reference}, dossier {self.number}"

    @property
    def pinned_policy_id(self) -> int:
        return self.review.policy_version_id

    @property
    def provider(self) -> Organization:
        """Whose reply it holds."""
        return self.review.provider

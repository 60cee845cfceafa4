"""A learning model and its versions. What is designated, published or contracted is a frozen version."""

from typing import Any

from django.db import models
from django.db.models import Q

from marketplace.lifecycles.models import Record
from marketplace.organizations.models import Organization
from marketplace.products.transitions import VersionState
from marketplace.products.vocabulary import LIST_FIELDS, CostTiming, CostUnit, Necessity, PriceUnit, labels

__all__ = ["CostItem", "DataElement", "FrozenVersion", "LearningModel", "ModelVersion", "RuleNeed"]


class FrozenVersion(Exception):
    """A write to a frozen version. It is a mistake in the program, never a person's: services start a new version."""


class LearningModel(Record):
    """A way of teaching that a provider offers, or one known from research that nobody has claimed.

    `provider` is empty for an unclaimed listing, which then carries the name of its maker where one is known.
    """

    reference_prefix = "MOD"

    provider = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="learning_models"
    )
    provider_name = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120, unique=True)
    source = models.CharField(max_length=20, blank=True)
    source_id = models.CharField(max_length=40, blank=True)
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(provider__isnull=True) | Q(provider_name=""), name="learning_model_one_provider"
            ),
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~Q(source=""), name="learning_model_source_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_unclaimed(self) -> bool:
        return self.provider_id is None

    @property
    def offered_by(self) -> str:
        """Who stands behind it, in words."""
        if self.provider_id:
            return self.provider.name
        return self.provider_name or "No provider has claimed this model"


class ModelVersion(models.Model):
    """One description of a learning model. Prices are in cents; lists hold values of the vocabulary.

    `edition` counts saves, so that a form that was open meanwhile can say what changed.
    """

    model = models.ForeignKey(LearningModel, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=VersionState.choices, default=VersionState.WORKING)
    edition = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    summary = models.CharField(max_length=300, blank=True)
    day_description = models.TextField(blank=True)
    integration = models.TextField(blank=True)
    learner_profiles = models.TextField(blank=True)
    personal_paths = models.TextField(blank=True)
    competency_progression = models.TextField(blank=True)
    time_and_space = models.TextField(blank=True)
    students_served = models.TextField(blank=True)
    student_groups = models.JSONField(default=list, blank=True)
    subjects = models.JSONField(default=list, blank=True)
    grade_bands = models.JSONField(default=list, blank=True)
    services = models.JSONField(default=list, blank=True)
    delivery = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    locales = models.JSONField(default=list, blank=True)
    staffing = models.TextField(blank=True)
    training = models.TextField(blank=True)
    devices = models.TextField(blank=True)
    device_needs = models.JSONField(default=list, blank=True)
    space = models.TextField(blank=True)
    connectivity = models.TextField(blank=True)
    interoperability = models.JSONField(default=list, blank=True)
    staff_time = models.TextField(blank=True)
    leadership = models.TextField(blank=True)
    readiness_needs = models.JSONField(default=list, blank=True)
    family_demands = models.TextField(blank=True)
    family_asks = models.JSONField(default=list, blank=True)
    sustainability = models.TextField(blank=True)
    price_unit = models.CharField(max_length=15, choices=PriceUnit.choices, blank=True)
    price_low_cents = models.BigIntegerField(null=True, blank=True)
    price_high_cents = models.BigIntegerField(null=True, blank=True)
    price_note = models.CharField(max_length=300, blank=True)
    accessibility_note = models.TextField(blank=True)
    accessibility_reported_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["model", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["model", "number"], name="model_version_number_once"),
            models.UniqueConstraint(fields=["model"], condition=Q(state="working"), name="model_version_one_working"),
            models.CheckConstraint(
                condition=Q(state="working", frozen_at__isnull=True, sha256="")
                | (Q(state="frozen", frozen_at__isnull=False) & ~Q(sha256="")),
                name="model_version_frozen_whole",
            ),
            models.CheckConstraint(
                condition=Q(price_low_cents__isnull=True) | Q(price_low_cents__gte=0), name="model_version_price_low"
            ),
            models.CheckConstraint(
                condition=Q(price_high_cents__isnull=True)
                | Q(price_low_cents__isnull=False, price_high_cents__gte=models.F("price_low_cents")),
                name="model_version_price_range",
            ),
            models.CheckConstraint(
                condition=Q(price_unit__in=["", *PriceUnit.values]), name="model_version_price_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model.name}, version {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if getattr(self, "_was_frozen", False):
            raise FrozenVersion(f"{self} is frozen.")
        super().save(*args, **kwargs)
        self._was_frozen = self.state == VersionState.FROZEN

    @classmethod
    def from_db(cls, db: str | None, field_names: list[str], values: list[Any]) -> "ModelVersion":
        version = super().from_db(db, field_names, values)
        version._was_frozen = "state" in field_names and version.state == VersionState.FROZEN
        return version

    @property
    def is_frozen(self) -> bool:
        return self.state == VersionState.FROZEN

    def labels_of(self, field: str) -> list[str]:
        """The words for one of the list fields, for instance ["Reading", "Writing"] for `subjects`."""
        return labels(LIST_FIELDS[field], getattr(self, field))


class PartOfVersion(models.Model):
    """One row of what a version lists; it never changes once the version is frozen."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.version.is_frozen:
            raise FrozenVersion(f"{self.version} is frozen.")
        super().save(*args, **kwargs)


class DataElement(PartOfVersion):
    """One kind of student data that a version collects, and why."""

    version = models.ForeignKey(ModelVersion, on_delete=models.CASCADE, related_name="data_elements")
    category = models.CharField(max_length=100)
    element = models.CharField(max_length=200)
    purpose = models.CharField(max_length=300)
    necessity = models.CharField(max_length=10, choices=Necessity.choices)

    class Meta:
        ordering = ["category", "element", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "category", "element"], name="data_element_once"),
            models.CheckConstraint(condition=Q(necessity__in=Necessity.values), name="data_element_necessity"),
        ]

    def __str__(self) -> str:
        return f"{self.category}: {self.element}"


class CostItem(PartOfVersion):
    """One thing that a district pays for, to whomever: how much, for each what, and once or every year."""

    version = models.ForeignKey(ModelVersion, on_delete=models.CASCADE, related_name="costs")
    what = models.CharField(max_length=200)
    timing = models.CharField(max_length=10, choices=CostTiming.choices)
    cents = models.BigIntegerField()
    unit = models.CharField(max_length=15, choices=CostUnit.choices)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["timing", "what", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "timing", "what"], name="cost_item_once"),
            models.CheckConstraint(condition=Q(cents__gte=0), name="cost_item_not_negative"),
            models.CheckConstraint(condition=Q(timing__in=CostTiming.values), name="cost_item_timing"),
            models.CheckConstraint(condition=Q(unit__in=CostUnit.values), name="cost_item_unit"),
        ]

    def __str__(self) -> str:
        return self.what


class RuleNeed(PartOfVersion):
    """A rule from which schools must be excused to use a version, by its code in the catalogue, and why."""

    version = models.ForeignKey(ModelVersion, on_delete=models.CASCADE, related_name="rule_needs")
    code = models.SlugField(max_length=40)
    why = models.CharField(max_length=500)

    class Meta:
        ordering = ["code", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="rule_need_once")]

    def __str__(self) -> str:
        return self.code

"""The registry of measures, and the studies of each model with findings as reported. What is computed is not stored."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from marketplace.evaluators.models import Evaluator
from marketplace.evidence.constraints import at_least, not_above, not_without, one_of, share
from marketplace.evidence.transitions import AttributionState
from marketplace.evidence.vocabulary import (
    DOMAIN_CHOICES,
    NOT_ACHIEVEMENT,
    OUTCOME_DOMAINS,
    AssignedBy,
    Boundary,
    Design,
    MeasureCategory,
    MeasureKind,
    MeasureOwner,
    Part,
    Review,
    Statistic,
    StudySource,
    Validation,
)
from marketplace.products.models import LearningModel, ModelVersion
from marketplace.products.vocabulary import GradeBand, Subject, labels

__all__ = ["Attribution", "Baseline", "Finding", "FindingsFile", "Measure", "Rationale", "Study", "StudyAuthor"]


MADE_FOR, NOT_ON_RECORD = ("Subject", "Grades", "Accommodations"), "Not on record"


def _number(**options: object) -> models.DecimalField:
    return models.DecimalField(max_digits=16, decimal_places=8, null=True, blank=True, **options)


def _count(**options: object) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(null=True, blank=True, **options)


class Measure(models.Model):
    """A test or other measure of the registry. What no source says is empty: `higher_is_better`, subject,
    grades, accommodations."""

    key = models.CharField(max_length=160, unique=True)
    name = models.CharField(max_length=300)
    owner = models.CharField(max_length=12, choices=MeasureOwner.choices)
    kind = models.CharField(max_length=10, choices=MeasureKind.choices)
    category = models.CharField(max_length=10, choices=MeasureCategory.choices)
    domain = models.CharField(max_length=30, choices=DOMAIN_CHOICES)
    is_normed = models.BooleanField(default=False)
    validation = models.CharField(max_length=11, choices=Validation.choices, default=Validation.UNVALIDATED)
    higher_is_better = models.BooleanField(null=True, blank=True, default=True)
    scale_minimum = _number()
    scale_maximum = _number()
    subject = models.CharField(max_length=20, choices=Subject.choices, blank=True)
    grade_bands = models.JSONField(default=list, blank=True)
    accommodations = models.TextField(blank=True)
    source = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            one_of("measure_owner", "owner", MeasureOwner),
            one_of("measure_kind", "kind", MeasureKind),
            one_of("measure_category", "category", MeasureCategory),
            one_of("measure_validation", "validation", Validation),
            models.CheckConstraint(
                condition=Q(scale_minimum__isnull=True, scale_maximum__isnull=True)
                | Q(scale_minimum__lt=F("scale_maximum")),
                name="measure_scale",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def carries_tier(self) -> bool:
        return self.validation == Validation.VALIDATED and self.owner != MeasureOwner.PROVIDER

    @property
    def made_for(self) -> list[tuple[str, str]]:
        """Subject, grades and accommodations in words, as far as they are on record."""
        grades = ", ".join(labels(GradeBand, self.grade_bands))
        said = (self.get_subject_display(), grades, self.accommodations)
        return [(name, words or NOT_ON_RECORD) for name, words in zip(MADE_FOR, said, strict=True)]


class Study(models.Model):
    """One study of a model: how it was built, who stood behind it, where it took place.

    `edition` counts saves. A reviewed or pilot study is not edited by hand.
    """

    model = models.ForeignKey(LearningModel, on_delete=models.PROTECT, related_name="studies")
    version = models.ForeignKey(ModelVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="studies")
    source = models.CharField(max_length=10, choices=StudySource.choices, default=StudySource.PROVIDER)
    source_id = models.CharField(max_length=40, blank=True)
    label = models.CharField(max_length=120)
    citation = models.TextField(blank=True)
    url = models.URLField(blank=True)
    year = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1950), MaxValueValidator(2100)]
    )
    design = models.CharField(max_length=14, choices=Design.choices)
    assigned_by = models.CharField(max_length=10, choices=AssignedBy.choices, default=AssignedBy.STUDENT)
    is_compromised = models.BooleanField(default=False)
    has_confound = models.BooleanField(default=False)
    boundary = models.CharField(max_length=10, choices=Boundary.choices, default=Boundary.CAUTIOUS)
    review = models.CharField(max_length=20, choices=Review.choices, blank=True, default=Review.NONE)
    review_standards = models.CharField(max_length=10, blank=True)
    is_multisite = models.BooleanField(null=True, blank=True)
    school_count = _count()
    districts = models.JSONField(default=list, blank=True)
    locales = models.JSONField(default=list, blank=True)
    funders = models.JSONField(default=list, blank=True)
    edition = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["model", "year", "label", "pk"]
        verbose_name_plural = "studies"
        constraints = [
            one_of("study_design", "design", Design),
            one_of("study_assigned_by", "assigned_by", AssignedBy),
            one_of("study_boundary", "boundary", Boundary),
            one_of("study_review", "review", Review),
            one_of("study_source", "source", StudySource),
            models.UniqueConstraint(
                fields=["model", "source", "source_id"], condition=~Q(source_id=""), name="study_source_once"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_editable(self) -> bool:
        return self.source == StudySource.PROVIDER

    @property
    def is_reviewed(self) -> bool:
        return bool(self.review)

    @property
    def is_cluster_assigned(self) -> bool:
        return self.assigned_by != AssignedBy.STUDENT


class StudyAuthor(models.Model):
    """What one author of a study declares. Independence is derived from it."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="authors")
    name = models.CharField(max_length=150)
    employer = models.CharField(max_length=200, blank=True)
    paid_by = models.CharField(max_length=200, blank=True)
    owns_share = models.BooleanField(default=False)
    made_model = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["study", "name"], name="study_author_once")]

    def __str__(self) -> str:
        return self.name


class Attribution(models.Model):
    """That an author of a study is an evaluator of the register, as the provider says; the evaluator confirms or
    disputes it. `reason` is the evaluator's, where it is disputed."""

    author = models.OneToOneField(StudyAuthor, on_delete=models.CASCADE, related_name="attribution")
    evaluator = models.ForeignKey(Evaluator, on_delete=models.PROTECT, related_name="attributions")
    part = models.CharField(max_length=10, choices=Part.choices)
    state = models.CharField(
        max_length=10, choices=AttributionState.choices, default=AttributionState.NAMED, editable=False
    )
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, editable=False)
    reason = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["-named_at", "-pk"]
        constraints = [
            one_of("attribution_part", "part", Part),
            models.CheckConstraint(
                condition=~Q(state="disputed") | ~Q(reason=""), name="attribution_disputed_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author.name} in {self.author.study.label}"

    @property
    def is_disputed(self) -> bool:
        return self.state == AttributionState.DISPUTED


class Finding(models.Model):
    """One outcome of a study as reported: sizes, means or shares, starting scores. Suffix i is the model's group,
    c the comparison group, which a before-and-after study lacks. Shares are 0 to 1."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="findings")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="findings")
    source_id = models.CharField(max_length=200, blank=True)
    domain = models.CharField(max_length=30, choices=DOMAIN_CHOICES)
    subject = models.CharField(max_length=20, choices=Subject.choices, blank=True)
    grade_band = models.CharField(max_length=5, choices=GradeBand.choices, blank=True)
    outcome = models.CharField(max_length=300, blank=True)
    sample = models.CharField(max_length=300, blank=True)
    period = models.CharField(max_length=60, blank=True)
    statistic = models.CharField(max_length=10, choices=Statistic.choices)
    review = models.CharField(max_length=20, choices=Review.choices, blank=True, default=Review.NONE)
    reported_n = _count()
    assigned_i, assigned_c = _count(), _count()
    n_i, n_c = models.PositiveIntegerField(), _count()
    clusters_assigned_i, clusters_assigned_c = _count(), _count()
    clusters_i, clusters_c = _count(), _count()
    mean_i, mean_c, sd_i, sd_c = _number(), _number(), _number(), _number()
    share_i, share_c = _number(), _number()
    pre_mean_i, pre_mean_c, pre_sd_i, pre_sd_c = _number(), _number(), _number(), _number()
    is_adjusted = models.BooleanField(default=False)
    is_gain_score = models.BooleanField(default=False)
    r_squared, pre_post_correlation, icc = _number(), _number(), _number()
    accounts_for_clusters = models.BooleanField(default=False)
    claimed_g, claimed_p = _number(), _number()
    published_g, published_p = _number(), models.FloatField(null=True, blank=True)
    published_is_significant = models.BooleanField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["study", "domain", "measure__name", "pk"]
        constraints = [
            one_of("finding_statistic", "statistic", Statistic),
            one_of("finding_review", "review", Review),
            at_least("finding_sizes", 1, "n_i", "n_c", "reported_n"),
            at_least("finding_assigned", 1, "assigned_i", "assigned_c"),
            at_least("finding_clusters", 1, "clusters_i", "clusters_c", "clusters_assigned_i", "clusters_assigned_c"),
            not_above("finding_lost_i", "n_i", "assigned_i"),
            not_above("finding_lost_c", "n_c", "assigned_c"),
            not_above("finding_clusters_i", "clusters_i", "n_i"),
            not_above("finding_clusters_c", "clusters_c", "n_c"),
            at_least("finding_sds", 0, "sd_i", "sd_c", "pre_sd_i", "pre_sd_c"),
            share("finding_shares", "share_i", "share_c", "icc", "r_squared"),
            share("finding_claimed_p", "claimed_p"),
            not_without("finding_means", "mean_c", "mean_i"),
            not_without("finding_both_shares", "share_c", "share_i"),
            models.UniqueConstraint(
                fields=["study", "source_id"], condition=~Q(source_id=""), name="finding_source_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.study.label}: {self.measure.name}"

    @property
    def n(self) -> int:
        """Students in all: as the source says where it does, else the two groups together."""
        return self.reported_n or self.n_i + (self.n_c or 0)

    @property
    def domain_words(self) -> str:
        return OUTCOME_DOMAINS[self.domain]

    @property
    def is_achievement(self) -> bool:
        return self.domain not in NOT_ACHIEVEMENT


class Baseline(models.Model):
    """One more thing measured before the start, beside the starting score: means with spreads, or shares."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="baselines")
    name = models.CharField(max_length=120)
    mean_i, mean_c, sd_i, sd_c = _number(), _number(), _number(), _number()
    share_i, share_c = _number(), _number()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "name"], name="baseline_once"),
            at_least("baseline_sds", 0, "sd_i", "sd_c"),
            share("baseline_shares", "share_i", "share_c"),
        ]

    def __str__(self) -> str:
        return self.name


class Rationale(models.Model):
    """The package that an early-stage model stands on: logic model, references, and the study it plans."""

    model = models.OneToOneField(LearningModel, on_delete=models.PROTECT, related_name="rationale")
    logic_model = models.TextField(blank=True)
    citations = models.JSONField(default=list, blank=True)
    evaluation_plan = models.TextField(blank=True)
    edition = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Rationale of {self.model.name}"


class FindingsFile(models.Model):
    """A file of findings that a provider uploaded, as text. It is checked as often as it is looked at, and taken in
    once, whole. `summary` says what was then entered."""

    model = models.ForeignKey(LearningModel, on_delete=models.PROTECT, related_name="findings_files")
    name = models.CharField(max_length=120)
    content = models.BinaryField(max_length=2_000_000)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    summary = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True, taken_by__isnull=True)
                | Q(taken_at__isnull=False, taken_by__isnull=False),
                name="findings_file_taken",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_taken(self) -> bool:
        return self.taken_at is not None

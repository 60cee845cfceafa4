"""What the catalogue reads: one entry a learning model, written by `indexing`, never by hand."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models

from marketplace.products.vocabulary import Tier
from search.interest.models import *  # noqa: F403
from search.language import LONGEST_SYNONYM_WORDS
from search.saved.models import *  # noqa: F403
from search.shortlists.models import *  # noqa: F403
from search.synonyms import phrases_of
from search.words import stems_in


class CatalogEntry(models.Model):
    """A learning model as the catalogue shows it. `number` is dense, so that sets of entries are small bitmaps.

    `filed` is all that it is filed under in the facets, each as `key:value`.
    """

    number = models.PositiveIntegerField(unique=True, editable=False)
    model = models.OneToOneField("marketplace.LearningModel", on_delete=models.CASCADE, related_name="catalog_entry")
    edition = models.PositiveBigIntegerField(db_index=True, editable=False)
    is_listed = models.BooleanField(default=True)

    name = models.CharField(max_length=200)
    slug = models.CharField(max_length=200)
    provider_name = models.CharField(max_length=200)
    provider_slug = models.CharField(max_length=200)
    is_illustrative = models.BooleanField(default=False)
    version_number = models.PositiveIntegerField(null=True)

    summary = models.TextField(blank=True)
    evidence_line = models.TextField(blank=True)
    other_text = models.TextField(blank=True)

    computed_tier = models.CharField(max_length=20, choices=Tier.choices)
    designated_tier = models.CharField(max_length=20, choices=Tier.choices, blank=True)
    designated_until = models.DateTimeField(null=True)
    subjects = models.JSONField(default=list)
    grade_bands = models.JSONField(default=list)
    services = models.JSONField(default=list)
    delivery = models.JSONField(default=list)
    locales = models.JSONField(default=list)
    filed = models.JSONField(default=list)
    price_unit = models.CharField(max_length=20, blank=True)
    price_low_cents = models.BigIntegerField(null=True)
    price_high_cents = models.BigIntegerField(null=True)
    price_note = models.CharField(max_length=300, blank=True)

    effect_g = models.FloatField(null=True)
    effect_low = models.FloatField(null=True)
    effect_high = models.FloatField(null=True)

    completeness = models.FloatField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider_slug", "slug"], name="catalog_entry_address"),
        ]
        verbose_name_plural = "catalog entries"

    def __str__(self) -> str:
        return self.name


class CatalogPeriod(models.Model):
    """From when to when an entry is approved, and in which tier. The end is exclusive; none: no end.

    A decision that is not public yet may have set the end; `shown_until` is then what everyone may know of it.
    """

    entry = models.ForeignKey(CatalogEntry, on_delete=models.CASCADE, related_name="periods")
    tier = models.CharField(max_length=20, choices=Tier.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    shown_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
                name="catalog_period_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.tier} from {self.starts_at:%Y-%m-%d}"

    @property
    def public_end(self) -> datetime | None:
        """The end that may be shown while it runs."""
        return self.shown_until or self.ends_at


class LapseKind(models.TextChoices):
    """Why an approval does not count any more, or not at this time."""

    EXPIRED = "expired", "Expired"
    SUSPENDED = "suspended", "Suspended"
    REVOKED = "revoked", "Revoked"


class CatalogLapse(models.Model):
    """From when to when an entry that was approved is not. The end is exclusive; none: no end."""

    entry = models.ForeignKey(CatalogEntry, on_delete=models.CASCADE, related_name="lapses")
    kind = models.CharField(max_length=10, choices=LapseKind.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
                name="catalog_lapse_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.kind} from {self.starts_at:%Y-%m-%d}"


class CatalogWord(models.Model):
    """A word that the catalogue uses and in how many entries; none: the word is gone since that edition."""

    word = models.CharField(max_length=80, unique=True)
    entries = models.IntegerField(default=0)
    edition = models.PositiveBigIntegerField(db_index=True)

    def __str__(self) -> str:
        return self.word


class SynonymGroup(models.Model):
    """Words and phrases of the field that mean the same to whoever searches."""

    words = models.TextField(
        "words that mean the same",
        max_length=1_000,
        help_text="Separated by commas. A phrase is written as it is: SEL, social emotional learning. Whoever types "
        "one of them also finds models that use another.",
    )

    class Meta:
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        phrases = phrases_of(self.words)
        if len(phrases) < 2:
            raise ValidationError({"words": "Give at least two words or phrases, separated by commas."})
        if len({tuple(stems_in(phrase)) for phrase in phrases}) < 2:
            raise ValidationError({"words": "These are forms of one word, which the search takes as one already."})
        too_long = next((phrase for phrase in phrases if len(phrase.split()) > LONGEST_SYNONYM_WORDS), None)
        if too_long:
            raise ValidationError(
                {"words": f"“{too_long}” has more than {LONGEST_SYNONYM_WORDS} words. Give a shorter phrase."}
            )


class UnsentEntry(models.Model):
    """An entry that changed in this edition and is not in the index of the search server yet.

    Written with the change and deleted once it is sent, so that nothing is lost while that server is away.
    """

    number = models.PositiveIntegerField(unique=True)
    edition = models.PositiveBigIntegerField()
    since = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.number} since {self.since:%Y-%m-%d %H:%M}"


class CatalogEdition(models.Model):
    """One write to the catalogue. A process that holds an older edition reads only what changed since;
    the stamp tells it when its own edition was rolled back or replaced."""

    stamp = models.CharField(max_length=32, unique=True)

    def __str__(self) -> str:
        return f"{self.pk}"

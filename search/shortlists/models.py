"""Shortlists of an organization, the notes on them, and the record that one leaves when it is frozen."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models

from marketplace.documents.models import StoredFile
from marketplace.lifecycles.models import Record
from marketplace.organizations.models import Organization
from marketplace.products.models import LearningModel
from procurement.policy.models import PolicyVersion
from search.shortlists.transitions import ShortlistState

__all__ = ["ResearchRecord", "Shortlist", "ShortlistItem", "ShortlistNote"]

PERSON = settings.AUTH_USER_MODEL
NAME_MAX = 120
NOTE_MAX = 2_000
SEARCH_MAX = 8_000


class Shortlist(Record):
    """Models that an organization considers, seen by its own people only. `put_away_at`: no longer in daily use.

    What is kept of it elsewhere, such as in the audit trail, names its reference, never its name.
    """

    reference_prefix = "SHL"

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="shortlists")
    name = models.CharField(max_length=NAME_MAX)
    state = models.CharField(
        max_length=10, choices=ShortlistState.choices, default=ShortlistState.WORKING, editable=False
    )
    created_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    put_away_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "name"], name="shortlist_name_once"),
        ]

    @property
    def is_frozen(self) -> bool:
        """Whether nothing changes it any more."""
        return self.state == ShortlistState.FROZEN


class ShortlistItem(models.Model):
    """A model on a list. `found_by` is the search that it was found by, from the question mark on; empty: no search."""

    shortlist = models.ForeignKey(Shortlist, on_delete=models.CASCADE, related_name="items")
    model = models.ForeignKey(LearningModel, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    found_by = models.CharField(max_length=SEARCH_MAX, blank=True)
    added_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["shortlist", "model"], name="shortlist_model_once"),
        ]

    def __str__(self) -> str:
        return f"{self.model} on {self.shortlist}"


class ShortlistNote(models.Model):
    """What one member notes on a model of a list. It outlasts the model's being taken off and comes back with it."""

    shortlist = models.ForeignKey(Shortlist, on_delete=models.CASCADE, related_name="notes")
    model = models.ForeignKey(LearningModel, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=NOTE_MAX)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["saved_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["shortlist", "model", "author"], name="shortlist_note_once_a_member"),
        ]

    def __str__(self) -> str:
        return f"{self.author} on {self.model}"


class ResearchRecord(models.Model):
    """What a frozen list says: canonical JSON, of which `sha256` is the hash, and the PDF made from it."""

    shortlist = models.OneToOneField(Shortlist, on_delete=models.PROTECT, related_name="research")
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    has_notes = models.BooleanField()
    policy_version = models.ForeignKey(PolicyVersion, null=True, on_delete=models.PROTECT, related_name="+")
    frozen_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField()

    class Meta:
        ordering = ["-frozen_at", "-pk"]

    def __str__(self) -> str:
        return f"Market research record {self.shortlist.reference}"

    @cached_property
    def told(self) -> dict[str, Any]:
        """The record as data."""
        return json.loads(self.content)

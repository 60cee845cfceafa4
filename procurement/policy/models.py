"""The policy: what the agency edits, and versions that never change once they are in force."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import Q
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)

from procurement.policy import signals
from procurement.policy.criteria import SCORES, criteria_from_json
from procurement.policy.display import in_words
from procurement.policy.schema import PolicyBody
from procurement.policy.transitions import PolicyState

__all__ = ["Policy", "PolicyCriterion", "PolicyVersion"]

THE_ONE = 1
CRITERIA = "criteria"
KEY = RegexValidator(r"^[a-z][a-z0-9_]*$", "Lower-case letters, digits and _; starts with a letter.")


class PolicyVersion(models.Model):
    """One numbered policy. ``rules`` is its body, typed."""

    number = models.PositiveIntegerField(unique=True)
    body = models.JSONField()
    state = models.CharField(max_length=20, choices=PolicyState.choices, default=PolicyState.DRAFT)
    created_at = models.DateTimeField(editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True)
                | ~Q(state="draft") & Q(published_at__isnull=False),
                name="policy_published_has_instant",
            ),
            models.UniqueConstraint(fields=["state"], condition=Q(state="published"), name="policy_one_published"),
        ]

    def __str__(self) -> str:
        return f"Policy version {self.number}"

    @cached_property
    def rules(self) -> PolicyBody:
        """Every number of this version (Pilotage rules 10)."""
        return PolicyBody.from_json(self.body)


class Policy(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel):
    """The policy as the agency edits it; there is one. Each publication puts a `PolicyVersion` in force."""

    numbers = models.JSONField(default=dict)

    class Meta:
        verbose_name = "policy"
        verbose_name_plural = "policy"
        constraints = [models.CheckConstraint(condition=Q(id=THE_ONE), name="policy_edited_once")]

    def __str__(self) -> str:
        return "The policy"

    @property
    def body(self) -> dict[str, Any]:
        """What is edited, as a version stores it."""
        return {**self.numbers, CRITERIA: [criterion.as_stored() for criterion in self.criteria.all()]}

    def take(self, body: Mapping[str, Any]) -> None:
        """Set everything from a version's body, without saving."""
        self.numbers = {name: part for name, part in body.items() if name != CRITERIA}
        self.criteria = [PolicyCriterion.of(stored, place) for place, stored in enumerate(body[CRITERIA])]

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> None:
        """Publish a revision, now or at its hour; the version that comes of it stands or falls with it."""
        with transaction.atomic():
            super().publish(revision, user=user, **kwargs)
            live = type(self).objects.get(pk=self.pk)
            if live.live_revision_id == revision.pk:
                signals.policy_edited.send(
                    sender=Policy, policy=live, actor=user or _approver(revision), at=live.last_published_at
                )

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "procurement/policy/policy.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        body = self.body
        return {
            "request": request,
            "policy": PolicyVersion(number=0, body=body),
            "groups": in_words(body),
            "criteria": criteria_from_json(body[CRITERIA]),
            "versions": (),
        }


class PolicyCriterion(Orderable):
    """One criterion with its weight, its question, and what each score looks like."""

    policy = ParentalKey(Policy, on_delete=models.CASCADE, related_name="criteria")
    key = models.CharField(
        max_length=40, validators=[KEY], help_text="Ties scores to the criterion: keep it while the criterion stays."
    )
    name = models.CharField(max_length=80)
    question = models.TextField()
    weight_percent = models.PositiveSmallIntegerField(
        "weight, percent", validators=[MaxValueValidator(100)], help_text="All weights together are 100."
    )
    gate_min = models.PositiveSmallIntegerField(
        "least score, if it is the gate",
        null=True,
        blank=True,
        validators=[MaxValueValidator(SCORES[-1])],
        help_text="Only the first criterion is a gate: a score below this gives no tier.",
    )
    anchor_0 = models.TextField("what a 0 looks like")
    anchor_1 = models.TextField("what a 1 looks like")
    anchor_2 = models.TextField("what a 2 looks like")
    anchor_3 = models.TextField("what a 3 looks like")
    anchor_4 = models.TextField("what a 4 looks like")
    source = models.TextField("where it comes from")

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["policy", "key"], name="policy_criterion_once")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def of(cls, stored: Mapping[str, Any], place: int) -> PolicyCriterion:
        """One from what a version stores."""
        anchors = {f"anchor_{score}": text for score, text in enumerate(stored["anchors"])}
        plain = {name: stored[name] for name in PLAIN}
        return cls(sort_order=place, **plain, **anchors)

    def as_stored(self) -> dict[str, Any]:
        """As a version stores it."""
        return {name: getattr(self, name) for name in PLAIN} | {
            "anchors": [getattr(self, f"anchor_{score}") for score in SCORES]
        }


PLAIN = ("key", "name", "question", "weight_percent", "gate_min", "source")


def _approver(revision: Revision) -> Any:
    approval = revision.task_states.filter(status="approved").order_by("-finished_at").first()
    return approval.finished_by if approval and approval.finished_by else revision.user

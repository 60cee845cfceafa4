"""Rounds: invitations to qualify, each pinned to a policy, its criteria and its form."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from marketplace.clocks.federal import federal_calendar
from marketplace.clocks.words import instant_words
from marketplace.documents.models import StoredFile
from marketplace.lifecycles.models import Record
from marketplace.organizations.models import Organization
from marketplace.products.vocabulary import GradeBand, Service, Subject
from procurement.applicationforms.models import ApplicationFormVersion
from procurement.applicationforms.questions import FormDefinition
from procurement.applicationforms.reading import read_form
from procurement.policy.criteria import Criterion, criteria_from_json
from procurement.policy.models import PolicyVersion
from procurement.policy.pins import PolicyPin
from procurement.rounds.dates import rolling_answer_by
from procurement.rounds.transitions import QuestionState, RoundState

PERSON = settings.AUTH_USER_MODEL
NO_CLOSING = "No closing date"


class Round(Record):
    """One invitation to qualify. Criteria and form are its own copies; it is open on [opens_at, closes_at).

    A rolling one has no ``closes_at`` until the agency ends it. Questions are taken until ``questions_until`` and
    answered until ``answers_until``: pinned once there is a closing.
    ``hidden`` names what reviewers do not see of an application.
    """

    reference_prefix = "ITQ"

    title = models.CharField(max_length=150)
    summary = models.TextField()
    policy_version = PolicyPin(PolicyVersion, on_delete=models.PROTECT, related_name="rounds")
    opens_at = models.DateTimeField()
    is_rolling = models.BooleanField(default=False)
    closes_at = models.DateTimeField(null=True)
    questions_until = models.DateTimeField(null=True, editable=False)
    answers_until = models.DateTimeField(null=True, editable=False)
    zone = models.CharField(max_length=64)
    criteria = models.JSONField()
    form_version = models.ForeignKey(ApplicationFormVersion, null=True, on_delete=models.PROTECT, related_name="rounds")
    form = models.JSONField()
    hidden = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=RoundState.choices, default=RoundState.DRAFT, editable=False)
    created_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="round_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(is_rolling=True) | Q(closes_at__isnull=False), name="round_closes_unless_rolling"
            ),
            models.CheckConstraint(
                condition=Q(is_rolling=False) | Q(closes_at=None) | Q(published_at__isnull=False),
                name="round_rolling_draft_has_no_closing",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False), name="round_published_has_instant"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}, {self.title}"

    def is_open(self, at: datetime) -> bool:
        """Whether applications are taken at this instant: [opens_at, closes_at)."""
        return self.state == RoundState.PUBLISHED and self.opens_at <= at and not self.has_closed(at)

    def has_closed(self, at: datetime) -> bool:
        """Whether its closing is over; never while it has none."""
        return self.closes_at is not None and at >= self.closes_at

    @property
    def closing_words(self) -> str:
        """Its closing as people read it."""
        return instant_words(self.closes_at, self.zone) if self.closes_at else NO_CLOSING

    def closing_for(self, organization_id: int) -> datetime | None:
        """Until when this provider may send: the round's closing, or the extension it was given. None without end."""
        if self.closes_at is None:
            return None
        given = (each.closes_after for each in self.extensions.all() if each.organization_id == organization_id)
        return max((self.closes_at, *given))

    def is_open_for(self, organization_id: int, at: datetime) -> bool:
        """Whether an application of this provider is taken at this instant."""
        is_running = self.state == RoundState.PUBLISHED and self.opens_at <= at
        closing = self.closing_for(organization_id)
        return is_running and (closing is None or at < closing)

    def standing(self, at: datetime) -> str:
        """In one word where it stands at this instant: draft, soon, open, closed or archived."""
        if self.state != RoundState.PUBLISHED:
            return str(self.state)
        if at < self.opens_at:
            return "soon"
        return "closed" if self.has_closed(at) else "open"

    def takes_questions(self, at: datetime) -> bool:
        """Whether questions are taken at this instant: from its publication until its own clock ends, if it has one."""
        until = self.questions_until or self.closes_at
        return self.state == RoundState.PUBLISHED and (until is None or at < until)

    def answer_by(self, asked_at: datetime) -> datetime | None:
        """By when a question of that instant is answered: the round's clock; in a rolling round one of its own."""
        if not self.is_rolling:
            return self.answers_until
        rules = self.policy_version.rules
        calendar = federal_calendar(rules.calendar.zone)
        own = rolling_answer_by(asked_at, clocks=rules.clocks, zone=self.zone, calendar=calendar)
        return own if self.answers_until is None else min(own, self.answers_until)

    @cached_property
    def definition(self) -> FormDefinition:
        """Its form, typed."""
        return read_form(self.form)

    @cached_property
    def rubric(self) -> tuple[Criterion, ...]:
        """Its criteria, typed, the gate first."""
        return criteria_from_json(self.criteria)


class RoundCategory(models.Model):
    """One combination of subject, grade band and service that a round invites."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="categories")
    subject = models.CharField(max_length=30, choices=Subject.choices)
    grade_band = models.CharField(max_length=10, choices=GradeBand.choices)
    service = models.CharField(max_length=30, choices=Service.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "subject", "grade_band", "service"], name="round_category_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()}, {self.get_grade_band_display()}, {self.get_service_display().lower()}"


class RoundDocument(models.Model):
    """A document to read with the notice. It is public from ``public_at`` on, also once another took its place."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(max_length=150)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    public_at = models.DateTimeField(null=True, editable=False)
    replaced_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "title"], condition=Q(replaced_at=None), name="round_document_title_once"
            ),
            models.CheckConstraint(
                condition=Q(replaced_at=None) | Q(public_at__isnull=False), name="round_document_replaced_was_public"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RoundAmendment(models.Model):
    """One change of a published round: each field before and after, in words, and why.

    While a rolling round has no end there is no closing to move; the amendment that ends it has one after.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="amendments")
    number = models.PositiveIntegerField()
    reason = models.TextField()
    changes = models.JSONField()
    closes_before = models.DateTimeField(null=True)
    closes_after = models.DateTimeField(null=True)
    made_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="round_amendment_number_once"),
            models.CheckConstraint(
                condition=Q(closes_after__gte=F("closes_before")), name="round_amendment_never_shortens"
            ),
            models.CheckConstraint(
                condition=Q(closes_before=None) | Q(closes_after__isnull=False), name="round_amendment_keeps_a_closing"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="round_amendment_has_reason"),
        ]

    def __str__(self) -> str:
        return f"Amendment {self.number}, which ends the round" if self.ends_it else f"Amendment {self.number}"

    @property
    def ends_it(self) -> bool:
        """Whether it gave a rolling round its end."""
        return self.closes_before is None and self.closes_after is not None


class RoundExtension(models.Model):
    """More time without any other change: for everyone after an outage, or for one provider. Why is kept with it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="extensions")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    closes_before = models.DateTimeField()
    closes_after = models.DateTimeField()
    made_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_after__gt=F("closes_before")), name="round_extension_gives_time"),
            models.CheckConstraint(condition=~Q(reason=""), name="round_extension_has_reason"),
        ]

    def __str__(self) -> str:
        return f"More time for {self.organization or 'everyone'}"


class RoundAsker(models.Model):
    """A provider that asked in a round, under the number by which the agency links its questions, without its name."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="askers")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "organization"], name="round_asker_once"),
            models.UniqueConstraint(fields=["round", "number"], name="round_asker_number_once"),
        ]

    def __str__(self) -> str:
        return f"Asker {self.number}"


class RoundQuestion(Record):
    """What a provider asked about a round. ``published_text`` is the question as everyone reads it with its answer."""

    reference_prefix = "RQ"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="questions")
    asker = models.ForeignKey(RoundAsker, on_delete=models.PROTECT, related_name="questions")
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    state = models.CharField(max_length=20, choices=QuestionState.choices, default=QuestionState.ASKED, editable=False)
    published_text = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    closed_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="answered") | (~Q(answer="") & ~Q(published_text="")),
                name="round_question_answered_has_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(reason=""), name="round_question_rejected_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="asked") | Q(closed_at__isnull=False), name="round_question_closed_has_instant"
            ),
        ]
        indexes = [models.Index(fields=["round", "state"], name="round_question_queue")]

    @property
    def provider(self) -> Organization:
        """Who asked. Shown to its own people only."""
        return self.asker.organization

    @property
    def answer_by(self) -> datetime | None:
        """By when it is answered."""
        return self.round.answer_by(self.created_at)

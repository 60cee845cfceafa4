"""Organizations, who acts for them in which role, and the public directory of districts and schools."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from marketplace.organizations.roles import ROLE_WORDS, roles_for
from marketplace.organizations.transitions import HandState, InvitationState, OrganizationState

__all__ = [
    "Classification",
    "DeskHandover",
    "District",
    "HelpingHand",
    "Invitation",
    "Membership",
    "Organization",
    "Role",
    "School",
]

models.CharField.register_lookup(Length)
CAPABILITIES = ("offers", "buys", "regulates", "evaluates")


class Role(models.TextChoices):
    """What a person may do for one organization."""

    OWNER = "owner", ROLE_WORDS["owner"]
    AUTHOR = "author", ROLE_WORDS["author"]
    SIGNATORY = "signatory", ROLE_WORDS["signatory"]
    BUYER = "buyer", ROLE_WORDS["buyer"]
    PANELIST = "panelist", ROLE_WORDS["panelist"]
    APPROVER = "approver", ROLE_WORDS["approver"]
    VIEWER = "viewer", ROLE_WORDS["viewer"]
    EVALUATOR = "evaluator", ROLE_WORDS["evaluator"]
    PROGRAM_OFFICER = "program_officer", ROLE_WORDS["program_officer"]
    DETERMINER = "determiner", ROLE_WORDS["determiner"]
    APPEAL_OFFICER = "appeal_officer", ROLE_WORDS["appeal_officer"]
    CONTRACTS_OFFICER = "contracts_officer", ROLE_WORDS["contracts_officer"]
    REVIEW_LEAD = "review_lead", ROLE_WORDS["review_lead"]
    AUDITOR = "auditor", ROLE_WORDS["auditor"]
    REVIEWER = "reviewer", ROLE_WORDS["reviewer"]


class Classification(models.TextChoices):
    """What kind of local education agency a directory row is."""

    REGULAR = "regular", "regular district"
    CHARTER = "charter", "charter school"
    REGIONAL = "regional", "regional service agency"
    CAREER = "career", "career and technical center"
    STATE = "state", "state-run agency"
    OTHER = "other", "other agency"
    UNCLASSIFIED = "unclassified", "not classified yet"


class District(models.Model):
    """A local education agency as the public directory lists it. Counts that the source lacks are null, never 0."""

    nces_id = models.CharField("NCES district id", max_length=7, unique=True)
    state_id = models.CharField("state id", max_length=20, blank=True)
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120, unique=True)
    county = models.CharField(max_length=100, blank=True)
    street = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=100, blank=True)
    region = models.CharField("state", max_length=2, blank=True)
    postal_code = models.CharField("ZIP code", max_length=10, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    locale_code = models.CharField(max_length=2, blank=True)
    lowest_grade = models.CharField(max_length=3, blank=True)
    highest_grade = models.CharField(max_length=3, blank=True)
    school_count = models.PositiveIntegerField(null=True, blank=True)
    enrollment = models.PositiveIntegerField(null=True, blank=True)
    special_education_count = models.PositiveIntegerField(null=True, blank=True)
    english_learner_count = models.PositiveIntegerField(null=True, blank=True)
    teacher_fte = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    classification = models.CharField(
        max_length=12, choices=Classification.choices, default=Classification.UNCLASSIFIED
    )
    source = models.CharField(max_length=120, blank=True)
    is_fictional = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "nces_id"]
        indexes = [
            models.Index(fields=["region", "name"], name="district_region_name"),
            models.Index(fields=["classification", "name"], name="district_class_name"),
        ]
        constraints = [models.CheckConstraint(condition=Q(nces_id__length=7), name="district_nces_id_has_7_characters")]

    def __str__(self) -> str:
        return self.name


class School(models.Model):
    """A public school of a district, as the directory lists it."""

    nces_id = models.CharField("NCES school id", max_length=12, unique=True)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="schools")
    name = models.CharField(max_length=200)
    city = models.CharField(max_length=100, blank=True)
    region = models.CharField("state", max_length=2, blank=True)
    lowest_grade = models.CharField(max_length=3, blank=True)
    highest_grade = models.CharField(max_length=3, blank=True)

    class Meta:
        ordering = ["name", "nces_id"]
        constraints = [models.CheckConstraint(condition=Q(nces_id__length=12), name="school_nces_id_has_12_characters")]

    def __str__(self) -> str:
        return self.name


class Organization(models.Model):
    """A body that offers, buys, regulates or evaluates, in any mixture. Owners and interests feed conflict checks."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120, unique=True)
    offers = models.BooleanField(default=False)
    buys = models.BooleanField(default=False)
    regulates = models.BooleanField(default=False)
    evaluates = models.BooleanField(default=False)
    state = models.CharField(
        max_length=12, choices=OrganizationState.choices, default=OrganizationState.UNCONFIRMED, editable=False
    )
    ein = models.CharField("employer identification number", max_length=10, blank=True)
    about = models.TextField(blank=True)
    address_line = models.CharField("street address", max_length=200, blank=True)
    city = models.CharField(max_length=100, blank=True)
    region = models.CharField("state", max_length=2, blank=True)
    postal_code = models.CharField("ZIP code", max_length=10, blank=True)
    owners = models.JSONField(default=list, blank=True)
    interests = models.JSONField(default=list, blank=True)
    email_domains = models.JSONField(default=list, blank=True)
    tied_people = models.JSONField(default=list, blank=True)
    district = models.OneToOneField(
        District, null=True, blank=True, on_delete=models.PROTECT, related_name="organization"
    )
    decision_reason = models.TextField(blank=True, editable=False)
    is_fictional = models.BooleanField(default=False)
    created_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(offers=True) | Q(buys=True) | Q(regulates=True) | Q(evaluates=True),
                name="organization_can_do_something",
            ),
            models.UniqueConstraint(fields=["regulates"], condition=Q(regulates=True), name="organization_one_agency"),
            models.UniqueConstraint(
                fields=["ein"], condition=~Q(ein="") & ~Q(state="refused"), name="organization_ein_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def capabilities(self) -> tuple[str, ...]:
        """The names of what it does, of `offers`, `buys`, `regulates`, `evaluates`."""
        return tuple(name for name in CAPABILITIES if getattr(self, name))

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles it can give."""
        return roles_for(self.capabilities)

    @property
    def is_confirmed(self) -> bool:
        """Whether the agency has confirmed it."""
        return self.state == OrganizationState.CONFIRMED


class Membership(models.Model):
    """One role of one person in one organization."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    since = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["organization__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "organization", "role"], name="membership_one_row_a_role")
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()} of {self.organization}"


class Invitation(models.Model):
    """A role offered by mail to whoever holds an address. It lapses at `expires_at`."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField("e-mail address")
    role = models.CharField(max_length=20, choices=Role.choices)
    token = models.CharField(max_length=43, unique=True, editable=False)
    state = models.CharField(
        max_length=10, choices=InvitationState.choices, default=InvitationState.SENT, editable=False
    )
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(editable=False)
    expires_at = models.DateTimeField(editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email", "role"], condition=Q(state="sent"), name="invitation_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} of {self.organization}"

    def is_open(self, at: datetime) -> bool:
        """Whether it can still be answered at this instant."""
        return self.state == InvitationState.SENT and at < self.expires_at


class HelpingHand(models.Model):
    """One task on one record, granted to a named person who does not hold the role for it.

    It stands in for the role on that record, from its acceptance until `ends_at` (None: until it is taken back). The
    record is named as audit events name theirs, by kind and key; `reference` is how people know it.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="hands")
    task = models.CharField(max_length=40)
    role = models.CharField(max_length=20, choices=Role.choices)
    subject_type = models.CharField(max_length=100)
    subject_id = models.BigIntegerField()
    reference = models.CharField(max_length=24)
    email = models.EmailField("e-mail address")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="hands", editable=False
    )
    token = models.CharField(max_length=43, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=HandState.choices, default=HandState.OFFERED, editable=False)
    note = models.TextField(blank=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    ends_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-granted_at", "-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="hand_subject")]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "subject_type", "subject_id", "email"],
                condition=Q(state__in=("offered", "accepted")),
                name="hand_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"Help on {self.reference}"

    def is_over(self, at: datetime) -> bool:
        """Whether its time has run out at this instant."""
        return self.ends_at is not None and at >= self.ends_at

    def is_open(self, at: datetime) -> bool:
        """Whether it can still be answered at this instant."""
        return self.state == HandState.OFFERED and not self.is_over(at)

    def is_in_effect(self, at: datetime) -> bool:
        """Whether it stands in for the role at this instant."""
        return self.state == HandState.ACCEPTED and not self.is_over(at)


class DeskHandover(models.Model):
    """All that waits on one person of an organization, looked after by a colleague from one instant to another."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="handovers")
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="desks_given")
    taker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="desks_taken")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(editable=False)
    ended_at = models.DateTimeField("ended early", null=True, editable=False)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="handover_ends_after_start"),
            models.CheckConstraint(condition=~Q(giver=models.F("taker")), name="handover_between_two"),
        ]

    def __str__(self) -> str:
        return f"Desk of {self.giver}"

    def is_running(self, at: datetime) -> bool:
        """Whether the colleague looks after the desk at this instant."""
        return self.starts_at <= at < (self.ended_at or self.ends_at)

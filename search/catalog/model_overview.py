"""The overview of a model's page: for whom it is, what it takes, and the approval in force."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import prefetch_related_objects
from django.utils import timezone

from marketplace.products.models import ModelVersion
from marketplace.products.pages import answer_in_words
from marketplace.products.questions import WORDS
from procurement.designations.models import Designation
from procurement.waivablerules.queries import NeededRule, granted_with, needed_by, newest_for
from search.catalog.display import last_day_of

AUDIENCE = (
    ("Subjects", "subjects"),
    ("Grades", "grade_bands"),
    ("Kind", "services"),
    ("How it is taught", "delivery"),
    ("Studied or used in", "locales"),
    ("Students served", "student_groups"),
    ("Languages", "languages"),
)
STATED = (
    ("Devices needed", "device_needs"),
    ("To be in place", "readiness_needs"),
    ("Asked of families", "family_asks"),
    ("Works with", "interoperability"),
)
READINESS = ("devices", "connectivity", "staff_time", "leadership", "family_demands", "sustainability")


@dataclass(frozen=True, slots=True)
class Approval:
    """The approval in force: what it covers, from when to when, on which condition, by which decision."""

    designation: Designation
    covers: tuple[str, ...]
    starts_on: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Needs:
    """What must be ready, and the rules from which schools must be excused."""

    readiness: tuple[tuple[str, str], ...]
    rules: tuple[NeededRule, ...]
    granted: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.readiness or self.rules)


def audience_of(version: ModelVersion) -> tuple[tuple[str, str], ...]:
    """For whom a version is, by the words of the vocabulary, one a line; empty words where nothing is on record."""
    return tuple((name, "\n".join(version.labels_of(field))) for name, field in AUDIENCE)


def approval_of(designation: Designation | None, at: datetime) -> Approval | None:
    """The approval in force as everyone may know it."""
    if designation is None:
        return None
    prefetch_related_objects([designation], "scopes")
    return Approval(
        designation=designation,
        covers=_covered(designation),
        starts_on=timezone.localtime(designation.starts_at).date(),
        last_day=last_day_of(designation.public_end(at)),
    )


def needs_of(version: ModelVersion, designation: Designation | None) -> Needs:
    """What a version needs under the tier that it is approved in."""
    tier = designation.tier if designation else ""
    stated = ((title, "\n".join(version.labels_of(field))) for title, field in STATED)
    answers = (*stated, *((WORDS[name][0], answer_in_words(version, name)) for name in READINESS))
    catalogue = list(newest_for(version))
    return Needs(
        readiness=tuple(row for row in answers if row[1]),
        rules=tuple(needed_by(version, tier, among=catalogue)),
        granted=tuple(rule.title for rule in granted_with(tier, among=catalogue)) if tier else (),
    )


def _covered(designation: Designation) -> tuple[str, ...]:
    """ "Reading, kindergarten to grade 3": each subject and grade band once, whatever the services."""
    scopes = designation.scopes.all()
    return tuple(
        dict.fromkeys(f"{scope.get_subject_display()}, {scope.get_grade_band_display().lower()}" for scope in scopes)
    )

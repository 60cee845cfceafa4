"""What a model's page shows, gathered from the slices that own it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from marketplace.audit.models import AuditEvent
from marketplace.audit.queries import history_of as audit_history_of
from marketplace.evidence.assessment import assess
from marketplace.evidence.display import EvidenceView, evidence_view
from marketplace.organizations.models import Organization
from marketplace.products.models import CostItem, DataElement, LearningModel, ModelVersion
from marketplace.products.pages import answer_in_words
from marketplace.products.questions import WORDS
from procurement.designations.models import Designation
from procurement.designations.queries import history_of, in_force, panel_decision_of
from procurement.pilots.models import Pilot
from procurement.pilots.queries import published_of_model
from procurement.policy.criteria import SCORE_MAX
from procurement.policy.queries import policy_in_force
from procurement.waivablerules.queries import NeededRule, granted_with, needed_by
from search.catalog.display import Hit, hit_in, last_day_of
from search.models import CatalogEntry

FEWEST_PRICES_FOR_A_RANGE = 2
VERDICT_WORDS = {
    "expand": "Expand",
    "extend": "Extend",
    "stop": "Stop",
    "cannot_decide": "Cannot decide",
}
AUDIENCE = (
    ("Subjects", "subjects"),
    ("Grades", "grade_bands"),
    ("Kind", "services"),
    ("How it is taught", "delivery"),
    ("Studied or used in", "locales"),
)
READINESS = ("devices", "connectivity", "staff_time", "leadership", "family_demands", "sustainability")


@dataclass(frozen=True, slots=True)
class Ordering:
    """Whether a district can start a request, and the sentence of what it takes or why not."""

    is_open: bool
    words: str


@dataclass(frozen=True, slots=True)
class Approval:
    """The approval in force: what it covers, from when to when, on which condition, by which decision."""

    designation: Designation
    covers: tuple[str, ...]
    starts_on: date
    last_day: date


@dataclass(frozen=True, slots=True)
class PanelWords:
    """What the panel found: its own words, and each criterion’s reason as a strength or a weakness."""

    reference: str
    summary: str
    strengths: tuple[tuple[str, str], ...]
    weaknesses: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Needs:
    """What a version costs in all, what must be ready, and the rules from which schools must be excused."""

    costs: tuple[CostItem, ...]
    readiness: tuple[tuple[str, str], ...]
    rules: tuple[NeededRule, ...]
    granted: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.costs or self.readiness or self.rules)


@dataclass(frozen=True, slots=True)
class PilotLine:
    """A pilot in the table, with what its contract's rule said once that is public."""

    pilot: Pilot
    verdict: str
    outcome_reference: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One public moment of the model's history."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class ModelPage:
    """Everything that is public about one model."""

    hit: Hit
    model: LearningModel
    version: ModelVersion
    audience: tuple[tuple[str, str], ...]
    needs: Needs
    approval: Approval | None
    panel: PanelWords | None
    ordering: Ordering
    evidence: EvidenceView
    pilots: tuple[PilotLine, ...]
    paid_range_cents: tuple[int, int] | None
    data_elements: tuple[DataElement, ...]
    history: tuple[Moment, ...]


def page_of(entry: CatalogEntry, at: datetime) -> ModelPage:
    """The page of an entry at an instant. The model bears the name that is public, on plots too."""
    model = entry.model
    model.name = entry.name
    approvals = in_force(at).filter(model=model)
    designation = approvals.select_related("determination", "version").prefetch_related("scopes").first()
    version = designation.version if designation else model.versions.get(number=entry.version_number)
    tier = designation.tier if designation else entry.designated_tier or entry.computed_tier
    pilots = tuple(published_of_model(model).select_related("outcome_report"))
    return ModelPage(
        hit=hit_in(entry, tier, designation.public_end(at) if designation else None),
        model=model,
        version=version,
        audience=tuple((name, "; ".join(version.labels_of(field))) for name, field in AUDIENCE),
        needs=_needs(version, designation),
        approval=_approval(designation, at),
        panel=_panel(model, at) if designation else None,
        ordering=_ordering(entry, designation, at),
        evidence=evidence_view(assess(model=model, as_listed=entry.is_illustrative)),
        pilots=tuple(_line(pilot) for pilot in pilots),
        paid_range_cents=_paid_range(pilots),
        data_elements=tuple(version.data_elements.all()),
        history=_history(model, pilots, at),
    )


def _approval(designation: Designation | None, at: datetime) -> Approval | None:
    if designation is None:
        return None
    return Approval(
        designation=designation,
        covers=_covered(designation),
        starts_on=timezone.localtime(designation.starts_at).date(),
        last_day=last_day_of(designation.public_end(at)),
    )


def _needs(version: ModelVersion, designation: Designation | None) -> Needs:
    tier = designation.tier if designation else ""
    answers = ((WORDS[name][0], answer_in_words(version, name)) for name in READINESS)
    rules = tuple(needed_by(version, tier))
    return Needs(
        costs=tuple(version.costs.all()),
        readiness=tuple(row for row in answers if row[1]),
        rules=rules,
        granted=tuple(rule.title for rule in granted_with(tier)) if tier else (),
    )


def _panel(model: LearningModel, at: datetime) -> PanelWords | None:
    """The upper half of the scores counts as strength, the lower as weakness."""
    decision = panel_decision_of(model, at=at)
    if decision is None:
        return None
    scored = [row for row in decision.reasons if row.get("score") is not None]
    strong = tuple((row["criterion"], row["reason"]) for row in scored if row["score"] > SCORE_MAX / 2)
    weak = tuple((row["criterion"], row["reason"]) for row in scored if row["score"] <= SCORE_MAX / 2)
    return PanelWords(decision.reference, decision.summary, strong, weak)


def _covered(designation: Designation) -> tuple[str, ...]:
    """ "Reading, kindergarten to grade 3": each subject and grade band once, whatever the services."""
    scopes = designation.scopes.all()
    return tuple(
        dict.fromkeys(f"{scope.get_subject_display()}, {scope.get_grade_band_display().lower()}" for scope in scopes)
    )


def _ordering(entry: CatalogEntry, designation: Designation | None, at: datetime) -> Ordering:
    if entry.is_illustrative:
        return Ordering(
            False,
            "Requests are off: no provider has claimed this program here, so there is nobody to order it from. "
            "Your district stays free to buy it elsewhere.",
        )
    if designation is None:
        return Ordering(False, "Requests are off: this model is not approved at this time.")
    policy = policy_in_force(at)
    if policy is None:
        return Ordering(False, "Requests are off: no purchasing policy has been published yet.")
    dollars = policy.rules.lanes.direct_max_cents // 100
    return Ordering(
        True,
        f"Your district can order this from one provider, up to ${dollars:,}: at most twelve answers, and two people "
        f"on your side up to the signed contract.",
    )


def _line(pilot: Pilot) -> PilotLine:
    report = getattr(pilot, "outcome_report", None)
    if report is None or not report.is_published:
        return PilotLine(pilot, "", "")
    return PilotLine(pilot, VERDICT_WORDS.get(report.verdict, report.verdict), report.reference)


def _history(model: LearningModel, pilots: tuple[Pilot, ...], at: datetime) -> tuple[Moment, ...]:
    """Decisions, suspensions and ends, and what is public of pilots and their outcomes; newest first."""
    moments = [Moment(entry.at, entry.words) for entry in history_of(model, at=at)]
    reports = [report for pilot in pilots if (report := getattr(pilot, "outcome_report", None))]
    buyers = {(row._meta.label_lower, row.pk): row.buyer for row in pilots}
    buyers |= {(row._meta.label_lower, row.pk): row.pilot.buyer for row in reports}
    for event in audit_history_of(*pilots, *reports, public_only=True).filter(at__lte=at):
        moments.append(Moment(event.at, _told(event, buyers[event.subject_type, event.subject_id])))
    return tuple(sorted(moments, key=lambda moment: moment.at, reverse=True))


def _told(event: AuditEvent, buyer: Organization) -> str:
    """Who did it, and in which district where that was another body."""
    if event.organization_id in (None, buyer.pk):
        return f"{buyer}: {event.words}"
    return f"{event.organization_name}: {event.words} in {buyer}"


def _paid_range(pilots: tuple[Pilot, ...]) -> tuple[int, int] | None:
    """The lowest and highest price a student in signed contracts, in cents; None below two contracts."""
    prices = [pilot.total_cents // pilot.students_count for pilot in pilots if pilot.students_count]
    if len(prices) < FEWEST_PRICES_FOR_A_RANGE:
        return None
    return min(prices), max(prices)

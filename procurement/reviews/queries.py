"""What is reviewed, by whom, and what the panel said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from marketplace.access.permissions import twin_of
from marketplace.documents.models import StoredFile
from marketplace.organizations.queries import agency_rows, memberships_of
from marketplace.people.models import User
from procurement.policy.pins import policies_in_use
from procurement.reviews import conflicts, ties
from procurement.reviews.blinding import Blinding
from procurement.reviews.models import (
    Assignment,
    BlindedFile,
    Honorarium,
    Panel,
    Recheck,
    RecheckedDeclaration,
    ReviewSubject,
    Score,
    StandingPanel,
)
from procurement.reviews.permissions import (
    ASSIGN,
    CONSENSUS,
    DECLINE_PAY,
    FILES,
    LEFT,
    LIST,
    LISTED,
    PAY,
    READ,
    READ_SUBJECT,
    RECHECK,
    SCORE,
    SET_STANDING_OF,
    SHOW_FILES,
    SHOWN_FILE,
    STAFF,
    VIEW,
    VIEW_ASSIGNMENT,
    VIEW_CONSENSUS,
    VIEW_RECHECK,
    WITHDRAW_ACCESS,
)
from procurement.reviews.severity import Severity, severity_of
from procurement.rounds.permissions import CASE_ROLES

OPEN_REVIEWS = Q(
    review_assignments__state__in=("offered", "accepted"), review_assignments__panel__subject__is_closed=False
)
READ_BY_REVIEWER = ("panel__subject__policy_version", "panel__subject__provider", "panel__subject__model")
ON_PANEL = Q(state__in=("offered", "accepted", "submitted"))


@twin_of(VIEW_ASSIGNMENT)
@twin_of(READ)
@twin_of(SCORE)
def assignments_of(person: Any) -> QuerySet[Assignment]:
    """The person's own assignments, soonest clock first."""
    mine = Assignment.objects.filter(reviewer_id=getattr(person, "pk", None))
    return mine.select_related(*READ_BY_REVIEWER).order_by("due_at", "pk")


@twin_of(LIST)
@twin_of(VIEW)
@twin_of(READ_SUBJECT)
@twin_of(ASSIGN)
@twin_of(CONSENSUS)
@twin_of(VIEW_CONSENSUS)
@twin_of(SHOW_FILES)
def subjects_for(person: Any) -> QuerySet[ReviewSubject]:
    """Every review, for case staff; for others those of their helping hands."""
    return agency_rows(ReviewSubject.objects.all(), person, *CASE_ROLES)


def read_for_a_panel(person: Any) -> QuerySet[ReviewSubject]:
    """What the person reviews, having declared no conflict, with its files; none where something is hidden."""
    own = Assignment.objects.filter(reviewer_id=getattr(person, "pk", None), state__in=("accepted", "submitted"))
    return ReviewSubject.objects.filter(is_closed=False, hidden=[], pk__in=own.values("panel__subject"))


@twin_of(FILES)
def with_files_for(person: Any) -> QuerySet[ReviewSubject]:
    """The reviews whose files the person may know of: all for case staff, a reviewer's own."""
    return subjects_for(person) | read_for_a_panel(person)


@twin_of(SHOWN_FILE)
def blinded_files_for(person: Any) -> QuerySet[BlindedFile]:
    """The decisions whose files the person may know of: all for case staff, what is shown of a reviewer's own."""
    own = Assignment.objects.filter(reviewer_id=getattr(person, "pk", None), state__in=("accepted", "submitted"))
    shown = Q(ended_at=None, shown__isnull=False, subject__is_closed=False, subject__in=own.values("panel__subject"))
    return BlindedFile.objects.filter(Q(subject__in=subjects_for(person)) | shown)


def blindable_files(subject: ReviewSubject) -> list[StoredFile]:
    """The files that came with it, as answers or attached, oldest first; without those of answers that are hidden."""
    answered = StoredFile.objects.filter(token__in=_answered_files(subject))
    kind = ContentType.objects.get_for_model(ReviewSubject)
    attached = StoredFile.objects.filter(subject_type=kind, subject_id=subject.pk)
    return list((attached | answered).order_by("created_at", "pk"))


def files_shown(subject: ReviewSubject) -> list[StoredFile]:
    """What reviewers have of its files where something is hidden from them, in the order of the files."""
    decided = decisions_on_files(subject)
    rows = (decided.get(each.pk) for each in blindable_files(subject))
    return [row.shown for row in rows if row and row.shown]


def spellings_found(subject: ReviewSubject) -> dict[str, tuple[str, int]]:
    """What of its content is hidden as another spelling of a name: what stands for it, and how often."""
    return subject.blinding.other_spellings(subject.content.get("sections", []))


def waiting_for_files(subjects: Iterable[ReviewSubject]) -> set[int]:
    """The ids of those of the reviews of which something is hidden and a file waits for a decision."""
    asked = [subject.pk for subject in subjects if subject.hidden]
    if not asked:
        return set()
    kind = ContentType.objects.get_for_model(ReviewSubject)
    rows = BlindedFile.objects.filter(subject__in=asked, ended_at=None)
    decided = set(rows.values_list("subject_id", "source__token"))
    attached = StoredFile.objects.filter(subject_type=kind, subject_id__in=asked)
    every = set(attached.values_list("subject_id", "token"))
    for subject in ReviewSubject.objects.filter(pk__in=asked).only("content", "hidden"):
        every |= {(subject.pk, UUID(token)) for token in _answered_files(subject)}
    return {pk for pk, _ in every - decided}


def _answered_files(subject: ReviewSubject) -> list[str]:
    blinding = Blinding(frozenset(subject.hidden))
    return [
        answer["file"]
        for section in subject.content.get("sections", [])
        for answer in section.get("answers", ())
        if "file" in answer and not blinding.hides_answer(section.get("key", ""), answer.get("key", ""))
    ]


def decisions_on_files(subject: ReviewSubject) -> dict[int, BlindedFile]:
    """What stands now on each file on which something was decided, by its id."""
    rows = subject.blinded_files.filter(ended_at=None).select_related("shown", "decided_by")
    return {row.source_id: row for row in rows}


@twin_of(LISTED)
def listed_for(person: Any) -> QuerySet[ReviewSubject]:
    """Those of them that no conflict of interest keeps from the person: what lists and desks show."""
    rows = subjects_for(person)
    return rows if rows.query.is_empty() else ties.free_of_conflict(rows, person, subject="pk")


def led_load() -> Count:
    """How many running panels a person leads; to be annotated on people."""
    running = Q(led_panels__subject__is_closed=False) & ~Q(led_panels__consensus__state="agreed")
    return Count("led_panels", filter=running, distinct=True)


@twin_of(WITHDRAW_ACCESS)
def assignments_for_staff(person: Any) -> QuerySet[Assignment]:
    """Every reviewer's part, for case staff; none for anyone else."""
    return Assignment.objects.all() if STAFF(person, None) else Assignment.objects.none()


@twin_of(PAY)
def honoraria_for(person: Any) -> QuerySet[Honorarium]:
    """Every honorarium, for case staff; none for anyone else."""
    return Honorarium.objects.all() if STAFF(person, None) else Honorarium.objects.none()


@twin_of(DECLINE_PAY)
def own_honoraria(person: Any) -> QuerySet[Honorarium]:
    """The person's own honoraria."""
    return Honorarium.objects.filter(assignment__reviewer_id=getattr(person, "pk", None))


@twin_of(SET_STANDING_OF)
def standing_panels_for(person: Any) -> QuerySet[StandingPanel]:
    """Every standing panel, for case staff; none for anyone else."""
    return StandingPanel.objects.all() if STAFF(person, None) else StandingPanel.objects.none()


@twin_of(VIEW_RECHECK)
def rechecks_for(person: Any) -> QuerySet[Recheck]:
    """Every sample, for case staff; none for anyone else."""
    return Recheck.objects.all() if STAFF(person, None) else Recheck.objects.none()


@twin_of(RECHECK)
def rechecked_for(person: Any) -> QuerySet[RecheckedDeclaration]:
    """Every declaration of a sample, for case staff; none for anyone else."""
    return RecheckedDeclaration.objects.all() if STAFF(person, None) else RecheckedDeclaration.objects.none()


def whole_assignments() -> QuerySet[Assignment]:
    """Every part with all that its agency's pages and permissions ask for, in a fixed number of queries."""
    at = "panel__subject"
    shown = ("reviewer", "panel__lead", f"{at}__provider", f"{at}__policy_version", f"{at}__model")
    return Assignment.objects.select_related(*shown).prefetch_related("panel__assignments")


def whole_rechecked() -> QuerySet[RecheckedDeclaration]:
    """Every declaration of a sample with all that its page and permissions ask for."""
    at = "declaration__assignment__panel__subject"
    shown = ("checked_by", "declaration__assignment__reviewer", f"{at}__provider", f"{at}__policy_version")
    rows = RecheckedDeclaration.objects.select_related(*shown, "recheck")
    return rows.prefetch_related("declaration__assignment__panel__assignments")


def left_of(subject: ReviewSubject) -> QuerySet[Assignment]:
    """The parts of those who left a panel and were not replaced."""
    return Assignment.objects.filter(panel__subject=subject, state__in=LEFT, replaced_by=None)


def with_check_counts(rows: QuerySet[Recheck]) -> QuerySet[Recheck]:
    """The samples, the newest first, with how many declarations each has and how many were checked."""
    checked = Count("rows", filter=Q(rows__checked_at__isnull=False))
    counted = rows.select_related("drawn_by").annotate(row_count=Count("rows"), checked_count=checked)
    return counted.order_by("-drawn_at", "-pk")


def with_reviews(rows: QuerySet[Honorarium]) -> QuerySet[Honorarium]:
    """Honoraria with what lists show, in one query."""
    return rows.select_related("assignment__reviewer", "assignment__panel__subject", "settled_by")


def honoraria_of_reviews() -> QuerySet[Honorarium]:
    """All of them with what lists show, in one query."""
    return with_reviews(Honorarium.objects.all())


def open_load() -> Count:
    """How many reviews a person has open; to be annotated on people."""
    return Count("review_assignments", filter=OPEN_REVIEWS, distinct=True)


def whole() -> QuerySet[ReviewSubject]:
    """Every review with all that its pages and permissions ask for, in a fixed number of queries."""
    people = Prefetch("panel__assignments", Assignment.objects.select_related("reviewer", "replaces__reviewer"))
    shown = (
        "provider",
        "policy_version",
        "model__provider",
        "model_version",
        "round",
        "panel__lead",
        "panel__consensus__agreed_by",
    )
    return ReviewSubject.objects.select_related(*shown).prefetch_related(people, "panel__consensus__scores")


def with_progress(subjects: QuerySet[ReviewSubject]) -> QuerySet[ReviewSubject]:
    """The same with how many reviewers are on each panel and how many have sent scores."""
    parts = Assignment.objects.filter(panel__subject=OuterRef("pk")).order_by().values("panel__subject")
    on_panel, sent = parts.filter(ON_PANEL), parts.filter(state="submitted")
    rows = subjects.select_related("panel__lead", "panel__consensus").prefetch_related("policy_version")
    return rows.defer("content", "criteria").annotate(reviewer_count=_counted(on_panel), sent_count=_counted(sent))


def _counted(parts: QuerySet[Assignment]) -> Coalesce:
    """How many rows, as a subquery that lists can leave out when they only count themselves."""
    return Coalesce(Subquery(parts.annotate(count=Count("pk")).values("count")), 0)


def lacks(subject: ReviewSubject, *, reviewer_count: int) -> str:
    """What a panel still lacks, in words; empty when it is complete."""
    short = subject.policy_version.rules.review.reviewers_min - reviewer_count
    if short > 0:
        return f"{short} more reviewer{'' if short == 1 else 's'} needed"
    return "" if subject.panel.lead_id else "A lead is needed"


def incomplete(subjects: QuerySet[ReviewSubject]) -> QuerySet[ReviewSubject]:
    """Those of the reviews whose panel lacks reviewers or a lead: for which `lacks` has words."""
    short = Q(panel__lead=None)
    for policy in policies_in_use():
        short |= Q(policy_version=policy, reviewer_count__lt=policy.rules.review.reviewers_min)
    return with_progress(subjects).filter(short)


def scores_by_criterion(subject: ReviewSubject) -> dict[str, list[Score]]:
    """Every sent score of a subject, by criterion in rubric order. Only for who may see a consensus."""
    rows = Score.objects.filter(assignment__panel__subject=subject, assignment__state="submitted")
    found: dict[str, list[Score]] = {criterion.key: [] for criterion in subject.rubric}
    for score in rows.select_related("assignment__reviewer").order_by("assignment_id"):
        found[score.criterion].append(score)
    return found


def consensus_scores(subject: ReviewSubject) -> dict[str, int | None]:
    """The agreed score of each criterion, None where it does not apply; empty before the panel has agreed."""
    consensus = getattr(subject.panel, "consensus", None)
    if consensus is None or consensus.state != "agreed":
        return {}
    return {score.criterion: score.value for score in consensus.scores.all()}


def had_part_in(person: Any, subject: ReviewSubject) -> bool:
    """Whether the person scored this subject."""
    return subject.panel.assignments.filter(ON_PANEL, reviewer_id=person.pk).exists()


def detected_conflicts(person: User, subject: ReviewSubject, *, at: datetime) -> tuple[conflicts.Conflict, ...]:
    """What the portal's records show against this person reviewing this subject."""
    return _detected(person, subject, memberships_of(person), ties.past_of(person), at)


def _detected(
    person: User, subject: ReviewSubject, memberships: Any, past: ties.Past, at: datetime
) -> tuple[conflicts.Conflict, ...]:
    years = subject.policy_version.rules.review.conflict_lookback_years
    return ties.detected(person, subject.provider, memberships=memberships, past=past, years=years, at=at)


def severities(subject: ReviewSubject) -> dict[int, Severity]:
    """How strict each reviewer of a panel was over the round, by person. Only panels whose scores are all in count."""
    raters = [row.reviewer_id for row in subject.panel.assignments.all() if row.state == "submitted"]
    if subject.round_id is None:
        return {}
    panels = Panel.objects.filter(subject__round=subject.round_id, consensus__isnull=False)
    panels = panels.filter(assignments__reviewer__in=raters, assignments__state="submitted")
    rows = Score.objects.filter(
        assignment__panel__in=panels.values("pk"), assignment__state="submitted", is_not_applicable=False
    )
    found = rows.values_list("assignment__reviewer_id", "assignment__panel_id", "criterion", "value").order_by()
    every = severity_of((rater, (panel, criterion), value) for rater, panel, criterion, value in found)
    return {rater: every[rater] for rater in raters if rater in every}


def voided_scores(subject: ReviewSubject) -> list[Score]:
    """Scores that were sent and are void, because a conflict was discovered later. Only for who may see a consensus."""
    rows = Score.objects.filter(
        assignment__panel__subject=subject, assignment__state="recused", assignment__submitted_at__isnull=False
    )
    return list(rows.select_related("assignment__reviewer").order_by("assignment_id", "pk"))

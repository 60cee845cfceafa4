"""Writing reviews, up to a reviewer's own scores. The panel's consensus is written in ``consensus_services``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse

from marketplace.audit.services import record
from marketplace.clocks.federal import federal_calendar
from marketplace.desk.steps import Remedy
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.typed import too_long
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with, reviewers, the_agency
from marketplace.organizations.remedies import refuse_dead_end
from marketplace.people.models import User
from procurement.policy.criteria import Criterion
from procurement.reviewers.queries import profile_of
from procurement.reviews import signals
from procurement.reviews.conflicts import Declared, declared_conflicts, same_body
from procurement.reviews.models import (
    Assignment,
    ConflictDeclaration,
    Consensus,
    Honorarium,
    Panel,
    ReviewSubject,
    Score,
)
from procurement.reviews.panels import open_consensus_if_complete, void_scores
from procurement.reviews.permissions import ASSIGN, LEFT, READ, SCORE, VIEW_ASSIGNMENT, WITHDRAW_ACCESS, is_recused
from procurement.reviews.queries import ON_PANEL, detected_conflicts, spellings_found, whole
from procurement.reviews.transitions import ASSIGNMENT, HONORARIUM
from procurement.rounds.models import Round

REASON_MAX_CHARACTERS = 4000


@service
def open_subject(
    *,
    source_reference: str,
    title: str,
    version: Any,
    policy: Any,
    tier_asked: str,
    content: Any,
    criteria: Any,
    scope: Any,
    asked: Round | None = None,
    actor: Any,
    at: datetime,
) -> ReviewSubject:
    """Begin the review of something that was frozen, in the round ``asked``, whose fields hidden from reviewers are
    pinned. The caller has decided that it may be reviewed.

    Raises DeadEnd where a step up to the decision on an appeal would have nobody."""
    subject = ReviewSubject.objects.create(
        source_reference=source_reference,
        title=title,
        provider=version.model.provider,
        model=version.model,
        model_version=version,
        policy_version=policy,
        tier_asked=tier_asked,
        content=content,
        criteria=criteria,
        scope=scope,
        round=asked,
        hidden=asked.hidden if asked else [],
        created_at=at,
    )
    subject.other_spellings = list(spellings_found(subject))
    subject.save(update_fields=["other_spellings"])
    Panel.objects.create(subject=subject)
    refuse_dead_end("review", whole().get(pk=subject.pk), organization=the_agency(), hand_on=asked)
    record("review_subject.opened", subject=subject, actor=actor, organization=the_agency(), at=at)
    return subject


@service
def close_subject(*, subject: ReviewSubject, actor: Any, at: datetime) -> ReviewSubject:
    """End a review without a decision, because what it was about was withdrawn. Access ends with it."""
    subject = locked(subject)
    if not subject.is_closed:
        subject.is_closed = True
        subject.save(update_fields=["is_closed"])
        record("review_subject.closed", subject=subject, actor=actor, organization=the_agency(), at=at)
    return subject


@service
def name_lead(*, subject: ReviewSubject, lead: User, actor: Any, at: datetime) -> ReviewSubject:
    """Name who leads the panel: a review lead without a conflict who does not score on it.

    Raises DeadEnd where that would leave nobody for a later step.
    """
    ASSIGN.check(actor, subject)
    panel = locked(subject.panel)
    _require_open(subject)
    if Consensus.objects.filter(panel=panel, state="agreed").exists():
        raise Refused("This panel has agreed, so its lead stays.")
    if not people_with(the_agency(), Role.REVIEW_LEAD, on=subject).filter(pk=lead.pk).exists():
        raise ValidationError({"lead": f"{lead} is not a review lead. Choose somebody with that role."})
    if panel.assignments.filter(ON_PANEL, reviewer=lead).exists():
        raise ValidationError({"lead": f"{lead} scores on this panel. The lead does not score: choose another."})
    if is_recused(lead, subject):
        raise ValidationError({"lead": f"{lead} was recused from this review. Choose somebody else."})
    _refuse_conflicts(lead, subject, "lead", at)
    panel.lead = lead
    panel.save(update_fields=["lead"])
    _refuse_dead_end(subject)
    subject.panel = panel
    record("review_subject.lead_named", subject=subject, actor=actor, organization=the_agency(), at=at)
    signals.lead_named.send(sender=Panel, panel=panel, at=at)
    return subject


@service
def assign_reviewer(
    *, subject: ReviewSubject, reviewer: User, replaces: Assignment | None = None, actor: Any, at: datetime
) -> Assignment:
    """Ask a reviewer, in the place of one who left where ``replaces`` names them. Their clock starts now; nothing of
    the subject is readable before they declare.

    Raises ValidationError for somebody outside the pool, asked before, leading the panel, or with a conflict; Refused
    where the one to replace is still on the panel or was replaced already; DeadEnd where asking them would leave
    nobody for a later step.
    """
    ASSIGN.check(actor, subject)
    panel = locked(subject.panel)
    _require_open(subject)
    if hasattr(panel, "consensus"):
        raise Refused("Every score of this panel is in, so nobody can be added to it.")
    replaces = _replaceable(panel, replaces)
    if not reviewers(on=subject).filter(pk=reviewer.pk).exists():
        raise ValidationError({"reviewer": f"{reviewer} is not in the pool of reviewers."})
    if panel.assignments.filter(reviewer=reviewer).exists():
        raise ValidationError({"reviewer": f"{reviewer} was asked already. Choose somebody else."})
    if panel.lead_id == reviewer.pk:
        raise ValidationError({"reviewer": f"{reviewer} leads this panel. The lead does not score."})
    _refuse_conflicts(reviewer, subject, "reviewer", at)
    rules = subject.policy_version.rules
    due_at = federal_calendar(rules.calendar.zone).deadline(at, rules.clocks.review_business_days)
    assignment = Assignment.objects.create(
        panel=panel, reviewer=reviewer, assigned_by=actor, offered_at=at, due_at=due_at, replaces=replaces
    )
    _refuse_dead_end(subject)
    ASSIGNMENT.created(assignment, actor=actor, organization=the_agency(), at=at)
    signals.reviewer_asked.send(sender=Assignment, assignment=assignment, at=at)
    return assignment


@service
def declare(
    *,
    assignment: Assignment,
    declared: Declared,
    keeps_confidential: bool,
    named: Iterable[str] = (),
    actor: Any,
    at: datetime,
) -> Assignment:
    """Take a reviewer's declaration. Any conflict, declared or in the portal's records, recuses at once.

    Who does not see whose subject it is names the providers that they are tied to, of which this may be one.
    """
    VIEW_ASSIGNMENT.check(actor, assignment)
    assignment = _locked_with_panel(assignment)
    ASSIGNMENT.require(assignment, "accept")
    _require_open(assignment.subject)
    if not keeps_confidential:
        raise ValidationError({"keeps_confidential": "Tick this to read the application, or decline the review."})
    subject = assignment.subject
    years = subject.policy_version.rules.review.conflict_lookback_years
    named = [name.strip() for name in named if name.strip()]
    if any(same_body(name, body) for name in named for body in (subject.provider.name, *subject.provider.owners)):
        declared = replace(declared, has_interest=True)
    found = detected_conflicts(assignment.reviewer, subject, at=at) + declared_conflicts(
        declared, provider_name=subject.provider.name, lookback_years=years
    )
    ConflictDeclaration.objects.create(
        assignment=assignment,
        has_interest=declared.has_interest,
        has_family_interest=declared.has_family_interest,
        has_recent_work=declared.has_recent_work,
        keeps_confidential=keeps_confidential,
        named=named,
        conflicts=[{"kind": conflict.kind, "words": conflict.words} for conflict in found],
        declared_at=at,
    )
    if not found:
        ASSIGNMENT.move(assignment, "accept", actor=actor, organization=the_agency(), at=at)
        return assignment
    return _leave(assignment, "recuse", " ".join(conflict.words for conflict in found), actor=actor, at=at)


@service
def decline_review(*, assignment: Assignment, reason: str, actor: Any, at: datetime) -> Assignment:
    """Give a review back, with a reason for the agency. Scores not sent yet count for nothing."""
    VIEW_ASSIGNMENT.check(actor, assignment)
    assignment = _locked_with_panel(assignment)
    ASSIGNMENT.require(assignment, "decline")
    if not reason.strip():
        raise ValidationError({"reason": "Say in a few words why, so that we can ask somebody else."})
    return _leave(assignment, "decline", reason.strip(), actor=actor, at=at)


@service
def recuse(*, assignment: Assignment, reason: str, actor: Any, at: datetime) -> Assignment:
    """Report a conflict that came up after the declaration. Access ends at once, and scores that were sent are void."""
    VIEW_ASSIGNMENT.check(actor, assignment)
    assignment = _locked_with_panel(assignment)
    ASSIGNMENT.require(assignment, "recuse")
    if not reason.strip():
        raise ValidationError({"reason": "Say what the conflict is."})
    return _leave(assignment, "recuse", reason.strip(), actor=actor, at=at)


@service
def withdraw_access(*, assignment: Assignment, reason: str, actor: Any, at: datetime) -> Assignment:
    """Take a reviewer off because a conflict was discovered later. Scores that were sent are void and stay on record;
    a consensus that is not agreed yet opens again once the panel is complete without them."""
    WITHDRAW_ACCESS.check(actor, assignment)
    assignment = _locked_with_panel(assignment)
    ASSIGNMENT.require(assignment, "recuse")
    if not reason.strip():
        raise ValidationError({"reason": "Say what was discovered. The reviewer and the department read it."})
    assignment = _leave(assignment, "recuse", reason.strip(), actor=actor, at=at)
    signals.access_withdrawn.send(sender=Assignment, assignment=assignment, at=at)
    return assignment


@service
def save_score(
    *,
    assignment: Assignment,
    criterion: str,
    value: int | None,
    reason: str,
    is_not_applicable: bool = False,
    actor: Any,
    at: datetime,
) -> Score:
    """Keep one score, or that the criterion does not apply, with its reason; what was begun goes into it. The gate
    comes first and always applies; until all are sent each can be changed."""
    SCORE.check(actor, assignment)
    assignment = locked(assignment)
    _require_scoring(assignment)
    asked, gate = assignment.subject.criterion(criterion), assignment.subject.rubric[0]
    if asked is None:
        raise ValidationError({"value": "There is no such criterion."})
    _check_score(asked, value, is_not_applicable, reason)
    if criterion != gate.key and not assignment.scores.filter(criterion=gate.key).exists():
        raise Refused(f"Score “{gate.name}” first. The other criteria open then.")
    score, _ = Score.objects.update_or_create(
        assignment=assignment,
        criterion=criterion,
        defaults={
            "value": value,
            "is_not_applicable": is_not_applicable,
            "reason": reason.strip(),
            "saved_at": at,
        },
    )
    if assignment.drafts.pop(criterion, None):
        assignment.save(update_fields=["drafts"])
    record("review_assignment.score_saved", subject=assignment, actor=actor, organization=the_agency(), at=at)
    return score


@service
def keep_draft(
    *,
    assignment: Assignment,
    criterion: str,
    value: int | None,
    reason: str,
    is_not_applicable: bool = False,
    actor: Any,
    at: datetime,
) -> Assignment:
    """Keep what was begun on one criterion until it is scored. It is no score, nobody but the reviewer reads it, and
    the audit trail does not tell of it. With nothing chosen or written nothing is kept."""
    SCORE.check(actor, assignment)
    assignment = locked(assignment)
    _require_scoring(assignment)
    if assignment.subject.criterion(criterion) is None:
        raise ValidationError({"value": "There is no such criterion."})
    assignment.drafts.pop(criterion, None)
    if value is not None or is_not_applicable or reason.strip():
        begun = {"value": value, "is_not_applicable": is_not_applicable, "reason": reason, "kept_at": at.isoformat()}
        assignment.drafts[criterion] = begun
    assignment.save(update_fields=["drafts"])
    return assignment


@service
def submit_scores(*, assignment: Assignment, actor: Any, at: datetime) -> Assignment:
    """Send all scores. They never change again; the last of a full panel opens the consensus."""
    READ.check(actor, assignment)
    assignment = _locked_with_panel(assignment)
    ASSIGNMENT.require(assignment, "submit")
    _require_open(assignment.subject)
    scored = set(assignment.scores.values_list("criterion", flat=True))
    missing = [criterion.name for criterion in assignment.subject.rubric if criterion.key not in scored]
    if missing:
        raise Refused(f"These criteria have no score yet: {', '.join(missing)}. Score them, then send.")
    assignment.submitted_at, assignment.drafts = at, {}
    saved = ("submitted_at", "drafts")
    ASSIGNMENT.move(assignment, "submit", actor=actor, organization=the_agency(), at=at, also_save=saved)
    _note_honorarium(assignment, at)
    open_consensus_if_complete(assignment.panel, at=at)
    return assignment


def _note_honorarium(assignment: Assignment, at: datetime) -> None:
    cents = profile_of(assignment.reviewer).honorarium_cents
    if cents:
        honorarium = Honorarium.objects.create(assignment=assignment, cents=cents, due_since=at)
        HONORARIUM.created(honorarium, actor=None, organization=the_agency(), at=at)


def _locked_with_panel(assignment: Assignment) -> Assignment:
    """The assignment, locked after its panel, in the one order that all use."""
    panel = locked(assignment.panel)
    assignment = locked(assignment)
    assignment.panel = panel
    return assignment


def _leave(assignment: Assignment, move: str, reason: str, *, actor: Any, at: datetime) -> Assignment:
    assignment.left_reason, assignment.drafts = reason, {}
    had_sent = assignment.state == "submitted"
    saved = ("left_reason", "drafts")
    ASSIGNMENT.move(assignment, move, actor=actor, organization=the_agency(), at=at, also_save=saved)
    if had_sent:
        void_scores(assignment.panel, actor=actor, at=at)
    signals.reviewer_left.send(sender=Assignment, assignment=assignment, at=at)
    open_consensus_if_complete(assignment.panel, at=at)
    return assignment


def _replaceable(panel: Panel, replaces: Assignment | None) -> Assignment | None:
    if replaces is None:
        return None
    replaces = locked(replaces)
    if replaces.panel_id != panel.pk or replaces.state not in LEFT:
        raise Refused("Only somebody who left this panel can be replaced.")
    if Assignment.objects.filter(replaces=replaces).exists():
        raise Refused(f"{replaces.reviewer} was replaced already.")
    return replaces


def _check_score(criterion: Criterion, value: int | None, is_not_applicable: bool, reason: str) -> None:
    faults = {}
    if fault := criterion.fault_of(value, is_not_applicable=is_not_applicable):
        faults["value"] = fault
    if not reason.strip():
        faults["reason"] = "Give a reason. Two or three sentences that point to what you read are enough."
    elif fault := too_long(reason, REASON_MAX_CHARACTERS):
        faults["reason"] = fault
    if faults:
        raise ValidationError(faults)


def _require_open(subject: ReviewSubject) -> None:
    if ReviewSubject.objects.filter(pk=subject.pk, is_closed=True).exists():
        raise Refused("This review was closed: what it was about was withdrawn.")


def _require_scoring(assignment: Assignment) -> None:
    if assignment.state != "accepted":
        raise Refused("These scores can no longer be changed.")
    _require_open(assignment.subject)


def _refuse_dead_end(subject: ReviewSubject) -> None:
    """Raise DeadEnd where this panel would leave nobody for a later step: looked at as it stands after the change."""
    as_it_stands = whole().get(pk=subject.pk)
    other = Remedy("Choose somebody else for the panel", reverse("reviews:subject", args=[subject.reference]))
    refuse_dead_end("review", as_it_stands, organization=the_agency(), remedies=(other,))


def _refuse_conflicts(person: User, subject: ReviewSubject, field: str, at: datetime) -> None:
    found = detected_conflicts(person, subject, at=at)
    if found:
        words = " ".join(conflict.told for conflict in found)
        raise ValidationError({field: f"{person} has a conflict. {words} Choose somebody else."})

"""Writing appeals: filed in the window, taken up by somebody with no part before, dismissed or granted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.access.permissions import NotAllowed
from marketplace.audit.services import record
from marketplace.clocks.words import instant_words
from marketplace.documents.canonical import sha256_of
from marketplace.documents.models import StoredFile
from marketplace.documents.services import store_upload
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.words import checked_words
from marketplace.organizations.queries import the_agency
from marketplace.products.vocabulary import Tier
from procurement.appeals import signals
from procurement.appeals.deadlines import file_by
from procurement.appeals.models import Appeal
from procurement.appeals.permissions import ADD, DECIDE, FILE, TAKE_UP
from procurement.appeals.transitions import APPEAL, AppealState
from procurement.designations.models import Determination, DeterminationKind
from procurement.designations.services import issue_on_appeal
from procurement.reviews.conflicts import Declared, declared_conflicts

WORDS_MAX = 10_000
ON_APPEAL = "On appeal: "


@service
def file_appeal(
    *, determination: Determination, grounds: str, new_evidence: str = "", upload: Any = None, actor: Any, at: datetime
) -> Appeal:
    """The provider appeals against an issued decision, once and within the policy's business days from the notice.

    A late one is kept and refused at once; the returned appeal's ``refusal`` says why. Raises ValidationError for
    missing grounds, Refused where the decision was appealed already, was replaced, or is one on an appeal.
    """
    FILE.check(actor, determination)
    determination = locked(determination)
    _require_open_to_appeal(determination)
    appeal = Appeal(
        determination=determination,
        provider=determination.provider,
        grounds=checked_words(
            grounds, field="grounds", most=WORDS_MAX, missing="Say what you hold against the decision."
        ),
        new_evidence=checked_words(new_evidence, field="new_evidence", most=WORDS_MAX),
        filed_by=actor,
        created_at=at,
    )
    appeal.filed_sha256 = sha256_of(filed_data(appeal))
    appeal.save()
    APPEAL.created(appeal, actor=actor, organization=appeal.provider, at=at)
    if upload:
        _keep(appeal, upload, actor, at)
    if at >= file_by(determination):
        return refuse_late(appeal=appeal, at=at)
    signals.appeal_filed.send(sender=Appeal, appeal=appeal, at=at)
    return appeal


@service
def refuse_late(*, appeal: Appeal, at: datetime) -> Appeal:
    """Close an appeal that came when the time was over; it stays on record. Called where it is filed."""
    appeal = locked(appeal)
    APPEAL.require(appeal, "refuse")
    if at < appeal.file_by:
        raise Refused("This appeal came in time, so an appeal officer decides it.")
    zone = appeal.determination.policy_version.rules.calendar.zone
    appeal.closed_at = at
    _move(appeal, "refuse", None, at, "closed_at")
    appeal.refusal = (
        f"The time to appeal ended on {instant_words(appeal.file_by, zone)}. Your appeal reached us "
        f"{instant_words(at, zone)}, so it was not taken. It is on record, and you get a receipt. Evidence that is new "
        "can be the ground of a tier review or of an application to the next round."
    )
    signals.appeal_refused.send(sender=Appeal, appeal=appeal, at=at)
    return appeal


@service
def add_evidence(*, appeal: Appeal, upload: Any, actor: Any, at: datetime) -> StoredFile:
    """Add a file to an appeal while the time to appeal runs and nobody has taken it up."""
    ADD.check(actor, appeal)
    appeal = locked(appeal)
    if appeal.state != AppealState.FILED:
        raise Refused("Somebody has taken up this appeal, so it stays as it is.")
    if at >= appeal.file_by:
        raise Refused("The time to appeal is over, so the appeal stays as it was filed.")
    return _keep(appeal, upload, actor, at)


@service
def take_up(*, appeal: Appeal, declared: Declared, actor: Any, at: datetime) -> Appeal:
    """An appeal officer takes it up, after declaring. Whom the portal's records tie to the provider is refused
    (NotAllowed); a conflict that is declared recuses for good.

    That recusal is remembered: it is returned as the appeal's ``refusal``, not raised.
    """
    TAKE_UP.check(actor, appeal)
    appeal = locked(appeal)
    APPEAL.require(appeal, "take_up")
    years = appeal.determination.policy_version.rules.review.conflict_lookback_years
    found = declared_conflicts(declared, provider_name=appeal.provider.name, lookback_years=years)
    if found:
        kinds = [conflict.kind for conflict in found]
        record(
            "appeal.recused", subject=appeal, actor=actor, organization=the_agency(), at=at, payload={"kinds": kinds}
        )
        signals.appeal_recused.send(sender=Appeal, appeal=appeal, left_by=actor, at=at)
        words = " ".join(conflict.words for conflict in found)
        appeal.refusal = f"{words} Another appeal officer decides; nothing is asked of you."
        return appeal
    appeal.taken_up_by, appeal.taken_up_at = actor, at
    _move(appeal, "take_up", actor, at, "taken_up_by", "taken_up_at")
    signals.appeal_taken_up.send(sender=Appeal, appeal=appeal, at=at)
    return appeal


@service
def step_back(*, appeal: Appeal, actor: Any, at: datetime) -> Appeal:
    """Whoever took it up gives it back, for good, so that another appeal officer decides."""
    DECIDE.check(actor, appeal)
    appeal = locked(appeal)
    _require_still_mine(appeal, "step_back", actor)
    appeal.taken_up_by = appeal.taken_up_at = None
    _move(appeal, "step_back", actor, at, "taken_up_by", "taken_up_at")
    signals.appeal_given_back.send(sender=Appeal, appeal=appeal, left_by=actor, at=at)
    return appeal


@service
def dismiss(*, appeal: Appeal, reason: str, actor: Any, at: datetime) -> Appeal:
    """Decide that the decision stands as it was issued."""
    DECIDE.check(actor, appeal)
    appeal = locked(appeal)
    _require_still_mine(appeal, "dismiss", actor)
    return _closed(appeal, "dismiss", reason, None, actor, at)


@service
def grant(
    *,
    appeal: Appeal,
    tier: str,
    reason: str,
    reasons: dict[str, str],
    conditions: str,
    scope: Any,
    exception: str = "",
    actor: Any,
    at: datetime,
) -> Appeal:
    """Decide that the provider is right: another decision takes the place of the one appealed, with its own approval.

    ``reasons`` are what the officer finds otherwise, by criterion; the panel's reason stands where none is given.
    Raises ValidationError for a tier below the one appealed or above what was asked, for one above what the evidence
    carries without a published ``exception``, and where nothing would change; Refused
    where the decision was replaced or its approval is suspended or revoked.
    """
    DECIDE.check(actor, appeal)
    locked(appeal.determination.model)
    appeal = locked(appeal)
    _require_still_mine(appeal, "grant", actor)
    before = appeal.determination
    _require_replaceable(before)
    reason = checked_words(reason, field="reason", most=WORDS_MAX, missing="Give the reasons. Everyone reads them.")
    wanted = [list(row) for row in scope]
    _require_better(before, tier, wanted, conditions)
    result = issue_on_appeal(
        replaced=before,
        source_reference=appeal.reference,
        tier=tier,
        reason=reason,
        reasons=[_reasoned(row, reasons) for row in before.reasons],
        conditions=conditions,
        scope=wanted,
        exception=exception,
        actor=actor,
        at=at,
    )
    return _closed(appeal, "grant", reason, result, actor, at)


def filed_data(appeal: Appeal) -> dict[str, Any]:
    """What was filed, as data: what the hash on its receipt stands for."""
    return {
        "determination": appeal.determination.reference,
        "provider": appeal.provider.name,
        "grounds": appeal.grounds,
        "new_evidence": appeal.new_evidence,
        "filed_at": appeal.created_at,
    }


def decision_data(appeal: Appeal) -> dict[str, Any]:
    """All that the decision on an appeal says, as data: what its hash stands for."""
    return {
        "reference": appeal.reference,
        "determination": {"reference": appeal.determination.reference, "sha256": appeal.determination.sha256},
        "provider": appeal.provider.name,
        "model": appeal.determination.model.name,
        "grounds": appeal.grounds,
        "filed_at": appeal.created_at,
        "reason": appeal.reason,
        "result": {"reference": appeal.result.reference, "sha256": appeal.result.sha256} if appeal.result else None,
        "closed_at": appeal.closed_at,
    }


def _require_open_to_appeal(determination: Determination) -> None:
    found = Appeal.objects.filter(determination=determination).first()
    if found:
        raise Refused(f"Appeal {found.reference} was filed against this decision. A decision is appealed once.")
    if determination.kind == DeterminationKind.APPEAL:
        raise Refused("This decision was itself made on an appeal. The department looks again only once.")
    if determination.state != "issued":
        raise Refused("This decision is not in force. Appeal against the one that took its place.")


def _require_still_mine(appeal: Appeal, move: str, actor: Any) -> None:
    """Asked again under the lock: somebody may have decided it, or it was given back meanwhile."""
    APPEAL.require(appeal, move)
    if appeal.taken_up_by_id != actor.pk:
        raise NotAllowed("Another appeal officer has taken this up.")


def _require_replaceable(before: Determination) -> None:
    if before.state != "issued":
        raise Refused("A later decision took the place of the one appealed, so the appeal can only be dismissed.")
    designation = getattr(before, "designation", None)
    if designation and designation.state == "revoked":
        raise Refused("The approval was revoked since, so the decision cannot be replaced. Dismiss the appeal.")
    if designation and designation.state == "suspended":
        raise Refused("The approval is suspended. It is reinstated or revoked first, then the appeal is decided.")


def _require_better(before: Determination, tier: str, scope: list[list[str]], conditions: str) -> None:
    order = ("", *Tier.values)
    if tier not in Tier.values:
        raise ValidationError({"tier": "Choose the tier that takes the place of the decision, or dismiss the appeal."})
    if order.index(tier) < order.index(before.tier):
        raise ValidationError({"tier": "An appeal never lowers a tier. Choose at least the one that was decided."})
    same_scope = sorted(scope) == sorted(list(row) for row in before.scope)
    if tier == before.tier and same_scope and conditions.strip() == before.conditions:
        raise ValidationError({"tier": "Tier, scope and conditions would stay as they are. Then dismiss the appeal."})


def _reasoned(row: dict[str, Any], reasons: dict[str, str]) -> dict[str, Any]:
    found = reasons.get(row.get("key", ""), "").strip()
    return {**row, "reason": f"{ON_APPEAL}{found}"} if found else dict(row)


def _closed(appeal: Appeal, move: str, reason: str, result: Determination | None, actor: Any, at: datetime) -> Appeal:
    appeal.reason = checked_words(
        reason, field="reason", most=WORDS_MAX, missing="Give the reasons. Everyone reads them."
    )
    appeal.decided_by, appeal.closed_at, appeal.result = actor, at, result
    appeal.sha256 = sha256_of(decision_data(appeal))
    saved = ("reason", "decided_by", "closed_at", "result", "sha256")
    _move(appeal, move, actor, at, *saved, payload={"sha256": appeal.sha256})
    signals.appeal_decided.send(sender=Appeal, appeal=appeal, at=at)
    return appeal


def _move(appeal: Appeal, move: str, actor: Any, at: datetime, *saved: str, **options: Any) -> None:
    APPEAL.move(appeal, move, actor=actor, organization=the_agency(), at=at, also_save=saved, **options)


def _keep(appeal: Appeal, upload: Any, actor: Any, at: datetime) -> StoredFile:
    return store_upload(upload=upload, subject=appeal, organization=appeal.provider, actor=actor, at=at, field="upload")

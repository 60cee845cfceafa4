"""Writing tier reviews: open, put the dossier together, recommend, hear the provider, decide."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from marketplace.access.permissions import NotAllowed
from marketplace.audit.services import record
from marketplace.clocks.calendar import local_day
from marketplace.clocks.federal import federal_calendar
from marketplace.clocks.words import day_words, instant_words
from marketplace.documents.canonical import canonical_json, sha256_of
from marketplace.lifecycles.errors import Refused, Stale
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.words import checked_words
from marketplace.organizations.queries import the_agency
from marketplace.organizations.remedies import refuse_dead_end
from marketplace.products.models import LearningModel
from marketplace.products.tier_names import tier_phrases
from marketplace.products.vocabulary import Tier
from procurement.designations.models import Designation, Determination
from procurement.designations.queries import designation_of
from procurement.designations.services import ceiling_by_evidence, evidence_tier, issue, recommend_after_tier_review
from procurement.outcomes.models import OutcomeReport
from procurement.policy.queries import policy_in_force
from procurement.tierreviews import signals
from procurement.tierreviews.dossier import assemble, grounds_of
from procurement.tierreviews.models import DOSSIER_FIELDS, TierReview, TierReviewEdition
from procurement.tierreviews.permissions import ASK, ASSEMBLE, DECIDE, RECOMMEND, REPLY, REVISE, recommended_it
from procurement.tierreviews.queries import left_open, open_review_of, overtaking, terms_ending
from procurement.tierreviews.recommendation import DOWN, direction_of, recommend
from procurement.tierreviews.transitions import TIER_REVIEW, TierReviewState
from procurement.tierreviews.triggers import (
    OutcomeFacts,
    Trigger,
    outcome_trigger,
    request_trigger,
    term_trigger,
    version_trigger,
)
from procurement.versionchanges.models import VersionChange

REPLY_MAX = 5000
WORDS_MAX = 4_000
REVOKED = "The approval under review was revoked, so there is no tier left to review."
REPLACED = "On appeal the approval under review was replaced, so another review opens for the same reason."
ANEW = "Put the dossier together anew; a new recommendation follows, with notice where it goes down."


@service
def open_review(
    *, designation: Designation, trigger: Trigger, actor: Any, at: datetime, source: str = ""
) -> TierReview:
    """Open a review under the policy in force. A model has one open review; while it lasts, that one is given."""
    locked(designation.model)
    existing = open_review_of(designation.model)
    if existing:
        return existing
    review = TierReview.objects.create(
        model=designation.model,
        provider=designation.determination.provider,
        designation=designation,
        policy_version=policy_in_force(at),
        trigger=trigger.kind,
        trigger_reason=trigger.reason,
        trigger_source=source,
        created_at=at,
    )
    organization = review.provider if actor else the_agency()
    TIER_REVIEW.created(review, actor=actor, organization=organization, at=at, payload={"trigger": trigger.kind})
    signals.review_opened.send(sender=TierReview, review=review, at=at)
    return review


@service
def request_review(*, model: LearningModel, reason: str, actor: Any, at: datetime) -> TierReview:
    """The provider asks for a review of its approved model, with its reason."""
    ASK.check(actor, model)
    locked(model)
    designation = designation_of(model, at=at)
    if designation is None:
        raise Refused("This model has no approval in force, so there is no tier to review. Apply to a round instead.")
    existing = open_review_of(model)
    if existing:
        raise Refused(
            f"Review {existing.reference} of this model is open already, "
            f"since {day_words(localdate(existing.created_at))}."
        )
    missing = "Say what has changed since the decision, for instance a new study."
    reason = checked_words(reason, field="reason", most=WORDS_MAX, missing=missing)
    return open_review(designation=designation, trigger=request_trigger(reason=reason), actor=actor, at=at)


@service
def open_due_reviews(*, at: datetime) -> list[TierReview]:
    """Open a review of every approval whose term ends within the policy's days."""
    policy = policy_in_force(at)
    if policy is None:
        return []
    zone, days = policy.rules.calendar.zone, policy.rules.tier_reviews.opens_before_term_days
    opened = []
    for designation in terms_ending(at, policy):
        ends_on = local_day(designation.ends_at, zone)
        trigger = term_trigger(ends_on=ends_on, today=local_day(at, zone), opens_before_days=days)
        if trigger:
            opened.append(open_review(designation=designation, trigger=trigger, actor=None, at=at))
    return opened


@service
def look_at_outcome(*, report: OutcomeReport, at: datetime) -> TierReview | None:
    """Open a review where a published outcome asks for one; None where it does not, or no approval is in force."""
    designation, policy = designation_of(report.pilot.model, at=at), policy_in_force(at)
    if designation is None or policy is None:
        return None
    effects = [measure["effect"] for measure in report.published["measures"]]
    facts = OutcomeFacts(
        reference=report.reference,
        verdict=report.verdict,
        upper_ends=tuple(float(effect["high"]) for effect in effects if effect["value"] is not None),
    )
    carried = evidence_tier(report.pilot.model, policy, at)
    trigger = outcome_trigger(outcome=facts, tier=designation.tier, evidence_tier=carried, names=tier_phrases())
    if trigger is None:
        return None
    return open_review(designation=designation, trigger=trigger, actor=None, at=at, source=report.reference)


@service
def open_review_of_version(*, change: VersionChange, at: datetime) -> TierReview:
    """Open a review because a new version of an approved model was sent to one; an open one is given instead."""
    trigger = version_trigger(reference=change.reference, number=change.after.number, reason=change.reason)
    designation = designation_of(change.model, at=at) or change.designation
    return open_review(designation=designation, trigger=trigger, actor=None, at=at, source=change.reference)


@service
def assemble_dossier(*, review: TierReview, actor: Any, at: datetime) -> TierReview:
    """Put the dossier together and freeze it; compute from it, and nothing else, what the system recommends."""
    ASSEMBLE.check(actor, review)
    review = locked(review)
    TIER_REVIEW.require(review, "assemble")
    _freeze(review, assemble(review, at), at)
    TIER_REVIEW.move(
        review, "assemble", actor=actor, organization=the_agency(), at=at, also_save=DOSSIER_FIELDS,
        payload={"sha256": review.dossier_sha256},
    )  # fmt: skip
    return review


@service
def revise_review(*, review: TierReview, because: str, actor: Any, at: datetime) -> TierReview:
    """Put the dossier together anew, for a new recommendation with its own notice. What stood is kept as an edition.

    Raises Refused where nobody has recommended yet and nothing on record has changed.
    """
    REVISE.check(actor, review)
    review = locked(review)
    TIER_REVIEW.require(review, "revise")
    because = checked_words(because, field="because", most=WORDS_MAX, missing="Say why. Whoever recommends reads it.")
    dossier = assemble(review, at)
    if review.state == TierReviewState.DOSSIER and _says(dossier) == _says(review.dossier):
        raise Refused("Nothing on record has changed since this dossier was put together. Recommend on it.")
    edition = TierReviewEdition.objects.create(
        review=review,
        number=review.editions.count() + 1,
        replaced_because=because,
        replaced_at=at,
        replaced_by=actor,
        **{name: getattr(review, name) for name in DOSSIER_FIELDS},
    )
    for name in DOSSIER_FIELDS:
        setattr(review, name, TierReview._meta.get_field(name).get_default())
    _freeze(review, dossier, at)
    TIER_REVIEW.move(
        review, "revise", actor=actor, organization=the_agency(), at=at, also_save=DOSSIER_FIELDS,
        payload={"sha256": review.dossier_sha256, "sha256_before": edition.dossier_sha256},
    )  # fmt: skip
    signals.review_revised.send(sender=TierReview, review=review, edition=edition, at=at)
    return review


@service
def recommend_tier(*, review: TierReview, tier: str, note: str, actor: Any, at: datetime) -> TierReview:
    """An officer recommends, following the system or not, with reasons. Going down gives notice and time to reply.

    Raises DeadEnd where nobody else would be left to decide."""
    RECOMMEND.check(actor, review)
    review = locked(review)
    TIER_REVIEW.require(review, "recommend")
    errors = {}
    if tier not in Tier.values:
        errors["tier"] = "Choose a tier."
    try:
        note = checked_words(note, field="note", most=WORDS_MAX, missing="Say why. The provider reads it.")
    except ValidationError as error:
        errors |= error.message_dict
    if not errors and direction_of(current=review.dossier["evidence"]["now"]["tier"], proposed=tier) == "up":
        errors["tier"] = "The evidence does not carry this tier. Choose one that it carries."
    if errors:
        raise ValidationError(errors)
    review.recommendation, review.recommendation_note = tier, note
    review.recommended_by, review.recommended_at = actor, at
    refuse_dead_end("tier_review", review, organization=the_agency())
    fields = ["recommendation", "recommendation_note", "recommended_by", "recommended_at"]
    if review.goes_down:
        rules = review.policy_version.rules
        calendar = federal_calendar(rules.calendar.zone)
        review.notice_at = at
        review.reply_until = calendar.deadline(at, rules.tier_reviews.notice_business_days)
        fields += ["notice_at", "reply_until"]
    TIER_REVIEW.move(review, "recommend", actor=actor, organization=the_agency(), at=at, also_save=tuple(fields))
    told = signals.notice_given if review.goes_down else signals.review_recommended
    told.send(sender=TierReview, review=review, at=at)
    return review


@service
def reply_to_notice(*, review: TierReview, text: str, actor: Any, at: datetime) -> TierReview:
    """The provider's answer to a notice, once and within its time. The determiner reads it before deciding."""
    REPLY.check(actor, review)
    review = locked(review)
    zone = review.policy_version.rules.calendar.zone
    if review.state != TierReviewState.RECOMMENDED or review.notice_at is None:
        raise Refused("There is no notice to reply to.")
    if review.replied_at:
        raise Refused("Your reply stands as it was sent.")
    if at >= review.reply_until:
        raise Refused(f"The time to reply ended on {instant_words(review.reply_until, zone)}.")
    text = checked_words(text, field="text", most=REPLY_MAX, missing="Write what the department should know.")
    review.reply, review.replied_at, review.replied_by_name = text, at, str(actor)
    review.save(update_fields=["reply", "replied_at", "replied_by_name"])
    record("tier_review.replied", subject=review, actor=actor, organization=review.provider, at=at)
    return review


@service
def decide_review(
    *, review: TierReview, tier: str, reason: str, actor: Any, at: datetime, seen: str = ""
) -> TierReview:
    """A determiner, who did not recommend, decides; the decision is issued and the approval renewed at its tier.

    Raises Refused for going down without notice or before the reply or its time, and where the evidence no longer
    carries what was recommended; Stale where another dossier stands than was `seen`; ValidationError for a tier that
    the evidence does not carry, and for deciding otherwise than recommended without a reason.
    """
    DECIDE.check(actor, review)
    locked(review.model)
    review = locked(review)
    TIER_REVIEW.require(review, "decide")
    if tier not in Tier.values:
        raise ValidationError({"tier": "Choose a tier. To end an approval altogether, revoke it."})
    if seen and seen != review.dossier_sha256:
        raise Stale("The dossier was put together anew since you opened this page. Read it, then decide.")
    reason = checked_words(reason, field="reason", most=WORDS_MAX)
    if recommended_it(actor, review):
        raise NotAllowed("You recommended this yourself, so another person decides.")
    carried = ceiling_by_evidence(model=review.model, policy=review.policy_version, at=at)
    if not carried.allows(review.recommendation):
        raise Refused(f"{' '.join(carried.reasons)} What was recommended is above it. {ANEW}")
    _require_notice(review, tier, at)
    if review.designation.state == "suspended":
        raise Refused("The approval is suspended. It is reinstated or revoked first, then the review is decided.")
    determination = recommend_after_tier_review(
        designation=review.designation,
        source_reference=review.reference,
        policy=review.policy_version,
        tier=review.recommendation,
        reasons=[{"criterion": "Tier review", "key": "", "score": None, "reason": text} for text in _reasons(review)],
        note=review.recommendation_note,
        actor=review.recommended_by,
        at=at,
    )
    review.determination = issue(determination=determination, tier=tier, reason=reason, actor=actor, at=at)
    review.decided_by = actor
    TIER_REVIEW.move(
        review, "decide", actor=actor, organization=the_agency(), at=at, also_save=("determination", "decided_by")
    )
    signals.review_decided.send(sender=TierReview, review=review, at=at)
    return review


@service
def overtake_review(*, review: TierReview, determination: Determination, at: datetime) -> TierReview:
    """End a review that a decision on a later application overtakes. Called where that decision is issued."""
    review = locked(review)
    review.overtaken_by = determination
    TIER_REVIEW.move(
        review, "overtake", actor=None, organization=the_agency(), at=at, also_save=("overtaken_by",),
        payload={"determination": determination.reference},
    )  # fmt: skip
    signals.review_overtaken.send(sender=TierReview, review=review, at=at)
    return review


@service
def close_review(*, review: TierReview, because: str, at: datetime) -> TierReview:
    """End a review of which nothing is left: its approval was revoked, or the version that it was opened for is no
    longer asked for. ``because`` is read by the provider and the department."""
    review = locked(review)
    review.closed_because = because
    TIER_REVIEW.move(
        review, "close", actor=None, organization=the_agency(), at=at, also_save=("closed_because",),
        payload={"because": because},
    )  # fmt: skip
    signals.review_closed.send(sender=TierReview, review=review, at=at)
    return review


@service
def let_go_of_version(*, review: TierReview, because: str, at: datetime) -> TierReview:
    """A version that a review was opened for is withdrawn or decided without it. Where nobody has begun, the review
    closes; once a dossier is together it goes on about the approved version, so that withdrawing a version never ends
    a look that may lower a tier."""
    review = locked(review)
    if review.state == TierReviewState.OPENED:
        return close_review(review=review, because=because, at=at)
    because = f"{because} Its dossier is together, so the review goes on about the approved version."
    return _goes_on(review, because, at)


@service
def carry_review(*, review: TierReview, designation: Designation, at: datetime) -> TierReview:
    """Let a review go on about the approval that an appeal has put in the place of the one under review. Its tier is
    the one from which up and down are counted, so that a lower one needs notice. A dossier stands on the approval
    before, so a review that has one is closed and another opened for the same reason."""
    review = locked(review)
    if review.state != TierReviewState.OPENED:
        close_review(review=review, because=REPLACED, at=at)
        trigger = Trigger(review.trigger, review.trigger_reason)
        return open_review(designation=designation, trigger=trigger, actor=None, at=at, source=review.trigger_source)
    review.designation = designation
    review.save(update_fields=["designation"])
    because = f"On appeal, decision {designation.determination.reference} took the place of the approval under review."
    return _goes_on(review, f"{because} The review goes on about the approval that it gave.", at)


def _goes_on(review: TierReview, because: str, at: datetime) -> TierReview:
    payload = {"because": because}
    record("tier_review.goes_on", subject=review, actor=None, organization=the_agency(), at=at, payload=payload)
    signals.review_goes_on.send(sender=TierReview, review=review, because=because, at=at)
    return review


@service
def end_reviews_left_open(*, at: datetime) -> list[TierReview]:
    """End the reviews that a decision or a revocation left open before such news ended them."""
    ended = []
    for review in left_open():
        if review.designation.state == "revoked":
            ended.append(close_review(review=review, because=REVOKED, at=at))
        elif decision := overtaking(review):
            ended.append(overtake_review(review=review, determination=decision, at=at))
    return ended


def _freeze(review: TierReview, dossier: dict[str, Any], at: datetime) -> None:
    """The dossier with its hash, and what the system recommends from it and nothing else."""
    review.dossier, review.dossier_at = dossier, at
    review.dossier_text = canonical_json(dossier)
    review.dossier_sha256 = sha256_of(review.dossier_text)
    found = recommend(grounds_of(dossier, names=tier_phrases(review.policy_version_id)))
    review.computed = {"direction": found.direction, "tier": found.tier, "reasons": list(found.reasons)}


def _says(dossier: dict[str, Any]) -> str:
    return canonical_json({**dossier, "assembled_at": ""})


def _require_notice(review: TierReview, tier: str, at: datetime) -> None:
    if direction_of(current=review.tier, proposed=tier) != DOWN:
        return
    if review.notice_at is None:
        raise Refused(f"A tier goes down only after notice, and the recommendation gave none. {ANEW}")
    if not review.replied_at and at < review.reply_until:
        zone = review.policy_version.rules.calendar.zone
        raise Refused(f"The provider may reply until {instant_words(review.reply_until, zone)}. Decide after that.")


def _reasons(review: TierReview) -> list[str]:
    own = review.recommendation == review.computed["tier"]
    return [*(review.computed["reasons"] if own else ()), review.recommendation_note]

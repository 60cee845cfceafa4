"""The kinds of open record that a trial run looks at today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from procurement.applications.models import Application
from procurement.applications.queries import listed_for as applications_listed_for
from procurement.applications.transitions import RUNNING_STATES
from procurement.designations.models import DesignationScope
from procurement.designations.queries import in_force
from procurement.pilots.models import Pilot
from procurement.pilots.queries import visible_to as pilots_visible_to
from procurement.policy.differences import differences
from procurement.policy.pins import policies_in_use
from procurement.policy.trials import Affected, Trial, TrialPart, add_trial_part
from procurement.quotes.models import PilotRequest
from procurement.quotes.queries import bands
from procurement.quotes.queries import visible_to as requests_visible_to
from procurement.quotes.transitions import LIVE
from procurement.reviews.models import ReviewSubject
from procurement.reviews.queries import listed_for as reviews_listed_for
from procurement.reviews.queries import with_progress
from procurement.reviews.ties import tied_providers
from procurement.rounds.models import Round
from procurement.rounds.queries import visible_to as rounds_visible_to
from procurement.simulations import trial as rules
from procurement.tierreviews.models import TierReview
from procurement.tierreviews.queries import listed_for as tier_reviews_listed_for
from procurement.tierreviews.transitions import OPEN_STATES

INVITED = 1
GOVERNS_ROUNDS = ("criteria", "review.", "clocks.", "fees.")
SCORES = ("score_min", "evidence_score_min", "weighted_total_min_percent")


@add_trial_part
class Requests(TrialPart):
    """Requests of districts: another way of buying, more invitees, or a limit of the tier."""

    key, title, noun = "requests", "Open requests", "open request"
    page, more = "quotes:detail", "More invitees"

    def affected(self, trial: Trial) -> Iterator[Affected]:
        in_scope = DesignationScope.objects.filter(designation__in=in_force(trial.at))
        approved = Counter(
            (subject, grades)
            for subject, grades, _ in in_scope.values_list("subject", "grade_band", "designation").distinct()
        )
        for request in self.open_records().select_related("buyer", "model", "designation").order_by("reference"):
            facts = rules.RequestFacts(
                request.estimated_total_cents, request.students_count, request.designation.tier, INVITED,
                approved[(request.subject, request.grade_band)],
            )  # fmt: skip
            change = rules.request_change(
                facts, now=bands(trial.now), then=bands(trial.then), rules=trial.then.tiers.of(facts.tier)
            )
            if change:
                about = f"{request.buyer.name}, {request.model.name}"
                yield Affected(request.pk, request.reference, about, change.reasons, change.more_invitees)

    def readable(self, person: Any) -> QuerySet[PilotRequest]:
        return requests_visible_to(person).exclude(provider__in=_tied(person))

    def open_records(self) -> QuerySet[PilotRequest]:
        return PilotRequest.objects.filter(state__in=LIVE)


@add_trial_part
class Applications(TrialPart):
    """Applications that were sent and not decided: what they ask for, held against their evidence."""

    key, title, noun, page = "applications", "Open applications", "open application", "applications:agency_detail"

    def affected(self, trial: Trial) -> Iterator[Affected]:
        for application in _of_models(self.open_records(), trial):
            now, then = trial.carried[application.model_id]
            reasons = rules.asked_change(application.tier_asked, now, then, tiers=trial.then.tiers)
            if reasons:
                about = f"{application.provider.name}, {application.model.name}"
                yield Affected(application.pk, application.reference, about, reasons)

    def readable(self, person: Any) -> QuerySet[Application]:
        return applications_listed_for(person)

    def open_records(self) -> QuerySet[Application]:
        return Application.objects.filter(state__in=RUNNING_STATES)


@add_trial_part
class Rounds(TrialPart):
    """Rounds that are not archived: what of their rules the draft says otherwise."""

    key, title, noun, page = "rounds", "Rounds", "round that is not archived", "rounds:agency_detail"

    def affected(self, trial: Trial) -> Iterator[Affected]:
        found: dict[int, tuple[str, ...]] = {}
        for each in self.open_records().select_related("policy_version").order_by("reference"):
            pinned = each.policy_version_id
            if pinned not in found:
                found[pinned] = _differing(each.policy_version.body, trial.then_body)
            if found[pinned]:
                yield Affected(each.pk, each.reference, each.title, found[pinned])

    def readable(self, person: Any) -> QuerySet[Round]:
        return rounds_visible_to(person)

    def open_records(self) -> QuerySet[Round]:
        return Round.objects.filter(state="published")


@add_trial_part
class Reviews(TrialPart):
    """Reviews whose panel has not agreed: more reviewers."""

    key, title, noun, page, more = "reviews", "Open reviews", "open review", "reviews:subject", "More reviewers"

    def affected(self, trial: Trial) -> Iterator[Affected]:
        least = trial.then.review.reviewers_min
        for subject in with_progress(self.open_records()).select_related("policy_version").order_by("reference"):
            own_min = subject.policy_version.rules.review.reviewers_min
            more = rules.more_reviewers(on_panel=subject.reviewer_count, own_min=own_min, then=trial.then)
            if more:
                reason = f"It has {subject.reviewer_count}; the draft asks for at least {least}."
                yield Affected(subject.pk, subject.reference, subject.title, (reason,), more)

    def readable(self, person: Any) -> QuerySet[ReviewSubject]:
        return reviews_listed_for(person)

    def open_records(self) -> QuerySet[ReviewSubject]:
        return ReviewSubject.objects.filter(is_closed=False, panel__consensus=None)


@add_trial_part
class TierReviews(TrialPart):
    """Tier reviews that are not decided: what the evidence carries."""

    key, title, noun, page = "tier_reviews", "Open tier reviews", "open tier review", "tierreviews:agency_detail"

    def affected(self, trial: Trial) -> Iterator[Affected]:
        for review in _of_models(self.open_records(), trial):
            now, then = trial.carried[review.model_id]
            reasons = rules.carried_change(now, then, tiers=trial.then.tiers)
            yield Affected(review.pk, review.reference, f"{review.provider.name}, {review.model.name}", reasons)

    def readable(self, person: Any) -> QuerySet[TierReview]:
        return tier_reviews_listed_for(person)

    def open_records(self) -> QuerySet[TierReview]:
        return TierReview.objects.filter(state__in=OPEN_STATES)


@add_trial_part
class Pilots(TrialPart):
    """Pilots that have not ended: over a limit of the draft that their own version does not set."""

    key, title, noun, page = "pilots", "Pilots", "pilot that has not ended", "pilots:detail"

    def affected(self, trial: Trial) -> Iterator[Affected]:
        shown = ("policy_version", "buyer", "model", "contract__negotiation__request__designation")
        for pilot in self.open_records().select_related(*shown).order_by("reference"):
            tier = pilot.contract.negotiation.request.designation.tier
            own, draft = pilot.policy_version.rules.tiers.of(tier), trial.then.tiers.of(tier)
            reasons = rules.passed_limits(pilot.students_count, pilot.total_cents, own=own, draft=draft)
            if reasons:
                yield Affected(pilot.pk, pilot.reference, pilot.title, reasons)

    def readable(self, person: Any) -> QuerySet[Pilot]:
        return pilots_visible_to(person).exclude(provider__in=_tied(person))

    def open_records(self) -> QuerySet[Pilot]:
        return Pilot.objects.filter(state__in=("scheduled", "active"))


def _of_models(rows: QuerySet[Any], trial: Trial) -> list[Any]:
    """The records whose model’s evidence carries another tier under the draft."""
    if not trial.carried:
        return []
    whole = rows.select_related("provider", "model").order_by("reference")
    return [row for row in whole if row.model_id in trial.carried]


def _differing(own: Mapping[str, Any], draft: Mapping[str, Any]) -> tuple[str, ...]:
    """What the draft says otherwise of what rounds and their applications go by."""
    return tuple(
        f"{each.heading}, {each.label.lower() if each.heading != 'Criteria' else each.label}: "
        f"{each.old or 'not there'} in its version, {each.new} in the draft."
        for each in differences(own, draft)
        if not each.is_source_only and (each.path.startswith(GOVERNS_ROUNDS) or each.path.endswith(SCORES))
    )


def _tied(person: Any) -> frozenset[int]:
    years = (version.rules.review.conflict_lookback_years for version in policies_in_use())
    return tied_providers(person, max(years, default=0))
